package import JSON
package import Prompts

/// Reads checks as promptfoo writes them: `{type, value, threshold, weight, metric, …}`.
package struct CheckReading {
    private let files: FileReferences

    private static let keys = [
        "type", "value", "threshold", "weight", "metric", "provider", "rubricPrompt", "transform", "contextTransform",
        "config",
    ]
    private static let setKeys = ["type", "assert", "threshold", "weight", "metric"]

    /// - Parameter files: reads what values name by `file://`.
    package init(files: FileReferences) { self.files = files }

    /// Reads a check or a set.
    ///
    /// - Parameter place: its path, for fields in errors.
    /// - Throws: ``FieldError`` with the field, for an unknown type and for what the type does not take.
    package func node(_ value: JSONValue, at place: String) throws(FieldError) -> CheckNode {
        guard let object = value.objectValue else {
            throw FieldError(field: place, message: "a check has to be an object with a type")
        }
        guard let type = object["type"]?.stringValue else {
            throw FieldError(field: place + ".type", message: "a check needs a type, for example contains")
        }
        if type == "assert-set" { return .set(try set(object, at: place)) }
        return .check(try check(object, type, at: place))
    }

    private func set(_ object: JSONObject, at place: String) throws(FieldError) -> CheckSet {
        for key in object.keys where !Self.setKeys.contains(key) {
            throw TestCase.unknown(key, in: Self.setKeys, at: place + ".")
        }
        var nodes: [CheckNode] = []
        for (index, item) in try TestCase.list(object["assert"], place + ".assert").enumerated() {
            nodes.append(try node(item, at: "\(place).assert[\(index)]"))
        }
        guard !nodes.isEmpty else { throw FieldError(field: place + ".assert", message: "a set needs checks") }
        return CheckSet(
            nodes: nodes, threshold: try TestCase.number(object["threshold"], place + ".threshold"),
            weight: try weight(object, place), metric: try metric(object, place))
    }

    private func check(_ object: JSONObject, _ written: String, at place: String) throws(FieldError) -> Check {
        for key in object.keys where !Self.keys.contains(key) {
            throw TestCase.unknown(key, in: Self.keys, at: place + ".")
        }
        let isNegated = written.hasPrefix("not-")
        let type = isNegated ? String(written.dropFirst(4)) : written
        guard let runner = CheckType.runner(of: type) else {
            let nearest = Spelling.nearest(to: type, among: CheckType.all.sorted()).map { "; did you mean '\($0)'?" }
            throw FieldError(field: place + ".type", message: "'\(written)' is not a check" + (nearest ?? ""))
        }
        var check = Check(
            type: type, isNegated: isNegated, value: object["value"].flatMap { $0.isNull ? nil : $0 },
            threshold: try TestCase.number(object["threshold"], place + ".threshold"),
            weight: try weight(object, place), metric: try metric(object, place))
        check.rubricPrompt = object["rubricPrompt"]?.stringValue
        for key in ["transform", "contextTransform"] where object[key]?.isNull == false {
            check.obstacle = "its \(key) is a script that cannot be run here"
        }
        if runner == .native, object["config"]?.isNull == false {
            throw FieldError(field: place + ".config", message: "\(type) takes no config")
        }
        // A script's file is what runs, not what it is compared with.
        if let value = check.value, runner == .native || runner == .judge {
            check.value = try files.value(value, field: place + ".value")
        }
        if let complaint = Self.complaint(about: check) {
            let field = CheckType.needsThreshold(check.type) && check.threshold == nil ? ".threshold" : ".value"
            throw FieldError(field: place + field, message: complaint)
        }
        return check
    }

    private func weight(_ object: JSONObject, _ place: String) throws(FieldError) -> Double {
        let weight = try TestCase.number(object["weight"], place + ".weight") ?? 1
        guard weight >= 0 else { throw FieldError(field: place + ".weight", message: "must be 0 or more") }
        return weight
    }

    private func metric(_ object: JSONObject, _ place: String) throws(FieldError) -> String? {
        guard let value = object["metric"], !value.isNull else { return nil }
        guard let metric = value.stringValue else {
            throw FieldError(field: place + ".metric", message: "must be a text")
        }
        return metric
    }

    /// What is wrong with a check; nil for one that can be run, and for one that is not for Étude to run.
    package static func complaint(about check: Check) -> String? {
        guard let runner = CheckType.runner(of: check.type), runner != .nobody else { return nil }
        if CheckType.needsThreshold(check.type), check.threshold == nil { return "\(check.type) needs a threshold" }
        // In patterns and schemas braces mean themselves.
        if !["regex", "is-json", "contains-json"].contains(check.type), let text = check.value?.stringValue,
            let complaint = CheckTemplates.complaint(about: text)
        {
            return complaint
        }
        if ["is-json", "contains-json"].contains(check.type), let value = check.value, value.stringValue == nil,
            value.objectValue == nil, value.boolValue == nil, !value.isNull
        {
            return "the value of \(check.type) must be a JSON schema: an object, true or false"
        }
        guard CheckType.needsValue(check.type) else { return nil }
        guard let value = check.value, value.stringValue != "" else { return "\(check.type) needs a value" }
        return NativeCheck.complaint(about: value, type: check.type)
    }

    /// The items of a comma-separated text; an item may be quoted.
    package static func list(_ text: String) -> [String] {
        var items: [String] = []
        var item = ""
        var isQuoted = false
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                items.append(item)
                item = ""
            } else {
                item.append(character)
            }
        }
        return (items + [item]).map(trimmed)
    }

    /// A text without the white space around it.
    package static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
