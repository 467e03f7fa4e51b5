import JSON
import Prompts

/// promptfoo's providers: `openai:[chat:|responses:]M`, `anthropic:messages:M`, `NAME:M`.
enum PromptfooProviders {
    /// What a file must not say: keys, and where they are sent.
    private static let refused: Set<String> = [
        "apiKey", "apiKeyEnvar", "apiBaseUrl", "apiHost", "headers", "organization", "baseURL", "basePath", "url",
        "env",
    ]

    static func targets(_ value: JSONValue?, _ place: String) throws(FieldError) -> [EvaluationFile.Target] {
        guard let value, !value.isNull else { return [] }
        var targets: [EvaluationFile.Target] = []
        for (index, item) in (value.arrayValue ?? [value]).enumerated() {
            let field = value.arrayValue == nil ? place : "\(place)[\(index)]"
            var object = item.objectValue ?? JSONObject()
            // `- openai:gpt-4.1: {config: …}`
            if object["id"] == nil, object.count == 1, let member = object.members.first,
                member.value.objectValue != nil
            {
                object = member.value.objectValue ?? JSONObject()
                object["id"] = .string(member.key)
            }
            guard let id = item.stringValue ?? object["id"]?.stringValue else {
                throw FieldError(field: field, message: "a provider has to be a text such as openai:gpt-4.1-mini")
            }
            for key in object.keys where !["id", "label", "config"].contains(key) {
                throw refusal(key, field)
            }
            var target = try self.target(id, field)
            for member in try TestCase.object(object["config"], field + ".config") {
                if refused.contains(member.key) { throw refusal(member.key, field + ".config") }
                target.fields[member.key] = member.value
            }
            targets.append(target)
        }
        return targets
    }

    private static func refusal(_ key: String, _ place: String) -> FieldError {
        FieldError(
            field: "\(place).\(key)",
            message: refused.contains(key)
                ? "a file cannot say where requests go or with which key; config.yaml can" : "Étude cannot do this")
    }

    private static func target(_ id: String, _ field: String) throws(FieldError) -> EvaluationFile.Target {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if ["exec", "python", "file", "http", "https", "webhook", "browser", "websocket"].contains(parts[0]) {
            throw FieldError(field: field, message: "Étude asks the providers of config.yaml only, not '\(id)'")
        }
        guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else {
            throw FieldError(field: field, message: "'\(id)' names no model; write \(parts[0]):MODEL")
        }
        var target = EvaluationFile.Target(provider: parts[0])
        var rest = parts.dropFirst()
        if rest.count > 1, let dialect = rest.first.flatMap(DialectID.init(rawValue:)) {
            target.dialect = dialect
            rest = rest.dropFirst()
        }
        target.model = rest.joined(separator: ":")
        return target
    }
}
