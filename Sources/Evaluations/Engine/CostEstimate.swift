package import RequestCore

/// What an evaluation's requests will cost at the least: their own tokens, which are estimated, without the answers, which nobody
/// knows before.
package struct CostEstimate: Sendable, Hashable {
    /// The number of requests.
    package var requests: Int
    /// US dollars for the requests' tokens; nil if no column has a known price.
    package var dollars: Double?
    /// The models whose prices are not known, each once, in order.
    package var unpriced: [String]

    /// The rows that are looked at; the others count like them.
    private static let mostRows = 500
    /// The bytes of text that make a token, roughly.
    private static let bytesOfToken = 4.0

    /// Estimates.
    ///
    /// - Parameters:
    ///   - requests: how many cells each column sends.
    ///   - catalog: what is known of the models' prices.
    package init(_ columns: [PlannedColumn], _ dataset: Dataset, requests: [Int], catalog: ModelCatalog) {
        self.requests = requests.reduce(0, +)
        unpriced = []
        let step = max(1, dataset.rows.count / Self.mostRows)
        let sample = stride(from: 0, to: dataset.rows.count, by: step).map { dataset.rows[$0] }
        for (column, count) in zip(columns, requests) where column.provider.kind != .simulator && count > 0 {
            guard let price = catalog.info(for: column.column.model)?.inputPrice else {
                if !unpriced.contains(column.column.model) { unpriced.append(column.column.model) }
                continue
            }
            let bytes = sample.reduce(0) { $0 + Self.bytes(of: $1, in: column) }
            let tokens = Double(bytes) / Double(max(1, sample.count)) / Self.bytesOfToken
            dollars = (dollars ?? 0) + tokens * Double(count) * price
        }
    }

    private static func bytes(of row: DataRow, in column: PlannedColumn) -> Int {
        guard let request = try? column.request(for: row, timeout: nil),
            let template = try? request.config.renderedTemplate(inputs: request.inputs)
        else { return 0 }
        return (template + request.thread).reduce(0) { $0 + $1.text.utf8.count }
            + column.config.enabledTools.reduce(0) { $0 + ($1.parameters?.compact.utf8.count ?? 0) }
    }
}
