import TestSupport
import Testing

@Suite("Images in a terminal that takes sixels", .serialized)
struct SixelTests {
    private struct Seen: Decodable {
        struct Strip: Decodable {
            var x: Int
            var y: Int
            var width: Int
            var height: Int
            var painted: Int
            var transparent: Bool
            var colours: Int
        }

        var answered: Bool
        var first: [Strip]
        /// What came after each key.
        var steps: [[Strip]]
        var strange: [String]
        var left: String
        var status: Int
    }

    /// - Parameter keys: as Python writes them, with spaces between.
    private func run(_ keys: String, settings: String = "") async throws -> Seen {
        let patience = settings.isEmpty ? "20" : "3"
        return try await StandInTerminal.run("sixel.py", ["120", "40", patience, keys], settings: settings)
    }

    @Test("an image is sent row by row of cells, each strip in the pixels of its cells, where its cells are")
    func thread() async throws {
        let seen = try await run(#"\x11"#)
        #expect(seen.answered && seen.status == 0)
        #expect(seen.strange.isEmpty && seen.left.isEmpty)
        let lines = Set(seen.first.map(\.y))
        let strip = try #require(seen.first.first)
        #expect(lines.count > 3 && lines.max()! - lines.min()! == lines.count - 1)
        #expect(seen.first.allSatisfy { $0.x == strip.x && $0.width == strip.width && $0.height == 20 })
        #expect(strip.width % 10 == 0 && seen.first.allSatisfy(\.transparent))
        #expect(seen.first.reduce(0) { $0 + $1.painted } >= strip.width * 20 * lines.count / 2)
        #expect(seen.first.contains { $0.colours > 4 })
    }

    @Test("what an overlay covers is not painted over it; when it goes, the rows come again")
    func overlay() async throws {
        let seen = try await run(#"\x10 \x1b \x11"#)
        #expect(seen.strange.isEmpty)
        let (width, lines) = (try #require(seen.first.first).width, Set(seen.first.map(\.y)))
        #expect(seen.steps[0].allSatisfy { $0.width < width })
        #expect(Set(seen.steps[1].filter { $0.width == width }.map(\.y)).isSubset(of: lines))
        #expect(!seen.steps[1].isEmpty)
    }

    @Test("where the settings want characters, no sixels are sent and nothing is asked")
    func cells() async throws {
        let seen = try await run(#"\x11"#, settings: "images: cells\n")
        #expect(!seen.answered && seen.first.isEmpty && seen.strange.isEmpty && seen.status == 0)
    }
}
