import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("The session and images")
struct SessionAndImageTests {
    @Test("there is no session at first, then the last one saved", arguments: Place.allCases)
    func session(place: Place) async throws {
        try await place.withStore { store in
            #expect(try await store.loadSession() == nil)
            try await store.saveSession(["draft": ["b": 1, "a": "\u{0}é"]])
            try await store.saveSession(["draft": ["b": 1.0, "a": "\u{0}é"]])
            #expect(try await store.loadSession() == ["draft": ["b": 1.0, "a": "\u{0}é"]])
            #expect(try await store.count("session") == 1)
        }
    }

    @Test("bytes come back under their hash, and only under it", arguments: Place.allCases)
    func blobs(place: Place) async throws {
        try await place.withStore { store in
            let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
            let hash = SHA256.hex(of: bytes)
            #expect(try await store.blob(sha256: hash) == nil)
            try await store.saveBlob(bytes, sha256: hash)
            try await store.saveBlob(bytes, sha256: hash)
            #expect(try await store.blob(sha256: hash) == bytes)
            try await store.saveBlob([], sha256: SHA256.hex(of: []))
            #expect(try await store.blob(sha256: SHA256.hex(of: [])) == [])
        }
    }

    @Test("a name that is no hash never becomes a path", arguments: Place.allCases)
    func badHashes(place: Place) async throws {
        try await place.withStore { store in
            let names = [
                "", "ab", "../../etc/passwd", String(repeating: "A", count: 64), String(repeating: "/", count: 64),
            ]
            for name in names {
                await #expect(throws: StoreError.badHash(name)) { try await store.saveBlob([1], sha256: name) }
                await #expect(throws: StoreError.badHash(name)) { try await store.blob(sha256: name) }
            }
        }
    }

    @Test("the same image saved by many tasks is one file and no crumbs")
    func atOnce() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            let hash = SHA256.hex(of: Samples.png)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await store.saveBlob(Samples.png, sha256: hash) } }
                try await group.waitForAll()
            }
            let files = try FileManager.default.subpathsOfDirectory(atPath: directory + "/blobs")
            let folder = String(hash.prefix(2))
            let expected: Set<String> = [folder, "\(folder)/\(hash.dropFirst(2))"]
            #expect(Set(files) == expected)
        }
    }

    @Test("a place where images cannot be kept is told")
    func unwritable() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            try write("in the way", to: directory + "/blobs")
            let words = await complaint { try await store.saveBlob([1], sha256: SHA256.hex(of: [1])) }
            #expect(words.contains("cannot write to \(directory)/blobs"))
        }
    }

    @Test("images that nothing refers to go after their time; those of logs, versions and the session stay")
    func collect() async throws {
        try await withDirectory { directory in
            let store = try Store(directory: directory)
            var hashes: [String] = []
            for number in 0..<5 {
                let bytes = Samples.png + [UInt8(number)]
                hashes.append(SHA256.hex(of: bytes))
                try await store.saveBlob(bytes, sha256: hashes[number])
            }
            var record = LogRecord.sample("one")
            record.images = [
                ImageFacts(sha256: hashes[0], mediaType: "image/png", width: 1, height: 1, byteCount: 1)
            ]
            try await store.insert(record)
            let part = ContentPart.image(ImagePart(url: "sha256:" + hashes[1]))
            _ = try await store.save(
                Config(model: "m", template: [Message(role: .user, content: [part])]), prompt: "p", parent: nil)
            var change = ConversationChange(id: "a", prompt: "p")
            change.messages = StoredMessage.line([.string("sha256:" + hashes[2])])
            #expect(try await store.save(change))

            #expect(try await store.collectImages(grace: 3600) == 0)
            let old = Date().addingTimeInterval(-7200)
            for hash in hashes {
                let path = "\(directory)/blobs/\(hash.prefix(2))/\(hash.dropFirst(2))"
                try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
            }
            try await store.saveBlob(Samples.png + [4], sha256: hashes[4])
            #expect(try await store.collectImages(grace: 3600) == 1)
            #expect(try await store.blob(sha256: hashes[3]) == nil)
            for kept in [0, 1, 2, 4] { #expect(try await store.blob(sha256: hashes[kept]) != nil) }
        }
    }

    @Test("hashes are found in any text, and nothing longer or shorter")
    func hashes() {
        let hash = String(repeating: "0a", count: 32)
        #expect(HashesInText.all(in: "x\"sha256:\(hash)\",\(hash)f, \(hash.dropLast())") == [hash])
        #expect(HashesInText.all(in: hash) == [hash])
        #expect(HashesInText.all(in: "").isEmpty)
    }
}
