import JSON
import Prompts

/// Reads a row that is a JSON object: promptfoo's test case with `messages` and `expected`, an object of variables, or the row
/// of another tool.
struct TestCase {
    /// Reads files that values name.
    let files: FileReferences

    /// Keys of a test case.
    private static let keys = [
        "description", "vars", "assert", "metadata", "threshold", "options", "messages", "expected",
    ]
    /// Keys that promptfoo knows and Étude cannot honour; each with the reason.
    private static let refused = [
        "provider": "columns are given by --provider and --model, not by a row",
        "providers": "columns are given by --provider and --model, not by a row",
        "prompts": "every row goes to every column",
        "providerOutput": "recorded outputs are not read: Étude asks the model",
        "assertScoringFunction": "scoring functions are scripts that Étude does not run",
    ]
    /// Names that an object of variables cannot have.
    static let reserved = Set(keys).union(refused.keys)
    private static let optionKeys = ["prefix", "suffix", "disableVarExpansion"]

    /// The rows of an object; several where variables are lists, which stand for their product.
    ///
    /// - Parameter line: of the row, where each row has one.
    /// - Returns: the rows, and what they were read as if it is another tool's form.
    /// - Throws: ``FieldError`` with the field within the object.
    func rows(_ value: JSONValue, line: Int?) throws(FieldError) -> (rows: [DataRow], form: ForeignRow.Form?) {
        guard let object = value.objectValue else {
            throw FieldError(message: "a row has to be an object, for example {\"vars\": {\"city\": \"Brest\"}}")
        }
        if object["vars"] == nil, object["assert"] == nil, let foreign = try ForeignRow(object) {
            return ([foreign.row(line: line)], foreign.form)
        }
        guard object.keys.contains(where: { Self.keys.contains($0) || Self.refused[$0] != nil }) else {
            return ([try flat(object, line)], .flat)
        }
        for key in object.keys {
            if let reason = Self.refused[key] { throw FieldError(field: key, message: reason) }
            guard Self.keys.contains(key) else { throw Self.unknown(key, in: Self.keys) }
        }
        let options = try self.options(object["options"])
        var vars = JSONObject()
        for member in try Self.object(object["vars"], "vars") {
            vars[member.key] = try files.value(member.value, field: "vars.\(member.key)")
        }
        var checks: [CheckNode] = []
        for (index, item) in try Self.list(object["assert"], "assert").enumerated() {
            checks.append(try CheckReading(files: files).node(item, at: "assert[\(index)]"))
        }
        let messages = try Self.list(object["messages"], "messages")
        for (index, message) in messages.enumerated() {
            do throws(FieldError) { _ = try Message(json: message, place: "messages[\(index)]") } catch { throw error }
        }
        let (threshold, expected) = (try Self.number(object["threshold"], "threshold"), object["expected"])
        let expanded = options.expands ? try Self.product(vars) : [vars]
        let rows = expanded.map { vars in
            DataRow(
                vars: vars, messages: messages, expected: expected?.isNull == true ? nil : expected, checks: checks,
                threshold: threshold, description: object["description"]?.stringValue, prefix: options.prefix,
                suffix: options.suffix, line: line)
        }
        return (rows, nil)
    }

    /// An object whose keys are variables, with promptfoo's columns between them.
    private func flat(_ object: JSONObject, _ line: Int?) throws(FieldError) -> DataRow {
        var row = FlatRow()
        for member in object {
            if let complaint = FlatRow.complaint(aboutColumn: member.key) {
                throw FieldError(field: member.key, message: complaint)
            }
            try row.take(member.value, of: member.key)
        }
        return try row.finished(line: line)
    }

    private func options(
        _ value: JSONValue?
    ) throws(FieldError) -> (prefix: String, suffix: String, expands: Bool) {
        let object = try Self.object(value, "options")
        for key in object.keys where !Self.optionKeys.contains(key) {
            throw FieldError(
                field: "options.\(key)",
                message: "Étude cannot do this; known are \(Self.optionKeys.joined(separator: ", "))")
        }
        func text(_ key: String) throws(FieldError) -> String {
            guard let value = object[key], !value.isNull else { return "" }
            guard let text = value.stringValue else {
                throw FieldError(field: "options.\(key)", message: "must be a text")
            }
            return text
        }
        return (try text("prefix"), try text("suffix"), object["disableVarExpansion"]?.boolValue != true)
    }

    /// The most rows that lists of values may make of one.
    private static let mostExpanded = 100_000

    /// Every combination of the values of variables that are lists, the last variable changing first.
    private static func product(_ vars: JSONObject) throws(FieldError) -> [JSONObject] {
        var all = [vars]
        for member in vars {
            guard let items = member.value.arrayValue, !items.isEmpty else { continue }
            guard all.count * items.count <= mostExpanded else {
                throw FieldError(
                    field: "vars.\(member.key)",
                    message: "these lists make more than \(mostExpanded) rows; options.disableVarExpansion keeps lists")
            }
            all = all.flatMap { object in
                items.map { item in
                    var object = object
                    object[member.key] = item
                    return object
                }
            }
        }
        return all
    }

    static func unknown(_ key: String, in keys: [String], at place: String = "") -> FieldError {
        let nearest = Spelling.nearest(to: key, among: keys).map { "did you mean '\($0)'?" }
        return FieldError(
            field: place + key,
            message: "is not known; " + (nearest ?? "known are \(keys.joined(separator: ", "))"))
    }

    static func object(_ value: JSONValue?, _ field: String) throws(FieldError) -> JSONObject {
        guard let value, !value.isNull else { return JSONObject() }
        guard let object = value.objectValue else { throw FieldError(field: field, message: "must be an object") }
        return object
    }

    static func list(_ value: JSONValue?, _ field: String) throws(FieldError) -> [JSONValue] {
        guard let value, !value.isNull else { return [] }
        guard let items = value.arrayValue else { throw FieldError(field: field, message: "must be a list") }
        return items
    }

    static func number(_ value: JSONValue?, _ field: String) throws(FieldError) -> Double? {
        guard let value, !value.isNull else { return nil }
        guard let number = value.doubleValue, number.isFinite else {
            throw FieldError(field: field, message: "must be a number")
        }
        return number
    }
}
