import Foundation
import TestSupport
import Testing

@testable import Processes

@Suite("The person's editor", .serialized) struct EditorCommandTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("etude editors \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// A program that appends its variable FOO and its other arguments to the file.
    private func program(_ name: String, in folder: URL) throws -> String {
        let file = folder.appendingPathComponent(name)
        let script = "#!/bin/sh\nfor file; do :; done\necho \"$FOO $# $1\" >> \"$file\"\n"
        try script.write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path)
        return file.path
    }

    private func edit(_ text: String, with editor: String, home: String = "/nowhere") async throws -> String? {
        try await EditorCommand(environment: ["EDITOR": editor, "HOME": home]).edit(text, suffix: ".md")
    }

    @Test("arguments, variables before it, and paths with spaces are all understood")
    func forms() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let spaced = try program("my editor's", in: folder)
        let script = "sh -c 'echo \"$FOO\" >> \"$1\"' it"
        #expect(try await edit("a", with: script) == "a\n")
        #expect(try await edit("a", with: "FOO=1 " + script) == "a\n1")
        #expect(try await edit("a", with: "A=2 FOO=1 " + script) == "a\n1")
        #expect(try await edit("a", with: spaced)?.hasPrefix("a\n 1 /") == true)
        #expect(try await edit("a", with: spaced + " --wait -n") == "a\n 3 --wait")
        #expect(try await edit("a", with: "FOO=1 " + spaced + " -x") == "a\n1 2 -x")
        #expect(try await edit("a", with: "~/my editor's -y", home: folder.path) == "a\n 2 -y")
    }

    @Test("an editor that returns at once without a change is told to wait, and its file stays")
    func returnsAtOnce() async throws {
        let failure = await #expect(throws: EditorCommand.Failure.self) { try await edit("draft", with: "true") }
        let sentence = try #require(failure?.description)
        #expect(sentence.contains("(true) returned at once") && sentence.contains("EDITOR=\"true --wait\""))
        let path = try #require(sentence.split(separator: " ").last?.dropLast())
        #expect(try String(contentsOfFile: String(path), encoding: .utf8) == "draft\n")
        try FileManager.default.removeItem(atPath: String(path))
    }

    @Test("editors with windows are told the option that they know")
    func waiting() {
        func line(_ command: String) -> EditorLine { EditorLine(command) { $0 == "/opt/a b/code" } }
        #expect(line("code").waiting == "code --wait" && line("code").shortestVisit == .seconds(3))
        #expect(line("code --wait").waiting == "code --wait")
        #expect(line("gvim").waiting == "gvim --nofork")
        #expect(line("/opt/a b/code -n").waiting == "/opt/a b/code -n --wait")
        #expect(line("/opt/a b/code -n").shortestVisit == .seconds(3))
        #expect(line("vim").shortestVisit == .milliseconds(500))
    }

    @Test("an editor that fails keeps what was written, and says how it ended")
    func fails() async throws {
        for (editor, words) in [
            ("no-such-editor-anywhere", "could not be started"), ("false", "ended with status 1"),
            ("sh -c 'kill -9 $$'", "was ended by signal 9"),
        ] {
            let failure = await #expect(throws: EditorCommand.Failure.self) { try await edit("draft", with: editor) }
            #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
        }
    }
}
