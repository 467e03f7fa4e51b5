import Playground
import Processes
import Prompts
import RequestCore
import TextUI

/// Draws pictures with the programs of this machine.
struct LocalArtist: PictureArtist {
    private let chafa: ChafaCommand

    /// Pixels beyond which a picture is not decoded: what a header claims costs memory before a row is read.
    private static let mostPixels = 100_000_000

    init(_ surroundings: Surroundings) {
        chafa = ChafaCommand(processes: LocalTools.processes, environment: surroundings.environment)
    }

    func draw(_ bytes: [UInt8], as key: PictureKey) async -> PictureOutcome {
        do {
            let facts = try ImageFacts(reading: bytes, name: nil)
            let (pixels, isTooMany) = facts.width.multipliedReportingOverflow(by: facts.height)
            guard !isTooMany, pixels <= Self.mostPixels else {
                return .failed("not drawn: \(facts.width)×\(facts.height) pixels are too many")
            }
            switch key.mode {
            case .described: return .failed("pictures are switched off")
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
}
