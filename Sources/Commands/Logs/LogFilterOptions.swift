import ArgumentParser
import Logbook
import Prompts
import RequestCore
import Storage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Which logs a command is about.
struct LogFilterOptions: ParsableArguments {
    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "Words, \"exact words\", field:value, -field:value, field:a,b, field:>n, field:*, @saved; see etude help logs.",
            valueName: "filter"))
    var terms: [String] = []

    @Option(help: "Words to find in messages, answer, model or error.")
    var search: String?

    @Option(help: "Only logs of this prompt.")
    var prompt: String?

    @Option(help: ArgumentHelp("Only logs of this version: a REF, or at least 8 digits of its hash.", valueName: "ref"))
    var version: String?

    @Option(
        help: ArgumentHelp(
            "Only logs from this time on: 2026-11-20, 2026-11-20T10:00:00Z, 30m, 12h, 7d.", valueName: "time"))
    var since: String?

    func validate() throws { try Self.refuseOptions(in: terms) }

    /// Refuses what looks like an option: a slip of the pen would be a filter that finds other logs.
    ///
    /// - Throws: `ValidationError` that names it.
    static func refuseOptions(in terms: [String]) throws {
        // Behind `--` nothing is an option.
        let options = terms.prefix { $0 != "--" }
        for term in options where term.hasPrefix("-") && !term.contains(where: \.isWhitespace) {
            guard term.hasPrefix("--") || term.count < 3 else { continue }
            let word = term.drop { $0 == "-" }
            let advice = word.isEmpty ? "" : "; logs without the word are '-\"\(word)\"'"
            throw ValidationError("there is no option '\(term)'\(advice)")
        }
    }

    /// The arguments as one text of a filter, without the `--` that ends the options.
    static func text(of terms: [String]) -> String {
        var terms = terms
        if let end = terms.firstIndex(of: "--") { terms.remove(at: end) }
        return terms.joined(separator: " ")
    }

    /// Whether nothing was given, so that all logs are meant.
    var isEmpty: Bool {
        Self.text(of: terms).isEmpty && search == nil && prompt == nil && version == nil && since == nil
    }

    /// The filter and options as they were given, for people.
    var words: String {
        let options = [("search", search), ("prompt", prompt), ("version", version), ("since", since)]
        let more = options.compactMap { name, value in value.map { "\(name):\($0)" } }
        return ([Self.text(of: terms)].filter { !$0.isEmpty } + more).joined(separator: " ")
    }

    /// - Throws: ``CommandFailure`` for a filter, REF or time that cannot be read.
    func filter(in store: Store, now: Date = Date()) async throws -> LogFilter {
        var filter = try await Self.read(Self.text(of: terms), in: store, now: now)
        if let search { filter = filter.and(.words(search)) }
        if let prompt { filter = filter.and(.prompt(prompt)) }
        if let version, version.wholeMatch(of: /v\d+/) != nil {
            filter = filter.and(try await Self.read("version:" + version, in: store, now: now))
        } else if let version {
            guard let reference = Reference(version) else { throw CommandFailure("'\(version)' is no REF") }
            let id = try await store.resolve(reference).id
            filter.terms.append(LogTerm(.field(.version, [.version(LogVersionMatch(id))])))
        }
        if let since {
            guard let date = PastTime.date(since, now: now, offset: LocalTime.offset()) else {
                throw CommandFailure("--since takes a date, a date with a time, or 30m, 12h, 7d; found '\(since)'")
            }
            filter.terms.append(LogTerm(.field(.since, [.time(from: date, to: nil, written: since)])))
        }
        return filter
    }

    /// Reads the text of a filter.
    ///
    /// - Throws: ``CommandFailure`` that shows the text and names the place in it.
    static func read(_ text: String, in store: any SavedFilterStore, now: Date = Date()) async throws -> LogFilter {
        do {
            return try await LogFilter(reading: text, now: now, offset: LocalTime.offset(), saved: store)
        } catch let error as LogFilterError {
            throw CommandFailure("the filter \(text) cannot be read: \(error)")
        }
    }

    /// What the help says of the language, in lines that a terminal of 80 columns does not break.
    static var help: String {
        """
        A filter is words and fields that all have to hold. Words are beginnings of
        words; "exact words" follow each other. A field takes a value, several with
        commas between them, * for any value and, in a text, for any characters.
        Numbers and times are compared with > >= < <=. A leading - means all other
        logs. @NAME is a saved filter.

        \(LogField.allCases.map(help(of:)).joined(separator: "\n"))
        """
    }

    private static func help(of field: LogField) -> String {
        let words = "\(field.facts.help), as in \(field.facts.examples.joined(separator: " "))".split(separator: " ")
        let indent = String(repeating: " ", count: 15)
        var lines: [String] = []
        var line = field.name + ":" + indent.dropFirst(field.name.count + 1)
        for word in words {
            if line.count + word.count > 78, line.count > 15 {
                lines.append(line)
                line = indent
            }
            line += (line.count > 15 ? " " : "") + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
