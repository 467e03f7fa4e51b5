import Foundation
import TestSupport
import Testing

@Suite("Images in a terminal with kitty's graphics protocol", .serialized)
struct KittyTests {
    private struct Seen: Decodable {
        struct Image: Decodable {
            var width: Int
            var height: Int
            var columns: Int
            var rows: Int
            var colours: Int
        }

        var answered: Bool
        var images: [String: Image]
        var shown: [String: Int]
        var deleted: [Int]
        var strange: [String]
        var left: String
        var status: Int
    }

    /// - Parameter keys: as Python writes them, with spaces between.
    private func run(_ keys: String, settings: String = "") async throws -> Seen {
        try await StandInTerminal.run("kitty.py", ["120", "40", keys], settings: settings)
    }

    @Test("an image is sent whole, every cell of it is a placeholder, and it is taken back at the end")
    func thread() async throws {
        let seen = try await run(#"\x11"#)
        #expect(seen.answered && seen.status == 0)
        #expect(seen.strange.isEmpty && seen.left.isEmpty)
        let (id, image) = try #require(seen.images.first)
        #expect(image.width == 8 * image.columns && image.height == 16 * image.rows)
        #expect(image.colours > 4)
        #expect(seen.shown[id] == image.columns * image.rows)
        #expect(seen.deleted == [Int(id)])
    }

    @Test("seen large it is another image, and both are taken back")
    func large() async throws {
        let seen = try await run(#"\x1b v images=2 \x11"#)
        #expect(seen.images.count == 2)
        #expect(seen.strange.isEmpty)
        #expect(Set(seen.deleted.map(String.init)) == Set(seen.images.keys))
    }

    @Test("where the settings want characters, no image is sent and nothing is asked")
    func cells() async throws {
        let seen = try await run(#"\x11"#, settings: "images: cells\n")
        #expect(!seen.answered && seen.images.isEmpty && seen.shown.isEmpty)
        #expect(seen.strange.isEmpty && seen.status == 0)
    }
}

/// The vision sample in a terminal that Python stands in for.
enum StandInTerminal {
    /// - Parameter script: reads the program's arguments behind its own, and prints what was seen as JSON.
    static func run<Seen: Decodable>(_ script: String, _ arguments: [String], settings: String) async throws -> Seen {
        let home = try Etude.Folder()
        if !settings.isEmpty { _ = try home.write(settings, to: "config.yaml") }
        let path = Etude.project.appendingPathComponent("Tests/TerminalTests/\(script)").path
        let finished = try await ChildProcess.run(
            "/usr/bin/env", ["python3", "-B", path] + arguments + [Etude.executable, Etude.sample("vision.prompt")],
            environment: Etude.environment(home: home))
        #expect(finished.errors == "")
        return try JSONDecoder().decode(Seen.self, from: Data(finished.output.utf8))
    }
}
