import ArgumentParser
import Glibc
import JSON
import Logbook
import Prompts
import RequestCore
import Storage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `etude logs`
struct LogsCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "List past runs, newest first.",
        discussion: """
            etude logs Boston --limit 5
            etude logs 'model:gpt-4* cost:>0.01 -source:eval since:7d'
            etude logs --json | head
            etude logs show 01JD…
            etude logs judge 01JD… good
            etude logs stats since:7d --by model
            etude logs export prompt:weather > weather.jsonl
            etude logs prune until:90d -feedback:good

            On a terminal the logs are a table that fits. Piped, they are one log a line
            with these columns, between tabs: id, time, prompt, version, provider, model,
            status, seconds, calls, message, and the answer or the error.

            \(LogFilterOptions.help)
            """,
        subcommands: [
            LogsListCommand.self, LogsShowCommand.self, LogsJudgeCommand.self, LogsFiltersCommand.self,
            LogsStatsCommand.self, LogsExportCommand.self, LogsImportCommand.self, LogsSendCommand.self,
            LogsPruneCommand.self,
        ], defaultSubcommand: LogsListCommand.self)

    func run(_ session: CommandSession) async throws {}
}

/// `etude logs [list]`
struct LogsListCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List past runs, newest first.")

    @OptionGroup var filter: LogFilterOptions

    @Option(help: "The most to list.")
    var limit = 20

    @Flag(help: "One JSON object a line, as run --json prints it, with the judgement.")
    var json = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a whole number from 1") }
    }

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        let filter = try await filter.filter(in: store)
        try await session.digestLogs(for: filter, in: store)
        let page = try await store.logs(matching: LogQuery(filter, limit: limit))
        session.sayEmpty(
            page.isEmpty, json: json,
            filter.terms.isEmpty
                ? "there are no logs yet; etude run and the playground make them" : "no log matches this filter")
        try await write(page, from: store, session)
        if let unread = store.unreadLogs { throw unread }
        await session.digestSomeLogs(in: store)
    }

    private func write(_ page: [LogSummary], from store: Store, _ session: CommandSession) async throws {
        if !json, let width = session.output.columns {
            for line in LogTable(width: width, offset: LocalTime.offset()).lines(page) {
                try session.output.write(line + "\n")
            }
            return
        }
        for summary in page {
            if json {
                guard let record = try await store.log(id: summary.id) else { continue }
                for line in LogLine.judged(record) { try session.output.writeLine(line) }
            } else {
                try session.output.write(LogLine.text(summary) + "\n")
            }
        }
    }
}

/// `etude logs show ID`
struct LogsShowCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print one log whole: request, response, timing.")

    @Argument(help: "The log's id, or the beginning of it.")
    var id: String

    @Flag(help: "As one JSON object on one line.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        guard let record = try await store.log(id: WrittenLogID.find(id, in: store)) else {
            throw CommandFailure("there is no log '\(id)'; etude logs lists them")
        }
        let whole = LogLine.whole(record)
        try session.output.write((json ? whole.compact : whole.pretty()) + "\n")
    }
}
