import ArgumentParser
import Logbook

/// `etude logs stats`
struct LogsStatsCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Count runs, errors, cost, tokens and times.",
        discussion: """
            etude logs stats since:7d
            etude logs stats --by model
            etude logs stats --by version prompt:weather --html weather.html

            Percentiles are by nearest rank, over finished runs; days begin at local
            midnight. Costs are sums of what is known: the number of finished runs
            without a known cost stands beside them.
            """)

    @OptionGroup var filter: LogFilterOptions

    @Option(help: "Also for each \(LogGrouping.allCases.map(\.rawValue).joined(separator: ", ")).")
    var by: LogGrouping?

    @Flag(help: "As one JSON object, for programs.")
    var json = false

    @Option(help: ArgumentHelp("Write a page with charts; - is stdout.", valueName: "file"), completion: .file())
    var html: String?

    /// The points of the line over time on a terminal, and on a page.
    private static let (shortLine, longLine) = (120, 240)

    func validate() throws {
        if html == "-", json { throw ValidationError("stdout can be the page or the JSON, not both") }
    }

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        let filter = try await filter.filter(in: store)
        try await session.digestLogs(for: filter, in: store)
        let points = html != nil ? Self.longLine : json ? 0 : Self.shortLine
        let report = try await store.numbers(of: filter, by: by, points: points)
        if let html {
            var page = ""
            NumbersPage.write(report, filter: self.filter.words) { page += $0 }
            if html == "-" { try session.output.write(page) } else { try session.files.write(page, to: html) }
        }
        if json {
            try session.output.writeLine(report.json)
        } else if html == nil {
            try session.output.write(NumbersText(report).text)
        }
    }
}

extension LogGrouping: ExpressibleByArgument {}
