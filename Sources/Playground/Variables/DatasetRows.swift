package import JSON
import Prompts
import TextUI

/// The rows of a dataset whose values the variables take, one row at a time.
package struct DatasetRows: Sendable, Hashable {
    /// The path as it was named.
    package let path: String
    package let rows: [JSONObject]
    /// The row that the variables have, counted from 0.
    package var index = 0

    package init(path: String, rows: [JSONObject]) {
        self.path = path
        self.rows = rows
    }
}

extension AppState {
    /// Asks for the file of a dataset.
    package mutating func openDatasetInput() {
        layers.push(
            LineInput(
                title: "Values from a dataset", label: "A file of rows: CSV, JSONL, JSON or YAML",
                word: "take its first row",
                kind: .path, text: dataset?.path ?? namedDataset ?? ""
            ) { state, places in
                if let path = places.first { state.ask(.variable(.readRows(path, relativeTo: nil))) }
            })
    }

    /// The dataset that the prompt names in `etude.data`: a file in its own folder, or below. A prompt cannot have a file from
    /// elsewhere read.
    private var namedDataset: String? {
        guard let path = draft.etude["data"]?.stringValue, !path.hasPrefix("/"), !path.hasPrefix("~"),
            !path.split(separator: "/").contains("..")
        else { return nil }
        return path
    }

    /// Takes the values of the next row, or of the one before; from the last row to the first.
    package mutating func stepRow(_ step: Int) {
        guard let dataset, !dataset.rows.isEmpty else {
            guard let path = namedDataset else { return openDatasetInput() }
            return ask(.variable(.readRows(path, relativeTo: draftFolder)))
        }
        let count = dataset.rows.count
        takeRow((dataset.index + step + count) % count)
    }

    /// Takes the rows of a dataset, and the values of the first.
    mutating func rowsRead(_ dataset: DatasetRows) {
        guard !dataset.rows.isEmpty else { return say("\(dataset.path) has no rows", .warning) }
        self.dataset = dataset
        takeRow(0)
    }

    private mutating func takeRow(_ index: Int) {
        guard let rows = dataset?.rows, rows.indices.contains(index) else { return }
        settleFields()
        dataset?.index = index
        var inputs = draft.inputs
        for member in rows[index].members { inputs[member.key] = member.value }
        if inputs != draft.inputs {
            rememberMoment()
            draft.inputs = inputs
            settle()
        }
        let place = "Row \(Readable.count(index + 1)) of \(Readable.count(rows.count))"
        guard draft.config.variableNames.contains(where: { Variables.value($0, in: rows[index]) != nil }) else {
            let names = rows[index].members.isEmpty ? "it has no variables" : "none of its variables is in the prompt"
            return say("\(place): \(names).", .warning)
        }
        let values = rows[index].members.prefix(3).map { "\($0.key) \(FieldText.text(of: $0.value))" }
        let more = rows[index].members.count > values.count ? ", …" : ""
        say("\(place): \(values.joined(separator: ", "))\(more)")
    }
}
