import ArgumentParser
import JSON
import Logbook
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `etude logs export`
struct LogsExportCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print logs whole, one JSON object a line, oldest first.")

    @OptionGroup var filter: LogFilterOptions

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        let filter = try await filter.filter(in: store)
        try await session.digestLogs(for: filter, in: store)
        var query = LogQuery(filter, page: .oldest, limit: 500)
        while true {
            let page = try await store.logs(matching: query)
            for summary in page.reversed() {
                guard let record = try await store.log(id: summary.id) else { continue }
                try session.output.writeLine(LogLine.whole(record))
            }
            guard page.count == query.limit, let newest = page.first else { return }
            query.page = .before(newest.position)
        }
    }
}
