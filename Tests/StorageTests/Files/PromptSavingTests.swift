import Foundation
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Files of prompts that other programs write, too")
struct PromptSavingTests {
    /// A store of images that lets another program write a file whenever it is asked for one.
    private struct Meddling: BlobStore {
        var meddle: @Sendable () -> Void

        func saveBlob(_ bytes: [UInt8], sha256: String) { meddle() }

        func blob(sha256: String) -> [UInt8]? {
            meddle()
            return Samples.png
        }
    }

    private let theirs = "<system>\nTheirs.\n</system>\n"

    private func ours(_ replacing: DocumentSave.Replacing, _ path: String) -> DocumentSave {
        DocumentSave(document: PromptDocument(config: .of("ours")), path: path, replacing: replacing)
    }

    private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test("what another program writes right after a save is a change, and the next save does not write over it")
    func afterwards() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.prompt"
            let saved = try await PromptFiles().save(ours(.nothing, path), in: directory, from: "/")
            let written = FileText(try content(path), path: path)
            #expect(saved.fingerprint == written.fingerprint)
            try write(theirs, to: path)
            await #expect(throws: DocumentSave.Refusal.changed) {
                try await PromptFiles().save(ours(.known(saved.fingerprint), path), in: directory, from: "/")
            }
            #expect(try content(path) == theirs)
        }
    }

    @Test("a save writes over what was known, over nothing, and over anything where the person said so")
    func allowed() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.prompt"
            try write(theirs, to: path)
            let opened = try await PromptFiles().open(path: path)
            let saved = try await PromptFiles().save(ours(.known(opened.fingerprint), path), in: directory, from: "/")
            #expect(try content(path).contains("ours"))
            #expect(saved.document.config == .of("ours"))
            #expect(try content(path) == saved.text)
            try FileManager.default.removeItem(atPath: path)
            _ = try await PromptFiles().save(ours(.known(saved.fingerprint), path), in: directory, from: "/")
            try write(theirs, to: path)
            _ = try await PromptFiles().save(ours(.anything, path), in: directory, from: "/")
            #expect(try content(path).contains("ours"))
        }
    }

    @Test("a file that is there and was never known stays, one that cannot be read, too")
    func unknown() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.prompt"
            try Data([0xFF]).write(to: URL(fileURLWithPath: path))
            await #expect(throws: DocumentSave.Refusal.exists) {
                try await PromptFiles().save(ours(.nothing, path), in: directory, from: "/")
            }
            await #expect(throws: DocumentSave.Refusal.changed) {
                try await PromptFiles().save(ours(.known("before"), path), in: directory, from: "/")
            }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([0xFF]))
        }
    }

    @Test("what another program writes while a save is under way stays, and so does a file that it makes")
    func meanwhile() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.prompt"
            let meddling = PromptFiles(blobs: Meddling { [theirs] in try? write(theirs, to: path) })
            let image = ImagePart(url: "sha256:" + SHA256.hex(of: Samples.png))
            let document = PromptDocument(
                config: Config(template: [Message(role: .user, content: [.image(image)])]))
            let new = DocumentSave(document: document, path: path, replacing: .nothing)
            await #expect(throws: DocumentSave.Refusal.exists) {
                try await meddling.save(new, in: directory, from: "/")
            }
            try write("<system>\nKnown.\n</system>\n", to: path)
            let fingerprint = try await PromptFiles().open(path: path).fingerprint
            let over = DocumentSave(document: document, path: path, replacing: .known(fingerprint))
            await #expect(throws: DocumentSave.Refusal.changed) {
                try await meddling.save(over, in: directory, from: "/")
            }
            #expect(try content(path) == theirs)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["a.prompt"])
        }
    }

    @Test("an opened file is one content, even when another program writes it while its images are read")
    func opening() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.prompt"
            let text = "<user>\n<image url=\"a.png\" />\n</user>\n"
            try Data(Samples.png).write(to: URL(fileURLWithPath: directory + "/a.png"))
            try write(text, to: path)
            let meddling = PromptFiles(blobs: Meddling { [theirs] in try? write(theirs, to: path) })
            let opened = try await meddling.open(path: path)
            #expect(try content(path) == theirs)
            #expect(opened.text == text)
            #expect(opened.fingerprint == FileText(text, path: path).fingerprint)
            #expect(opened.document.config.template.flatMap(\.images).map(\.url) == ["a.png"])
        }
    }

    @Test("a foreign format is opened with what it loses, and without a text to edit")
    func foreign() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.prompty"
            try write("---\nname: a\nauthors: [b]\n---\nsystem:\nHello\n", to: path)
            let opened = try await PromptFiles().open(path: path)
            #expect(opened.text == nil)
            let losses = try PromptFiles.parse(try content(path), file: path).losses
            #expect(opened.losses == losses)
        }
    }
}
