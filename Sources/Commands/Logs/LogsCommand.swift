import ArgumentParser
import Glibc
import JSON
import Prompts
import RequestCore

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
            etude logs --search Boston --limit 5
            etude logs --json | head
            etude logs show 01JD…
            etude logs judge 01JD… good
            etude logs stats --by model --since 7d
            etude logs export --prompt weather > weather.jsonl
            """,
        subcommands: [
            LogsListCommand.self, LogsShowCommand.self, LogsJudgeCommand.self, LogsFiltersCommand.self,
            LogsStatsCommand.self, LogsExportCommand.self, LogsImportCommand.self,
            LogsSendCommand.self,
        ], defaultSubcommand: LogsListCommand.self)

    func run(_ session: CommandSession) async throws {}
}

/// `etude logs [list]`
struct LogsListCommand: EtudeCommand {
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
        var query = try await filter.query(in: store)
        query.limit = limit
        let page = try await store.logs(matching: query).logs
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
struct LogsShowCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print one log whole: request, response, timing.")

    @Argument(help: "The log's id.")
    var id: String

    @Flag(help: "As one JSON object on one line.")
    var json = false

    func run(_ session: CommandSession) async throws {
        guard let record = try await session.store.store().log(id: id) else {
            throw CommandFailure("there is no log '\(id)'; etude logs lists them")
        }
        let whole = LogLine.whole(record)
        try session.output.write((json ? whole.compact : whole.pretty()) + "\n")
    }
}
