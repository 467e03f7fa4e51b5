import Foundation
import RequestCore
import TestSupport
import Testing
import TextUI

@testable import Processes

@Suite("Images drawn by chafa")
struct ChafaTests {
    private let chafa = ChafaCommand(processes: CommandRunner(), environment: ["PATH": "/usr/bin:/bin"])

    private func draw(_ name: String, _ columns: Int = 8, _ rows: Int = 3) async throws -> CellArt {
        let text = try await chafa.draw(
            try Etude.image(name), columns: columns, rows: rows, as: .symbols(colors: 256, isUnicode: true))
        return try CellArt(reading: text, size: Size(width: columns, height: rows))
    }

    @Test("each type that can be sent is drawn as cells", arguments: ["sun.png", "sun.jpg", "sun.webp"])
    func types(_ name: String) async throws {
        let art = try await draw(name)
        var frame = Frame(size: art.size)
        for row in 0..<3 { frame.put(art, row: row, at: Point(x: 0, y: row)) }
        let colours = Set((0..<8).flatMap { x in (0..<3).map { frame[x: x, y: $0].style.background } })
        #expect(colours.count > 2)
    }

    @Test("in pixels it may be as large as a screen is")
    func large() async throws {
        let size = Size(width: 200, height: 100)
        let text = try await chafa.draw(try Etude.image("sun.png"), columns: 200, rows: 100, as: .kitty)
        let image = try PixelImage(readingKitty: text, size: size)
        #expect(image.rgba.count == 10_240_000)
    }

    @Test("of an animation the first frame is drawn")
    func animation() async throws {
        let art = try await draw("two-frames.gif", 2, 1)
        var frame = Frame(size: art.size)
        frame.put(art, row: 0, at: Point(x: 0, y: 0))
        let style = frame[x: 0, y: 0].style
        let seen = style.attributes.contains(.reverse) ? style.foreground : style.background
        #expect([seen, style.foreground].contains(.rgb(255, 0, 0)))
        #expect(seen != .rgb(0, 0, 255))
    }

    @Test("what is cut off, empty, a bomb or no image is told in a sentence", arguments: ["cut.png", "bomb.png", ""])
    func damaged(_ name: String) async throws {
        let bytes = name.isEmpty ? Array("hello".utf8) : try Etude.image(name)
        let failure = await #expect(throws: ChafaCommand.Failure.self) {
            try await chafa.draw(bytes, columns: 4, rows: 2, as: .symbols(colors: 256, isUnicode: true))
        }
        #expect(failure?.description.hasPrefix("chafa ") == true)
    }

    @Test("without the program the sentence says so")
    func missing() async throws {
        let folder = try Etude.Folder()
        let absent = ChafaCommand(processes: CommandRunner(), environment: ["PATH": folder.path])
        let failure = await #expect(throws: ChafaCommand.Failure.self) {
            try await absent.draw([1], columns: 4, rows: 2, as: .symbols(colors: 256, isUnicode: true))
        }
        #expect(failure?.description == "chafa is not installed")
    }

    @Test("a program over its limit of memory, or of files, fails")
    func limits() async throws {
        let memory = await run(LimitedCommand.argv(python("x = bytearray(2 << 30)")))
        #expect(LimitedCommand.fault(of: "python3", memory)?.contains("status 1") == true)
        let folder = try Etude.Folder()
        let writing = await run(LimitedCommand.argv(shell("echo x > \(folder.path)/file")))
        #expect(writing.ending != .exited(0))
        #expect((try? folder.read("file"))?.isEmpty != false)
    }

    @Test("arguments with white space and quotes reach the program as they are")
    func arguments() async {
        let result = await run(LimitedCommand.argv(["printf", "%s|", "a b", "'$(id)'", "\"; exit 3"]))
        #expect(result.output == "a b|'$(id)'|\"; exit 3|")
    }
}
