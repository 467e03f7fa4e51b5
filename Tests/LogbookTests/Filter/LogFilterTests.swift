import Foundation
import Fuzzing
import Testing

@testable import Logbook

@Suite("The text of a filter")
struct LogFilterTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func read(_ text: String, saved: [String: String] = [:]) throws -> LogFilter {
        try LogFilter(parsing: text, LogFilterContext(now: now, saved: saved))
    }

    private func complaint(_ text: String, saved: [String: String] = [:]) -> String {
        do throws(LogFilterError) {
            let filter = try LogFilter(parsing: text, LogFilterContext(now: now, saved: saved))
            return "read as \(filter)"
        } catch {
            return error.description
        }
    }

    @Test("words, exact words, fields and complements are terms of their own")
    func terms() throws {
        let filter = try read(#"flood "high water" model:gpt-4.1,gpt-4* -status:error -tide -"ebb tide" cost:>=$0.01"#)
        #expect(
            filter.terms == [
                LogTerm(.word("flood")), LogTerm(.phrase("high water")),
                LogTerm(
                    .field(.model, [.text(LogPattern(exactly: "gpt-4.1")), .text(LogPattern(pieces: ["gpt-4", ""]))])),
                LogTerm(.field(.status, [.word("error")]), isComplement: true),
                LogTerm(.word("tide"), isComplement: true), LogTerm(.phrase("ebb tide"), isComplement: true),
                LogTerm(.field(.cost, [.number(.atLeast, 0.01)])),
            ])
    }

    @Test(
        "what only looks like a field is a word",
        arguments: ["10:30", ":", "1::b", "-", "--", "don't", "(stop)", #"hel"lo"#, "hello*"])
    func words(text: String) throws {
        let filter = try read(text)
        #expect(filter.terms.count == 1)
        guard case .word = filter.terms[0].condition else {
            Issue.record("\(filter.terms)")
            return
        }
    }

    @Test(
        "numbers have the units of their field",
        arguments: [
            ("total:2", LogField.total, LogComparison.equal, 2_000.0), ("total:>1.5s", .total, .above, 1_500),
            ("first:<=500ms", .first, .atMost, 500), ("tokens:>10k", .tokens, .above, 10_000),
            ("in:<2M", .tokensIn, .below, 2_000_000), ("OUT:>=0", .tokensOut, .atLeast, 0),
            ("cost:<$0.5", .cost, .below, 0.5), ("status:429", .status, .equal, 429),
            ("status:>=500", .status, .atLeast, 500),
        ])
    func numbers(text: String, field: LogField, comparison: LogComparison, number: Double) throws {
        #expect(try read(text).terms == [LogTerm(.field(field, [.number(comparison, number)]))])
    }

    @Test("a time is where it begins, and a date as an end is counted whole")
    func times() throws {
        let day = Date(timeIntervalSince1970: 1_795_132_800)
        let table: [(String, LogField, Date?, Date?)] = [
            ("since:7d", .since, now.addingTimeInterval(-604_800), nil), ("since:2026-11-20", .since, day, nil),
            ("until:30m", .until, nil, now.addingTimeInterval(-1_800)),
            ("until:2026-11-20", .until, nil, day.addingTimeInterval(86_400)),
            ("until:2026-11-20T00:00:00Z", .until, nil, day),
            ("day:2026-11-20", .day, day, day.addingTimeInterval(86_400)),
        ]
        for (text, field, from, to) in table {
            let written = String(text.drop { $0 != ":" }.dropFirst())
            #expect(try read(text).terms == [LogTerm(.field(field, [.time(from: from, to: to, written: written)]))])
        }
        let local = try LogFilter(parsing: "day:2026-11-20", LogFilterContext(now: now, offset: 3_600))
        let from = day.addingTimeInterval(-3_600)
        let match = LogMatch.time(from: from, to: from.addingTimeInterval(86_400), written: "2026-11-20")
        #expect(local.terms == [LogTerm(.field(.day, [match]))])
    }

    @Test("a version is a number, a hash, or a prompt's number or environment")
    func versions() throws {
        let table: [(String, LogVersionMatch)] = [
            ("version:v12", .number(12, prompt: nil)), ("version:A3F9C2D1", .hash("a3f9c2d1")),
            ("version:weather@v3", .number(3, prompt: "weather")),
            ("version:weather@production", .environment("production", prompt: "weather")),
        ]
        for (text, match) in table {
            #expect(try read(text).terms == [LogTerm(.field(.version, [.version(match)]))])
        }
    }

    @Test(
        "an error names the place, what is wrong and what to write",
        arguments: [
            ("flood modle:x", "column 7: there is no field 'modle'; did you mean 'model'?"),
            ("-xyzzy:x", "column 2: there is no field 'xyzzy'; the nearest is 'day'; fields are prompt"),
            ("http:429", "column 1: there is no field 'http'; did you mean 'status'?"),
            ("flood latency:>5", "column 7: there is no field 'latency'; did you mean 'total'?"),
            ("reasoning:>0", "column 1: there is no field 'reasoning'; the nearest is '"),
            ("since:2026-02-30", "column 7: since takes 30m, 12h, 7d, a date"),
            ("total:>1,5s", "column 10: numbers have a point, not a comma: write 1.5"),
            ("flood *tide", "column 7: words are found by their beginnings"),
            ("day:2026-02-31", "column 5: day takes a date"),
            ("model:", "column 7: model: needs a value: a text, such as model:gpt-4.1-mini"),
            ("model:a,,b", "column 9: model: needs a value"),
            ("cost:>x", "column 6: cost takes dollars, such as cost:>0.01; found '>x'"),
            ("tokens:many", "column 8: tokens takes a number"), ("total:-2", "column 7: total takes a time in s or ms"),
            ("total:nan", "column 7: total takes"), ("since:yesterday", "column 7: since takes 30m, 12h, 7d, a date"),
            ("feedback:godo", "column 10: feedback takes good, bad, none or *; found 'godo'; did you mean 'good'?"),
            ("status:99", "column 8: status takes ok, error"),
            ("prompt:>a", "column 8: prompt cannot be compared with '>'"),
            ("since:>7d", "column 7: since cannot be compared"),
            ("version:weather", "column 9: version takes v12, a hash of at least 8 digits"),
            ("version:a3f9", "column 9: version takes v12"), ("version:w~2", "column 9: version takes v12"),
            (#"flood "high"#, "column 7: the quote that begins here has no end"),
            (#"model:"x"#, "column 7: the quote that begins here has no end"),
            (#""a"b"#, "column 4: a space is missing behind the closing quote"),
            ("x @slw", "column 3: there is no saved filter '@slw'; did you mean '@slow'?"),
            ("@bad", "column 1: in '@bad', column 3: there is no field 'modle'"),
            ("@loop", "column 1: in '@loop', column 1: the saved filter '@loop' contains itself"),
        ])
    func errors(text: String, words: String) {
        let saved = ["slow": "total:>10s", "bad": "a modle:x", "loop": "@loop"]
        #expect(complaint(text, saved: saved).hasPrefix(words), "\(complaint(text, saved: saved))")
    }

    @Test("a saved filter stands for its terms, and its complement for what they do not mean together")
    func saved() throws {
        let filter = try read("-@slow tide", saved: ["slow": "total:>10s status:ok"])
        let slow = try read("total:>10s status:ok")
        #expect(
            filter.terms == [LogTerm(.saved(name: "slow", slow), isComplement: true), LogTerm(.word("tide"))])
        #expect(filter.description == "-@slow tide")
    }

    @Test(
        "quotes and backslashes keep what would have a meaning",
        arguments: [
            (#"prompt:"a,b""#, ["a,b"]), (#"prompt:a\,b"#, ["a,b"]), (#"prompt:"*""#, ["*"]),
            (#"prompt:a"*"b*"#, ["a*b", ""]), (#"prompt:"a \"b\"""#, [#"a "b""#]), (#"prompt:">1""#, [">1"]),
            (#"prompt:"""#, [""]),
        ])
    func quoted(text: String, pieces: [String]) throws {
        #expect(try read(text).terms == [LogTerm(.field(.prompt, [.text(LogPattern(pieces: pieces))]))])
    }

    @Test("every example of the fields is read, and written as what is read as the same")
    func examples() throws {
        for field in LogField.allCases {
            #expect(!field.facts.examples.isEmpty)
            for example in field.facts.examples {
                let filter = try read(example)
                #expect(try read(filter.description) == filter, "\(example)")
                #expect(example.contains(field.name + ":"))
            }
        }
    }

    @Test(
        "stars in a pattern stand for any characters",
        arguments: [
            (["gpt-4", ""], "gpt-4.1", true), (["gpt-4", ""], "gpt-4", true), (["gpt-4", ""], "gpt-3", false),
            (["", "mini"], "gpt-4.1-mini", true), (["", "o", ""], "gpt-4o", true), (["a", "a"], "a", false),
            (["a", "b", "c"], "a-b-c", true), (["a", "b", "c"], "a-c", false), (["a"], "a", true), (["a"], "A", false),
        ])
    func patterns(pieces: [String], text: String, matches: Bool) {
        #expect(LogPattern(pieces: pieces).matches(text) == matches)
    }

    @Test("what GLOB would obey is a text in the pattern")
    func globs() {
        #expect(LogPattern(pieces: ["a?[b]", "*"]).glob == "a[?][[]b]*[*]")
    }

    @Test("words taken literally are never fields")
    func literalWords() throws {
        let filter = LogFilter.words("model:x -y \"z")
        #expect(filter.terms == [LogTerm(.word("model:x")), LogTerm(.word("-y")), LogTerm(.word("\"z"))])
        #expect(try read(filter.description) == filter)
    }
}

@Suite("Damaged filters")
struct LogFilterFuzzTests {
    @Test("what is read of a damaged filter is written as the same filter")
    func fuzz() {
        #expect(throws: Never.self) { try LogFilterFuzz().run(seed: 20_261_130, inputs: 5000) }
    }
}
