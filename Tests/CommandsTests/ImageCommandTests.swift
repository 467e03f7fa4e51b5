import Foundation
import JSON
import TestSupport
import Testing

@Suite struct ImageCommandTests {
    /// A home in which `vision@v1` was run from a file beside its image, and that file's folder.
    private func ran() async throws -> (home: Etude.Folder, files: Etude.Folder) {
        let (home, files) = (try Etude.Folder(), try Etude.Folder())
        for name in ["vision.prompt", "tides.png"] {
            try FileManager.default.copyItem(atPath: Etude.sample(name), toPath: files.path + "/" + name)
        }
        let ran = try await InProcess.run(["run", "vision.prompt"], home: home, directory: files.path)
        #expect(ran.status == 0)
        return (home, files)
    }

    private static func bytes() throws -> String {
        try Data(contentsOf: URL(fileURLWithPath: Etude.sample("tides.png"))).base64EncodedString()
    }

    @Test("a variable can name the image, and its bytes are those of the file")
    func variable() async throws {
        let home = try Etude.Folder()
        let prompt = try home.write(
            "---\nmodel: gpt-4.1-mini\n---\n<user>\n<text>What is it?</text>\n<image url=\"{{photo}}\" detail=\"low\" />\n</user>\n",
            to: "look.prompt")
        let given = try await InProcess.run(
            ["run", prompt, "--var", "photo=\(Etude.sample("tides.png"))", "--wire", "wire.jsonl"], home: home)
        #expect(given.status == 0)
        #expect(given.output.contains("PNG") && given.output.contains("320"))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Etude.sample("tides.png")))
        #expect(try home.read("wire.jsonl").contains(bytes.base64EncodedString()))
        let missing = try await InProcess.run(["run", prompt], home: home)
        #expect(missing.status == 2 && missing.errors.contains("photo"))
        let absent = try await InProcess.run(["run", prompt, "--var", "photo=nothing.png"], home: home)
        #expect(absent.status == 2 && absent.errors.contains("nothing.png"))
    }

    @Test("a log with an image becomes a prompt with that image")
    func log() async throws {
        let (home, files) = try await ran()
        let list = try await InProcess.run(["logs", "--json"], home: home).output
        let id = try #require(try JSONValue(parsing: list)["id"]?.stringValue)
        let shown = try await InProcess.run(["logs", "show", id, "--json"], home: home).output
        let made = try await InProcess.run(
            ["convert", "-", "again.prompt"], home: home, input: shown, directory: files.path)
        #expect(made.status == 0)
        #expect(try files.read("again.prompt").contains(try Self.bytes()))
        let again = try await InProcess.run(["run", "again.prompt"], home: try Etude.Folder(), directory: files.path)
        #expect(again.output.contains("320"))
    }

    @Test("an image that is not there is named with the line it stands on")
    func missingLine() async throws {
        let home = try Etude.Folder()
        let body = "<user>\n<text>nothing.png?</text>\n<image url=\"nothing.png\" />\n</user>\n"
        _ = try home.write("---\nmodel: gpt-4.1-mini\n---\n" + body, to: "look.prompt")
        for command in ["run", "lint", "export"] {
            let more = command == "export" ? ["--as", "curl"] : []
            let finished = try await InProcess.run([command, "look.prompt"] + more, home: home)
            #expect(finished.status == 2 && finished.output.isEmpty)
            #expect(finished.errors.contains("/look.prompt:6: image 'nothing.png': there is no such file"))
        }
        let piped = try await InProcess.run(["run", "-"], home: home, input: body)
        #expect(piped.status == 2 && piped.errors.hasPrefix("etude: stdin:3: image 'nothing.png'"))
    }

    @Test("what cannot be sent is refused before anything is, with a sentence that helps")
    func refused() async throws {
        let home = try Etude.Folder()
        func refusal(_ name: String) async throws -> String {
            let path = name.hasPrefix("/") ? name : Etude.project.appendingPathComponent("Tests/Images/\(name)").path
            let finished = try await InProcess.run(
                ["run", Etude.sample("translate.prompt"), "-m", "x", "--image", path, "--var", "language=French"],
                home: home)
            #expect(finished.status == 2 && finished.output.isEmpty)
            return finished.errors
        }
        #expect(try await refusal("sun.bmp").contains("convert it to PNG, JPEG, WebP or GIF"))
        #expect(try await refusal(try home.write("", to: "empty.png")).contains("is empty"))
        #expect(try await refusal(try home.write("GIF8", to: "short.gif")).contains("is not a supported image"))
        #expect(try await refusal(home.path).contains("is a directory"))
        #expect(try await refusal("/nowhere/x.png").contains("there is no such file"))
    }
}
