import Foundation
import RequestCore
import Storage
import TestSupport
import Testing

@Suite struct ModelListFilesTests {
    @Test("a list is kept for a provider at its URL, and no key is in its file")
    func kept() throws {
        let folder = try Etude.Folder()
        let files = ModelListFiles(folder: folder.path + "/models")
        let provider = Provider(
            name: "work", kind: .http, baseURL: "https://u:pw-secret@h/v1?key=k-secret", key: Secret("sk-secret"))
        #expect(files.models(of: provider) == nil)
        let models = KnownModels(names: ["b", "a"], readAt: 1_790_000_000.5)
        files.keep(models, of: provider)
        #expect(files.models(of: provider) == models)
        #expect(files.models(of: Provider(name: "work", kind: .http, baseURL: "https://other/v1")) == nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/models")
        #expect(names.count == 1)
        let text = try folder.read("models/" + names[0])
        for part in ["secret", "u:pw"] { #expect(!text.contains(part) && !names[0].contains(part)) }
    }

    @Test("what is in a file's place and is no list counts as none")
    func damaged() throws {
        let folder = try Etude.Folder()
        let files = ModelListFiles(folder: folder.path)
        let provider = Provider(name: "work", kind: .http, baseURL: "https://h/v1")
        files.keep(KnownModels(names: ["a"], readAt: 1), of: provider)
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
        for text in ["", "{", "[]", #"{"models":"a"}"#] {
            _ = try folder.write(text, to: name)
            #expect(files.models(of: provider) == nil)
        }
    }

    @Test("a list is old after an hour, and if the clock was set back")
    func age() {
        let models = KnownModels(names: [], readAt: 1000)
        #expect(!models.isOld(now: 1000) && !models.isOld(now: 4599))
        #expect(models.isOld(now: 4601) && models.isOld(now: 999))
    }
}
