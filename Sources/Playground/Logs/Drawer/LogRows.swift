package import Evaluations
import Prompts
import TextUI

/// What was tried and becomes rows of a dataset.
package enum TriedRows: Sendable, Hashable {
    /// Logs by their ids, a row each.
    case logs([String])
    case row(DataRow)

    var count: Int {
        switch self {
        case .logs(let ids): ids.count
        case .row: 1
        }
    }

    fileprivate var title: String {
        switch self {
        case .logs(let ids): ids.count == 1 ? "Add the log to a dataset" : "Add \(ids.count) logs to a dataset"
        case .row: "Add the thread to a dataset"
        }
    }
}

/// Logs and threads as rows of a dataset.
extension AppState {
    /// Asks for the file that logs are added to as rows.
    mutating func openDatasetInput(for ids: [String]) { openDatasetInput(for: .logs(ids)) }

    private mutating func openDatasetInput(for tried: TriedRows) {
        guard tried.count > 0 else { return }
        let text = gridDataset ?? logs.dataset ?? "datasets/\(promptName(of: tried)).jsonl"
        var line = LineInput(
            title: tried.title, label: "A file of rows: JSONL, CSV, JSON or YAML; created if missing",
            word: "add", kind: .path, text: text
        ) { state, places in
            state.logs.dataset = places[0]
            state.ask(.logs(.addRows(tried, path: places[0])))
        }
        line.refusal = { text, _ in
            DatasetReader.format(ofPath: PathText.path(in: text)) == nil
                ? "rows are added to .csv, .jsonl, .json and .yaml files, such as datasets/tides.jsonl" : nil
        }
        layers.push(line)
    }

    private func promptName(of tried: TriedRows) -> String {
        switch tried {
        case .logs(let ids): promptName(ofLogs: ids)
        case .row: draft.name
        }
    }

    /// The prompt of the first of some logs, which files that are made of them are called after.
    func promptName(ofLogs ids: [String]) -> String {
        logs.loaded.first { ids.contains($0.id) }?.prompt ?? draft.name
    }

    /// The file of the grid that is open below, if rows can be added to it here.
    private var gridDataset: String? {
        let file = layers.all(GridPage.self).last?.fileUnderCursor(in: self)
        return file.flatMap { DatasetReader.format(ofPath: $0) == nil ? nil : $0 }
    }

    /// Asks for the file that the thread is added to as a row.
    mutating func addThreadAsRow() {
        takeThreadAsRow { row, state in state.openDatasetInput(for: .row(row)) }
    }

    /// Does something with the thread as a row, or says why it cannot be one.
    mutating func takeThreadAsRow(_ take: (DataRow, inout AppState) -> Void) {
        do throws(FieldError) {
            take(try DataRow(thread: thread.messages, inputs: draft.inputs), &self)
        } catch {
            say(error.description, .error)
        }
    }

    /// That a file of CSV took no expected answer.
    static func leftOut(_ path: String) -> String {
        "The expected answer is left out: \(Sanitiser.oneLine(path)) has no column called expected."
    }

    /// Says what was added. A grid that is open reads its rows anew.
    ///
    /// - Parameter leavesOutExpected: whether the file has no place for expected answers.
    package mutating func logRowsAdded(_ count: Int, path: String, leavesOutExpected: Bool) {
        logs.marks.removeAll()
        let added = "added \(count == 1 ? "1 row" : "\(count) rows") to \(Sanitiser.oneLine(path))"
        if leavesOutExpected { say("\(added). \(Self.leftOut(path))", .warning) } else { say(added) }
        if let grid = grids.open { ask(.grid(.reread(grid.table.record))) }
    }
}
