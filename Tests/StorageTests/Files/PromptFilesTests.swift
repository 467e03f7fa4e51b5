import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Files of prompts")
struct PromptFilesTests {
    private let files = PromptFiles()
    private let text =
        "---\nname: harbours\n# why so cold\nmodel: gpt-4o\ntemperature: 0.2\n---\n<system>\nYou answer.\n</system>\n"

    private func save(_ document: PromptDocument, to path: String) async throws {
        let save = DocumentSave(document: document, path: path, replacing: .anything)
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        _ = try await files.save(save, in: folder, from: "/")
    }

    @Test("a .prompt file is read")
    func reads() async throws {
        try await withDirectory { directory in
            try write(text, to: directory + "/a.prompt")
            let document = try await files.open(path: directory + "/a.prompt").document
            #expect(document.name == "harbours")
            #expect(document.config.model == "gpt-4o")
            #expect(document.config.template == [Message(.system, "You answer.")])
        }
    }

    @Test(
        "a text that begins with { is a chat-completions request in any file; a byte order mark is passed over"
    )
    func request() async throws {
        try await withDirectory { directory in
            try write(
                "\u{FEFF}\n {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                to: directory + "/a.txt")
            let document = try await files.open(path: directory + "/a.txt").document
            #expect(document.config.model == "m")
            #expect(document.thread == [Message(.user, "hi")])
        }
    }

    @Test("images by path are read relative to the file, those in data URLs from the URL, and kept as blobs")
    func images() async throws {
        try await withDirectory { directory in
            try FileManager.default.createDirectory(atPath: directory + "/sub/img", withIntermediateDirectories: true)
            try Data(Samples.png).write(to: URL(fileURLWithPath: directory + "/sub/img/chart.png"))
            let inline = "data:image/png;base64," + Data(Samples.png).base64EncodedString()
            let images = ["img/chart.png", directory + "/sub/img/chart.png", inline, "https://example.org/x.png"]
            let body = images.map { "<image url=\"\($0)\" />" }.joined(separator: "\n")
            try write("<user>\n\(body)\n</user>\n", to: directory + "/sub/a.prompt")

            let store = try Store.inMemory()
            let document = try await PromptFiles(blobs: store).open(path: directory + "/sub/a.prompt").document
            let read = document.config.template.flatMap(\.images)
            let hash = SHA256.hex(of: Samples.png)
            #expect(read.map(\.url) == images)
            #expect(read.map { $0.facts?.sha256 } == [hash, hash, hash, nil])
            #expect(read.map { $0.facts?.name } == ["chart.png", "chart.png", nil, nil])
            #expect(try await store.blob(sha256: hash) == Samples.png)

            let saved = try await store.saved(document.config, prompt: "a", parent: nil)
            #expect(saved.config.versionID == document.config.versionID)
        }
    }

    @Test("a kept image gets its facts from the blobs")
    func keptImage() async throws {
        let store = try Store.inMemory()
        let hash = SHA256.hex(of: Samples.png)
        try await store.saveBlob(Samples.png, sha256: hash)
        let thread = [Message(role: .user, content: [.image(ImagePart(url: "sha256:" + hash))])]
        let document = try await PromptFiles(blobs: store).readingImages(
            of: PromptDocument(thread: thread), directory: ".")
        #expect(document.thread[0].images[0].facts?.byteCount == Samples.png.count)
    }

    @Test("what cannot be read is told with the file's name")
    func unreadable() async throws {
        try await withDirectory { directory in
            try write("<user>\n<image url=\"gone.png\" />\n</user>\n", to: directory + "/gone.prompt")
            try write("<user>\n<image url=\"cut.prompt\" />\n</user>\n", to: directory + "/text.prompt")
            try write("<user>\n<image url=\".\" />\n</user>\n", to: directory + "/dir.prompt")
            try write("<user>\n<image url=\"data:image/png;base64,@@\" />\n</user>\n", to: directory + "/data.prompt")
            try Data([0x61, 0x0A, 0xC3, 0xA9, 0xFF, 0x62]).write(to: URL(fileURLWithPath: directory + "/latin.prompt"))
            try Data([0x61, 0xC3]).write(to: URL(fileURLWithPath: directory + "/cut.prompt"))
            let big = try #require(
                FileManager.default.createFile(atPath: directory + "/big.prompt", contents: nil)
                    ? FileHandle(forWritingAtPath: directory + "/big.prompt") : nil)
            try big.truncate(atOffset: UInt64(PromptFiles.sizeLimit + 1))
            try big.close()
            try write("<user>\n<image url=\"big.prompt\" />\n</user>\n", to: directory + "/large.prompt")
            let table: [(String, String)] = [
                ("none.prompt", "none.prompt: there is no such file"),
                ("gone.prompt/x", "x: there is no such file"),
                ("", ": is a directory, not a prompt file"),
                ("big.prompt", "big.prompt: is larger than 16 MB"),
                ("latin.prompt", "latin.prompt:2:2: expected UTF-8 but found the byte 0xFF"),
                ("cut.prompt", "cut.prompt:1:2: expected UTF-8 but found the byte 0xC3"),
                (
                    "gone.prompt",
                    "gone.prompt:2: image 'gone.png': there is no such file (looked for \(directory)/gone.png)"
                ),
                ("text.prompt", "text.prompt:2: image 'cut.prompt': "),
                ("dir.prompt", "dir.prompt:2: image '.': \(directory)/. is a directory"),
                ("data.prompt", "data.prompt:2: image 'data:image/png;base64,@@…': expected a data URL"),
                ("large.prompt", "large.prompt:2: image 'big.prompt': larger than 64 MB"),
            ]
            for (name, words) in table {
                let told = await complaint { try await files.open(path: directory + "/" + name).document }
                #expect(told.contains(words), "\(name)")
                #expect(told.hasPrefix(directory), "\(name)")
            }
        }
    }

    @Test("saving over a file changes what changed, keeps its comments and its mode, and leaves no crumbs")
    func saves() async throws {
        try await withDirectory { directory in
            let path = directory + "/a.prompt"
            try write(text, to: path)
            chmod(path, 0o640)
            var document = try await files.open(path: path).document
            document.config[.temperature] = 0.7
            try await save(document, to: path)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text.replacing("0.2", with: "0.7"))
            #expect(try mode(path) == 0o640)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["a.prompt"])
        }
    }

    @Test("a new file is written whole, a symbolic link stays one")
    func newAndLinked() async throws {
        try await withDirectory { directory in
            let document = PromptDocument(name: "new", config: .of("hello"))
            try await save(document, to: directory + "/new.prompt")
            #expect(try await files.open(path: directory + "/new.prompt").document == document)

            try FileManager.default.createSymbolicLink(atPath: directory + "/link", withDestinationPath: "new.prompt")
            var changed = document
            changed.name = "changed"
            try await save(changed, to: directory + "/link")
            #expect(try await files.open(path: directory + "/new.prompt").document.name == "changed")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory + "/link") == "new.prompt")
        }
    }

    @Test("a request is never overwritten with a .prompt file, nor what is not text")
    func refuses() async throws {
        try await withDirectory { directory in
            let document = PromptDocument(config: .of("x"))
            try write("{\"messages\":[]}", to: directory + "/a.json")
            try Data([0xFF]).write(to: URL(fileURLWithPath: directory + "/b"))
            let table = [
                ("a.json", "save under another name"), ("b", "expected UTF-8"), ("", "directory"),
                ("none/c.prompt", "cannot be written: no such file or directory"),
            ]
            for (name, words) in table {
                #expect(await complaint { try await save(document, to: directory + "/" + name) }.contains(words))
            }
            #expect(try String(contentsOfFile: directory + "/a.json", encoding: .utf8) == "{\"messages\":[]}")
        }
    }
}
