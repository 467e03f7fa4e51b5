import Evaluations
import JSON
import Logbook
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Lines with a request and a response, as they are written and as they are damaged: a log is made of them or none, and what is made
/// can be written in every form.
package struct LogImportFuzz: FuzzTarget {
    package static let name = "imports"

    private static let damage = Damage(
        tokens: HostileTexts.pieces + [
            "\"request\":{", "\"response\":", "\"body\":", "\"messages\":[", "\"role\":\"tool\"", "\"tool_calls\":[",
            "\"choices\":[", "\"output\":[", "\"error\":{", "\"kind\":\"cancelled\"", "\"created_at\":",
            "\"feedback\":\"good\"",
            "2026-11-30T10:42:01", "+99:99", "1e999", "-1", "null", "[]", "{}", "data:image/png;base64,", "sha256:",
            "=1+1",
        ])

    private static let wholes = [
        #"{"id":"a","request":{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f"}}]},"#
            + #""response":{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","#
            + #""function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1}}}"#,
        #"{"request":{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]},"response":{"type":"message","content":"#
            + #"[{"type":"text","text":"x"}],"stop_reason":"end_turn"},"score":0.5,"tags":["a"],"created_at":1790000000.5}"#,
        #"{"request":{"model":"m","input":"Hi"},"response":{"object":"response","output":[{"type":"message","role":"assistant","#
            + #""content":[{"type":"output_text","text":"x"}]}],"status":"completed"},"timing":{"total_ms":1}}"#,
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let whole = Array(numbers.pick(Self.wholes).utf8)
        return numbers.chance(90) ? Self.damage.of(whole, &numbers) : whole
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        var reading = PairLogs(prompt: "imported", now: Date(timeIntervalSince1970: 1_790_000_000), from: "pairs.jsonl")
        guard let log = reading.log(text, number: 1) else {
            return try require(!reading.losses.isEmpty, "it was left out without a word")
        }
        let record = log.record
        try require(record.id.utf8.count == 26, "its id is \(record.id)")
        try require(record.version == log.config.versionID, "its version is another one's")
        try require(record.state != .running, "it runs")
        let line = LogCSV().lines(record, number: nil, time: "t")
        var reader = CSVText(Array(line.utf8))
        let fields = try? reader.next()?.fields
        try require(fields?.count == LogCSV.columns.count, "its line of CSV has \(fields?.count ?? 0) fields")
        _ = try? FineTuning.example(of: record, images: [:])
        _ = try? RowMaking.row(of: record, template: [], images: [:])
    }
}
