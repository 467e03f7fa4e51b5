package import JSON
import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A stored grid. It has references only: versions, rows by their hash, logs by their id.
package struct EvaluationRecord: Sendable, Hashable {
    /// The id: 26 characters that sort by the time they were made.
    package var id: String
    /// When it began.
    package var createdAt: Date
    /// The dataset's id.
    package var dataset: String
    /// How many rows the dataset has.
    package var rows: Int
    /// How often each row is asked in each column.
    package var repeats: Int
    /// The columns in order.
    package var columns: [EvaluationColumn]
    /// Where checks are read again, and the rules of the summary.
    package var settings: Settings

    /// What is kept beside the columns.
    package struct Settings: Sendable, Hashable {
        /// The file of the evaluation, as a path from the root; nil for none.
        package var file: String?
        /// The file of the dataset, as a path from the root; nil if the rows came with the evaluation's file or on standard input.
        package var data: String?
        /// Whether files outside of the folder of ``file`` may be read.
        package var allowsOutside = false
        /// The share of a row's checked cells from which the row passes; nil for more than half.
        package var rowUnder: Double?
        /// The label of the column that others are compared with.
        package var baseline: String?

        /// The options of the command that say what is asked, such as `--prompt` and `--model`.
        package var arguments: [String] = []

        /// Creates settings without files.
        package init() {}

        /// Reads what ``json`` wrote.
        package init(json: JSONValue) {
            file = json["file"]?.stringValue
            data = json["data"]?.stringValue
            allowsOutside = json["allow_outside"]?.boolValue ?? false
            rowUnder = json["row_under"]?.doubleValue
            baseline = json["baseline"]?.stringValue
            arguments = json["arguments"]?.arrayValue?.compactMap(\.stringValue) ?? []
        }

        /// The settings that are set.
        package var json: JSONValue {
            var object = JSONObject()
            object["file"] = file.map(JSONValue.string)
            object["data"] = data.map(JSONValue.string)
            if allowsOutside { object["allow_outside"] = true }
            object["row_under"] = rowUnder.flatMap { JSONNumber($0) }.map(JSONValue.number)
            object["baseline"] = baseline.map(JSONValue.string)
            if !arguments.isEmpty { object["arguments"] = .array(arguments.map(JSONValue.string)) }
            return .object(object)
        }
    }

    /// Creates a record.
    package init(
        id: String, createdAt: Date, dataset: String, rows: Int, repeats: Int, columns: [EvaluationColumn],
        settings: Settings = Settings()
    ) {
        self.id = id
        self.createdAt = createdAt
        self.dataset = dataset
        self.rows = rows
        self.repeats = repeats
        self.columns = columns
        self.settings = settings
    }

    /// What two evaluations share if one can go on with the other: the dataset and the columns.
    package var fingerprint: String {
        let columns = columns.map { column -> JSONValue in
            var object = column.json
            object["label"] = nil
            return .object(object)
        }
        let facts: JSONValue = .object(["dataset": .string(dataset), "columns": .array(columns)])
        return SHA256.hex(of: Array(CanonicalJSON.text(of: facts).utf8))
    }

    /// How many cells the grid has.
    package var cellCount: Int { rows * repeats * columns.count }
}
