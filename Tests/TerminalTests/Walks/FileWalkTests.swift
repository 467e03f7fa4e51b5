import Foundation
import TestSupport
import Testing

@Suite("Files and versions, in a terminal", .serialized)
struct FileWalkTests {
    private static func prompt(_ temperature: String) -> String {
        "---\n# mine\nmodel: gpt-4o\ntemperature: \(temperature)\n---\n<system>\nBe brief.\n</system>\n"
    }

    @Test("a file that an editor writes while it is open is offered with its difference, and taken on a key")
    func changedOnDisk() async throws {
        let home = try Etude.Folder()
        let file = try home.write(Self.prompt("0.2"), to: "tides.prompt")
        let session = try await TmuxSession("etude tides.prompt", home: home, width: 80, height: 24)
        try await session.see("tides", "Temperature 0.2")
        try Self.prompt("0.7").write(toFile: file, atomically: true, encoding: .utf8)
        try await session.see("changed on disk", within: 30)
        try await session.press("C-x", "c")
        try await session.see("tides.prompt on disk", "temperature: 0.2", "temperature: 0.7")
        try await session.press("Enter")
        try await session.see("Temperature 0.7", "took tides.prompt from disk")
        try await session.press("C-q")
        try await session.see("shell>")
        #expect(try home.read("tides.prompt") == Self.prompt("0.7"))
    }

    @Test("comments of the file are seen and written in its text, and go along to another file")
    func comments() async throws {
        let home = try Etude.Folder()
        _ = try home.write(Self.prompt("0.2"), to: "tides.prompt")
        let session = try await TmuxSession("etude tides.prompt", home: home, width: 80, height: 24)
        try await session.see("tides", "Temperature 0.2")
        try await session.press("C-t")
        try await session.see("as text", "# mine")
        try await session.press("Down", "End")
        try await session.type(" and yours")
        try await session.see("# mine and yours")
        try await session.press("C-s")
        try await session.seeGone("as text")
        try await session.press("C-s")
        try await session.see("saved")
        let written = Self.prompt("0.2").replacingOccurrences(of: "# mine", with: "# mine and yours")
        #expect(try home.read("tides.prompt") == written)
        try await session.press("C-p")
        try await session.type("Save as")
        try await session.press("Enter")
        try await session.see("Name or path")
        try await session.press("C-u")
        try await session.type("other.prompt")
        try await session.press("Enter")
        try await session.see("other.prompt")
        try await session.press("C-q")
        try await session.see("shell>")
        #expect(try home.read("other.prompt").contains("# mine and yours"))
    }

    @Test("versions are browsed, deployed and rolled back")
    func versions() async throws {
        let home = try Etude.Folder()
        for temperature in ["0.2", "0.7"] {
            _ = try home.write(Self.prompt(temperature), to: "tides.prompt")
            _ = try await Etude.run(["run", "tides.prompt", "-m", "Hi"], home: home)
        }
        let session = try await TmuxSession("etude tides.prompt", home: home, width: 100, height: 30)
        try await session.see("tides  v2")
        try await session.press("F4")
        try await session.see("Versions", "v2", "v1", "1 run")
        // The times of runs come with the deployments, which p needs.
        func seeRow(_ version: String, _ environment: String) async throws {
            try await session.wait(for: "\(version) \(environment) with the time of its run") { screen in
                screen.split(separator: "\n").contains {
                    $0.contains(version) && $0.contains(environment) && $0.contains("1 run  ") && $0.contains("s │")
                }
            }
        }
        try await seeRow("v2", "1 run")
        try await session.press("p")
        try await session.see("Deploy")
        try await session.type("staging")
        try await session.press("Enter")
        try await seeRow("v2", "staging")
        try await session.press("j", "p")
        try await session.see("Deploy")
        try await session.press("Enter")
        try await seeRow("v1", "staging")
        try await session.press("b")
        try await seeRow("v2", "staging")
        try await session.press("h")
        try await session.see("rolled back")
        try await session.press("q")
        try await session.seeGone("rolled back")
        try await session.press("q", "C-q")
        try await session.see("shell>")
        let shown = try await Etude.run(["show", "tides@staging"], home: home)
        #expect(shown.output.contains("temperature: 0.7"))
    }

    @Test(
        "a Prompty file is opened with what is left out said, and saved as a .prompt file whose images are found from there"
    )
    func foreign() async throws {
        let home = try Etude.Folder()
        for folder in ["old", "new"] {
            try FileManager.default.createDirectory(atPath: home.path + "/" + folder, withIntermediateDirectories: true)
        }
        try FileManager.default.copyItem(atPath: Etude.sample("tides.png"), toPath: home.path + "/old/tides.png")
        let prompty = "---\nname: tides\nmodel: {api: chat, id: gpt-4o}\nbase: x\n---\nuser:\nLook:\n![it](tides.png)\n"
        _ = try home.write(prompty, to: "old/tides.prompty")
        let session = try await TmuxSession("etude old/tides.prompty", home: home, width: 80, height: 24)
        try await session.see("opened tides.prompty without base", "tides.png  320×200")
        try await session.press("C-s")
        try await session.see("Save as", "/old/tides.prompt")
        try await session.press("C-u")
        try await session.type("new/tides.prompt")
        try await session.press("Enter")
        try await session.see("saved")
        try await session.press("C-q")
        try await session.see("shell>")
        #expect(try home.read("old/tides.prompty") == prompty)
        #expect(try home.read("new/tides.prompt").contains("<image url=\"../old/tides.png\" />"))
        #expect(
            try await Etude.run(["show", "new/tides.prompt", "--canonical"], home: home).output.contains("sha256:"))
    }
}
