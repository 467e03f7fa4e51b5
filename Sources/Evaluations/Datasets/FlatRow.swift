import JSON
import Prompts

/// A row whose columns are variables, with promptfoo's own columns between them: `__expected…`, `__prefix`, `__suffix`,
/// `__description`, `__metric`, `__threshold`, `__metadata:KEY`, `__config:__expectedN:threshold`.
struct FlatRow {
    private var vars = JSONObject()
    private var checks: [(column: String, check: Check)] = []
    private var thresholds: [String: Double] = [:]
    private var row: (metric: String?, threshold: Double?, description: String?) = (nil, nil, nil)
    private var (prefix, suffix) = ("", "")

    /// The columns that are no variables. Others that begin with two underscores are an error, so that a misspelt one does not
    /// become a variable that silently does nothing.
    private static let known = ["__prefix", "__suffix", "__description", "__metric", "__threshold", "__providerOutput"]

    /// What is wrong with the name of a column; nil if it can be used.
    static func complaint(aboutColumn name: String) -> String? {
        if name.isEmpty { return "a column needs a name in the header" }
        guard name.hasPrefix("_") else { return nil }
        let words = ["_expected", "_prefix", "_suffix", "_description", "_providerOutput", "_metric", "_threshold"]
        if !name.hasPrefix("__") {
            return words.contains { name.hasPrefix($0) } ? "write _\(name), with two underscores" : nil
        }
        if name == "__providerOutput" { return "recorded outputs are not read: Étude asks the model" }
        let isKnown =
            known.contains(name) || isExpected(name) || name.hasPrefix("__metadata:") || configured(name) != nil
        if isKnown { return nil }
        return "not a column of promptfoo's; known are __expected, __expected1 and so on, "
            + known.filter { $0 != "__providerOutput" }.joined(separator: ", ")
            + ", __metadata:KEY, __config:__expectedN:threshold"
    }

    /// `__expected` and `__expected3`.
    private static func isExpected(_ name: String) -> Bool {
        guard name.hasPrefix("__expected") else { return false }
        return name.dropFirst("__expected".count).allSatisfy(\.isNumber)
    }

    /// `__expected3` of `__config:__expected3:threshold`.
    private static func configured(_ name: String) -> String? {
        guard name.hasPrefix("__config:"), name.hasSuffix(":threshold") else { return nil }
        let column = String(name.dropFirst("__config:".count).dropLast(":threshold".count))
        return isExpected(column) ? column : nil
    }

    /// Takes the value of a column whose name has no complaint.
    mutating func take(_ value: JSONValue, of column: String) throws(FieldError) {
        let text = value.stringValue ?? (value.isNull ? "" : value.compact)
        switch column {
        case "__prefix": prefix = text
        case "__suffix": suffix = text
        case "__description": row.description = text.isEmpty ? nil : text
        case "__metric": row.metric = text.isEmpty ? nil : text
        case "__threshold": row.threshold = try Self.number(text, of: column)
        case _ where Self.isExpected(column):
            guard text.contains(where: { !$0.isWhitespace }) else { return }
            do throws(FieldError) {
                checks.append((column, try CheckCell.check(text)))
            } catch {
                throw FieldError(field: column, message: error.message)
            }
        case _ where column.hasPrefix("__metadata:"): break
        case _ where column.hasPrefix("__config:"):
            guard let expected = Self.configured(column) else { return }
            thresholds[expected] = try Self.number(text, of: column)
            // `__expected` and `__expected1` are the same column.
            if expected == "__expected1" { thresholds["__expected"] = thresholds[expected] }
        default: vars[column] = value
        }
    }

    private static func number(_ text: String, of column: String) throws(FieldError) -> Double? {
        if text.isEmpty { return nil }
        guard let number = Double(text), number.isFinite else {
            throw FieldError(field: column, message: "must be a number, not '\(text)'")
        }
        return number
    }

    /// The row.
    ///
    /// - Throws: ``FieldError`` that names the column of a check without the threshold that it needs.
    func finished(line: Int?) throws(FieldError) -> DataRow {
        var nodes: [CheckNode] = []
        for (column, check) in checks {
            var check = check
            check.metric = row.metric
            if let threshold = thresholds[column] { check.threshold = threshold }
            if let complaint = CheckReading.complaint(about: check) {
                throw FieldError(field: column, message: complaint)
            }
            nodes.append(.check(check))
        }
        return DataRow(
            vars: vars, checks: nodes, threshold: row.threshold, description: row.description, prefix: prefix,
            suffix: suffix, line: line)
    }
}
