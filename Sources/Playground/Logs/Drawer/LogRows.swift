import TextUI

/// Logs as rows of a dataset.
extension AppState {
    /// Asks for the file that logs are added to as rows.
    mutating func openDatasetInput(for ids: [String]) {
        guard !ids.isEmpty else { return }
        let text = logs.dataset ?? "datasets/\(draft.name).jsonl"
        var line = LineInput(
            title: ids.count == 1 ? "Add the log to a dataset" : "Add \(ids.count) logs to a dataset",
            label: "A .jsonl file; it is made where there is none", word: "add", kind: .path, text: text
        ) { state, places in
            state.logs.dataset = places[0]
            state.ask(.logs(.addRows(ids, path: places[0])))
        }
        line.refusal = { text, _ in
            PathText.path(in: text).hasSuffix(".jsonl")
                ? nil : "rows are added to a .jsonl file, such as datasets/tides.jsonl"
        }
        layers.push(line)
    }

    /// Says what was added.
    package mutating func logRowsAdded(_ count: Int, path: String) {
        logs.marks.removeAll()
        say("added \(count == 1 ? "1 row" : "\(count) rows") to \(Sanitiser.oneLine(path))")
    }
}
