import Commands
import Playground

/// What the playground asks of files of logs.
struct ExportedLogFiles: LogFiles {
    let export: LogFileExport

    func export(_ ids: [String], to path: String, replaces: Bool) async throws -> WrittenLogs {
        switch try await export.write(ids, to: path, replaces: replaces) {
        case .written(let count, let losses): WrittenLogs(count: count, losses: losses)
        case .exists: throw LogFileExists()
        }
    }
}
