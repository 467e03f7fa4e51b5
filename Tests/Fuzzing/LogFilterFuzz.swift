import Logbook

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Texts of filters, as they are written and as they are damaged: what is read is written as what is read as the same.
package struct LogFilterFuzz: FuzzTarget {
    package static let name = "filters"

    private static let damage = Damage(
        tokens: HostileTexts.pieces + LogField.allCases.map { $0.name + ":" } + [
            "\"", "\\\"", "\\", "*", ",", "-", "@", "@slow", ">", ">=", "<", "$", "1k", "500ms", "2s", "7d",
            "2026-11-20",
            "v12", "a3f9c2d1", "weather@production", "~2", " ", ":", "\u{301}", "\u{0}",
        ])

    private static let wholes = [
        #"flood "high water" model:gpt-4* -status:error cost:>0.01 @slow"#,
        "version:v12,a3f9c2d1 since:7d until:2026-11-20",
        #"error:*"over loaded"* -call:get_tide,"a,b" total:<=500ms feedback:none"#,
        "status:>=500,429 in:1k -source:eval,run",
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let whole = Array(numbers.pick(Self.wholes).utf8)
        return numbers.chance(90) ? Self.damage.of(whole, &numbers) : whole
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        let context = LogFilterContext(
            now: Date(timeIntervalSince1970: 1_790_000_000), saved: ["slow": "total:>10s @again", "again": "@slow x"])
        for context in [context, LogFilterContext(now: context.now, saved: ["slow": "total:>10s"])] {
            let filter: LogFilter
            do throws(LogFilterError) {
                filter = try LogFilter(parsing: text, context)
            } catch {
                try require((1...text.count + 1).contains(error.column), "the error is at column \(error.column)")
                continue
            }
            let written = filter.description
            let again = try? LogFilter(parsing: written, context)
            try require(again == filter, "it is written as \(written.debugDescription), which is another filter")
        }
        let literal = LogFilter.words(text)
        let again = try? LogFilter(parsing: literal.description, context)
        try require(again == literal, "its words are written as \(literal.description.debugDescription)")
    }
}
