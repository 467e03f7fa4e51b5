import Foundation
import JSON

// JSONSpeed MODELS TIMES               a line for each document: its size, and MB/s of each parser, medians
// JSONSpeed MODELS DOCUMENT PARSER N   parses N times and says nothing, for whoever counts instructions

/// The parsers side by side: a whole document into values.
let parsers: [(name: String, parse: (Document) throws -> Any)] = [
    ("étude", { try JSONValue(parsing: $0.bytes) }),
    ("JSONSerialization", { try JSONSerialization.jsonObject(with: Data($0.bytes)) }),
    ("JSONDecoder", { try $0.decode(JSONDecoder(), Data($0.bytes)) }),
]

func seconds(_ work: () throws -> Any) rethrows -> Double {
    let clock = ContinuousClock()
    let begun = clock.now
    _ = try work()
    let (seconds, attoseconds) = (clock.now - begun).components
    return Double(seconds) + Double(attoseconds) * 1e-18
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

let arguments = CommandLine.arguments
let documents = try Document.all(models: arguments[1])
if arguments.count == 5 {
    guard let document = documents.first(where: { $0.name == arguments[2] }),
        let parser = parsers.first(where: { $0.name == arguments[3] }), let times = Int(arguments[4])
    else { exit(2) }
    for _ in 0..<times { _ = try parser.parse(document) }
} else {
    for document in documents {
        // Small documents are read often enough for the clock; in turn, so that what else the machine does meets all.
        let repeats = max(1, 1_000_000 / document.bytes.count)
        var times = [[Double]](repeating: [], count: parsers.count)
        for _ in 0..<(Int(arguments[2]) ?? 15) {
            for (place, parser) in parsers.enumerated() {
                times[place].append(
                    try seconds {
                        for _ in 1..<repeats { _ = try parser.parse(document) }
                        return try parser.parse(document)
                    } / Double(repeats))
            }
        }
        let speeds = times.map { Double(document.bytes.count) / median($0) / 1e6 }
        print(document.name, document.bytes.count, speeds.map { String(format: "%.1f", $0) }.joined(separator: " "))
    }
}
