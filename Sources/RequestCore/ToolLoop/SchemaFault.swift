public import JSON
public import Prompts

/// A fault in JSON that a model wrote for a schema: the arguments of a call, or a structured answer.
public indirect enum SchemaFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A call of a tool that was not offered.
    case unknownTool(String)
    /// The text is not JSON. It may have been cut off.
    case notJSON(JSONParseError)
    /// The JSON has something around it that is none. The second is what is wrong with the JSON itself; nil for
    /// nothing.
    case wrapped(AnswerWrapping, SchemaFault?)
    /// The JSON is not an object, as `json_object` requires.
    case notAnObject
    /// The first required property that is missing.
    case missing(String)
    /// The first violation of the schema.
    case violation(SchemaViolation)

    /// The rest of a sentence about the call or the answer, with the place of the fault: `units must be …`.
    public var description: String {
        switch self {
        case .unknownTool: "no tool of that name"
        case .notJSON(let error): "not JSON: \(error)"
        case .wrapped(let wrapping, let fault):
            "not JSON: \(wrapping.words)" + (fault.map { "; behind it: \($0)" } ?? "")
        case .notAnObject: "must be an object"
        case .missing(let property): "\(property) is missing"
        case .violation(let violation):
            (violation.place.isEmpty ? "the value" : violation.place) + " " + violation.problem
        }
    }
}

extension ToolCall {
    /// The fault of the call before anybody answers it; nil if there is none.
    ///
    /// A tool whose parameters cannot be read as a schema accepts any call, and so does a `custom` tool, whose
    /// arguments are any text.
    ///
    /// - Parameter tools: the tools that were offered.
    public func fault(among tools: [Tool]) -> SchemaFault? {
        guard let tool = tools.first(where: { $0.name == name }) else { return .unknownTool(name) }
        if isCustom { return nil }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: arguments.isEmpty ? "{}" : arguments)
        } catch {
            return .notJSON(error)
        }
        return tool.parameters.flatMap { SchemaFault(value, against: $0) }
    }
}

extension ResponseFormat {
    /// The fault of an answer in this format; nil if there is none, and for formats that accept any text.
    ///
    /// - Parameter text: the whole answer, as received.
    public func fault(of text: String) -> SchemaFault? {
        switch self {
        case .text, .other: return nil
        case .jsonObject, .jsonSchema: break
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            guard let (wrapping, inner) = AnswerWrapping.unwrapped(text) else { return .notJSON(error) }
            return .wrapped(wrapping, fault(of: inner))
        }
        if case .jsonSchema(let named) = self { return named.schema.flatMap { SchemaFault(value, against: $0) } }
        return value.objectValue == nil ? .notAnObject : nil
    }
}

extension SchemaFault {
    /// The first violation; nil for a value that fits, and for an invalid schema.
    fileprivate init?(_ value: JSONValue, against schema: JSONValue) {
        let required = schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        if let object = value.objectValue, let missing = required.first(where: { object[$0] == nil }) {
            self = .missing(missing)
        } else if let schema = try? JSONSchema(schema), let violation = schema.validate(value).first {
            self = .violation(violation)
        } else {
            return nil
        }
    }
}
