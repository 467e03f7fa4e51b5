import Foundation
import JSON

/// The parsers side by side: a whole document into values.
enum Parser: String, CaseIterable {
    case étude, JSONSerialization, JSONDecoder

    func parse(_ document: Document) throws -> Any {
        switch self {
        case .étude: try JSONValue(parsing: document.bytes)
        case .JSONSerialization: try Foundation.JSONSerialization.jsonObject(with: Data(document.bytes))
        case .JSONDecoder: try document.decode(Foundation.JSONDecoder(), Data(document.bytes))
        }
    }

    /// Seconds for one parse; small documents are read often enough for the clock.
    func time(_ document: Document) throws -> Double {
        let repeats = max(1, 1_000_000 / document.bytes.count)
        let begun = ContinuousClock.now
        for _ in 0..<repeats { _ = try parse(document) }
        let (seconds, attoseconds) = (ContinuousClock.now - begun).components
        return (Double(seconds) + Double(attoseconds) * 1e-18) / Double(repeats)
    }
}

/// - `JSONSpeed MODELS TIMES`: a line for each document: its size, and MB/s of each parser, medians.
/// - `JSONSpeed MODELS DOCUMENT PARSER N`: parses N times and says nothing, for whoever counts instructions.
@main
enum JSONSpeed {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 || arguments.count == 5 else { exit(2) }
        let documents = try Document.all(models: arguments[1])
        if arguments.count == 3 {
            for document in documents { try compare(document, times: Int(arguments[2]) ?? 15) }
        } else if let document = documents.first(where: { $0.name == arguments[2] }),
            let parser = Parser(rawValue: arguments[3]), let times = Int(arguments[4])
        {
            for _ in 0..<times { _ = try parser.parse(document) }
        }
    }

    private static func compare(_ document: Document, times: Int) throws {
        var seconds: [Parser: [Double]] = [:]
        for _ in 0..<times {
            // In turn, so that what else the machine does meets all.
            for parser in Parser.allCases { seconds[parser, default: []].append(try parser.time(document)) }
        }
        let speeds = Parser.allCases.map { parser in
            let sorted = (seconds[parser] ?? []).sorted()
            return String(format: "%.1f", Double(document.bytes.count) / sorted[sorted.count / 2] / 1e6)
        }
        print(document.name, document.bytes.count, speeds.joined(separator: " "))
    }
}
