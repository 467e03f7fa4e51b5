import ArgumentParser
import Logbook
import Prompts
import RequestCore
import Storage
import TextUI

/// `etude logs prune FILTER…`
struct LogsPruneCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove logs for good: their texts, their images, what the search knows of them.",
        discussion: """
            etude logs prune until:90d -feedback:good
            etude logs prune prompt:sketch --keep tag:golden --keep env:production
            etude logs prune 'id:01JD…' --yes

            First it says what would go. Logs whose run goes on stay, and so do logs in the
            cells of evaluations, unless the filter names those with eval:.
            """)

    @OptionGroup var filter: LogFilterOptions

    @Option(help: ArgumentHelp("A filter for logs that stay. Can be given several times.", valueName: "filter"))
    var keep: [String] = []

    @Flag(help: "Remove them without asking.")
    var yes = false

    func validate() throws {
        if filter.isEmpty { throw ValidationError(Self.needsFilter) }
    }

    private static let needsFilter = "say which logs: etude logs prune until:90d, or since:2000-01-01 for all"

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        let filter = try await filter.filter(in: store)
        // A variable of a script that is not set must not mean all logs.
        guard filter.namesSomething else {
            throw CommandFailure(
                "the filter '\(self.filter.words)' has no field and no word, so it would mean all logs; "
                    + Self.needsFilter)
        }
        let keeping = try await kept(in: store)
        try await session.digestLogs(for: filter.and(keeping ?? LogFilter()), in: store)
        let removal = try await store.removal(of: filter, keeping: keeping)
        let preview = Self.preview(removal)
        guard !removal.keys.isEmpty else {
            return session.errors.line("etude: " + preview.joined(separator: "\netude: "))
        }
        try confirm(preview, session)
        let remnants = try await store.remove(removal) { count in
            guard session.errors.isTerminal else { return }
            session.errors.status("removed \(Readable.count(count)) of \(Readable.count(removal.keys.count))")
        }
        if session.errors.isTerminal { session.errors.status("") }
        try session.output.write("\(Plural.of(removal.keys.count, "log")) removed\n")
        for sentence in Self.sentences(remnants) { session.errors.line("etude: " + sentence) }
    }

    /// The logs that stay; nil where nothing says so.
    ///
    /// - Throws: ``CommandFailure`` for a filter that cannot be read, or names nothing.
    private func kept(in store: Store) async throws -> LogFilter? {
        var filters: [LogFilter] = []
        for text in keep {
            let filter = try await LogFilterOptions.read(text, in: store)
            guard filter.namesSomething else {
                throw CommandFailure("--keep '\(text)' has no field and no word, so it would keep nothing")
            }
            filters.append(filter)
        }
        return filters.isEmpty ? nil : .any(of: filters)
    }

    /// - Throws: ``CommandFailure`` if the person says no, or nobody can be asked.
    private func confirm(_ preview: [String], _ session: CommandSession) throws {
        let lines = preview.map { "etude: " + $0 }
        guard !yes else { return lines.forEach(session.errors.line) }
        guard let answer = session.ask(lines + ["etude: remove them for good? [y/N] "]) else {
            lines.forEach(session.errors.line)
            throw CommandFailure("nothing was removed: nobody can be asked here, so it takes --yes")
        }
        guard answer.hasPrefix("y") else { throw CommandFailure("nothing was removed", status: 1) }
    }

    /// What would go, and what stays although the filter means it.
    static func preview(_ removal: LogRemoval) -> [String] {
        var sentences = ["no log would be removed"]
        if let oldest = removal.oldest, let newest = removal.newest {
            let days = [oldest, newest].map { RunLine.timestamp($0).prefix(10) }
            let count = removal.keys.count == 1 ? "1 log" : "\(Readable.count(removal.keys.count)) logs"
            let span = days[0] == days[1] ? "of \(days[0])" : "from \(days[0]) to \(days[1])"
            sentences = ["\(count) \(span), \(size(removal.bytes)) of requests and answers"]
        }
        var stays: [String] = []
        if removal.running > 0 { stays.append("\(Readable.count(removal.running)) still running") }
        if removal.evaluated > 0 {
            stays.append("\(Readable.count(removal.evaluated)) of evaluations (add eval:* to the filter for those)")
        }
        if removal.kept > 0 { stays.append("\(Readable.count(removal.kept)) that --keep names") }
        if !stays.isEmpty { sentences.append("these stay: " + stays.joined(separator: ", ")) }
        return sentences
    }

    private static func sentences(_ remnants: LogRemnants) -> [String] {
        var sentences = remnants.copies.map { copy in
            "\(Sanitiser.oneLine(copy)) is a copy that an earlier update made and may have them still; remove it if you do not need it"
        }
        if remnants.isJournalLeft {
            sentences.append(
                "another Étude has the store open; its log of changes (etude.db-wal) is emptied when that ends")
        }
        return sentences
    }

    private static func size(_ bytes: Int64) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) bytes"
        case ..<1_000_000: Readable.fixed(Double(bytes) / 1_000, digits: 1) + " KB"
        case ..<1_000_000_000: Readable.fixed(Double(bytes) / 1_000_000, digits: 1) + " MB"
        default: Readable.fixed(Double(bytes) / 1_000_000_000, digits: 1) + " GB"
        }
    }
}
