package import Evaluations

/// The rows of a dataset as a grid looks them up. Making it takes time with the number of rows.
package struct GridRows: Sendable {
    /// The dataset.
    let dataset: Dataset
    /// The rows by their keys.
    let rows: [GridRowKey: DataRow]
    /// The text of each row that a search looks at, in small letters.
    private let texts: [GridRowKey: String]
    /// The variables that have the same value in all rows, and tell none from another.
    private let constants: Set<String>

    /// Looks through a dataset.
    package init(_ dataset: Dataset) {
        self.dataset = dataset
        let keys = zip(dataset.rows, dataset.ordinals).map { GridRowKey(row: $0.id, ordinal: $1) }
        rows = Dictionary(zip(keys, dataset.rows)) { first, _ in first }
        texts = rows.mapValues(Self.searchable)
        guard let first = dataset.rows.first, dataset.rows.count > 1 else {
            constants = []
            return
        }
        let same = first.vars.filter { member in dataset.rows.allSatisfy { $0.vars[member.key] == member.value } }
        constants = same.count == first.vars.count ? [] : Set(same.map(\.key))
    }

    /// What a row is called: its description, else the values of its variables, one after the other.
    func label(of key: GridRowKey) -> String {
        guard let row = rows[key] else { return "" }
        if let description = row.description { return description }
        let values = row.vars.filter { !constants.contains($0.key) }.map { $0.value.stringValue ?? $0.value.compact }
        guard values.isEmpty else { return values.joined(separator: ", ") }
        return row.messages?.last?["content"]?.stringValue ?? ""
    }

    /// The text of a row that a search looks at, in small letters.
    func text(of key: GridRowKey) -> String { texts[key] ?? "" }

    private static func searchable(_ row: DataRow) -> String {
        let values = row.vars.map { $0.key + " " + ($0.value.stringValue ?? $0.value.compact) }
        let expected = row.expected.map { $0.stringValue ?? $0.compact } ?? ""
        let messages = (row.messages ?? []).map { $0["content"].map { $0.stringValue ?? $0.compact } ?? "" }
        return (values + messages + [expected, row.description ?? ""]).joined(separator: "\n").lowercased()
    }
}
