import ArgumentParser
import Logbook
import RequestCore

/// `etude logs export`
struct LogsExportCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print logs whole, oldest first.",
        discussion: """
            etude logs export prompt:weather > weather.jsonl
            etude logs export since:7d --as csv > week.csv
            etude logs export prompt:tides --as rows | etude eval --prompt tides --data -

            jsonl        one object a line for each answer: what run --json printed,
                         the judgement, the request and the response
            csv          one line for each answer, for spreadsheets
            fine-tuning  one example a line: messages and tools; a corrected answer
                         takes the place of the answer
            rows         one row of a dataset a line, for etude eval --data

            Logs that cannot be carried over are left out and counted on stderr.
            """)

    @OptionGroup var filter: LogFilterOptions

    @Option(
        name: .customLong("as"), help: "The form: \(LogExportForm.allCases.map(\.rawValue).joined(separator: ", ")).")
    var form = LogExportForm.jsonl

    @Flag(help: "CSV: leave cells as they are, though a spreadsheet would take some for formulas.")
    var raw = false

    func validate() throws {
        if raw, form != .csv { throw ValidationError("--raw is for --as csv") }
    }

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        let filter = try await filter.filter(in: store)
        try await session.digestLogs(for: filter, in: store)
        var writer = LogExportWriter(form, isRaw: raw, store) { try session.output.write($0) }
        try writer.begin()
        try await store.export(filter) { try await writer.write($0) }
        for sentence in writer.losses.sentences { session.errors.line("etude: \(sentence)") }
    }
}
