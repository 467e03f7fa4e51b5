import Commands
import CurlTransport
import Playground
import Processes
import Prompts
import RequestCore
import TextUI

/// Works on images with the programs of this machine, and fetches remote ones.
struct LocalImages: ImageBench {
    private let chafa: ChafaCommand
    private let commands: ImageCommands
    let longestSide: Int?
    private static let fetching = ImageFetch()

    /// The most pixels of an image that is decoded, because the size in a header costs memory before a row is read.
    private static let mostPixels = 100_000_000

    init(_ surroundings: Surroundings) {
        chafa = ChafaCommand(processes: ThisProcess.processes, environment: surroundings.environment)
        longestSide = surroundings.settings.shrinkImages
        commands = ImageCommands(processes: ThisProcess.processes, environment: surroundings.environment)
    }

    func draw(_ bytes: [UInt8], as key: ImageKey) async -> ImageOutcome {
        do {
            try Self.check(try ImageFacts(reading: bytes, name: nil))
            switch key.mode {
            case .pixels:
                let text = try await chafa.draw(
                    bytes, columns: key.size.width, rows: key.size.height, as: .kitty)
                return .drawn(.pixels(try PixelImage(readingKitty: text, size: key.size)))
            case .described: return .failed("images are switched off")
            case .cells(let colors, let isUnicode):
                let text = try await chafa.draw(
                    bytes, columns: key.size.width, rows: key.size.height,
                    as: .symbols(colors: colors, isUnicode: isUnicode))
                return .drawn(.art(try CellArt(reading: text, size: key.size)))
            }
        } catch {
            return .failed("not drawn: \(error)")
        }
    }

    func open(_ bytes: [UInt8], facts: ImageFacts) async throws {
        try await commands.open(
            try commands.temporaryFile(of: bytes, named: "etude-\(facts.sha256.prefix(16)).\(facts.typeName)"))
    }

    func open(url: String) async throws { try await commands.open(url) }

    func clipboard() async throws -> [UInt8] { try await commands.clipboard() }

    func fetch(_ url: String) async throws -> [UInt8] {
        do {
            return try await Self.fetching.bytes(at: url)
        } catch {
            throw CommandFailure("not fetched: \(error.message)")
        }
    }

    func shrink(_ bytes: [UInt8], to side: Int) async throws -> [UInt8] {
        let facts = try ImageFacts(reading: bytes, name: nil)
        try Self.check(facts)
        guard max(facts.width, facts.height) > side else {
            throw CommandFailure("it is \(facts.width)×\(facts.height), no larger than \(side) a side already")
        }
        return try await commands.shrink(bytes, type: facts.typeName, to: side)
    }

    private static func check(_ facts: ImageFacts) throws {
        let (pixels, isTooMany) = facts.width.multipliedReportingOverflow(by: facts.height)
        guard !isTooMany, pixels <= mostPixels else {
            throw CommandFailure("\(facts.width)×\(facts.height) pixels are too many to be decoded")
        }
    }
}
