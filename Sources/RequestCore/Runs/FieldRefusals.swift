internal import JSON
internal import Synchronization

/// A field that Étude sends of itself, and that some servers refuse.
public enum RefusableField: String, Sendable, Hashable, CaseIterable {
    /// Asks for usage at the end of the stream.
    case options = "stream_options"
    /// Asks for an event stream.
    case stream
    /// Asks Responses for a summary of the reasoning, which OpenAI gives to verified organizations only.
    case summary = "reasoning.summary"
    /// Asks Messages for the text of the thinking, which older and compatible servers do not know.
    case display = "thinking.display"

    /// The setting of a provider that leaves the field out from the start; nil if there is none.
    package var setting: String? {
        switch self {
        case .options, .stream: rawValue
        case .summary, .display: nil
        }
    }

    /// The field in a body: the names of the objects that it is inside of, and its own.
    fileprivate var path: [String] { rawValue.split(separator: ".").map(String.init) }
}

/// Which servers have refused which fields since this process began, so that none is asked twice.
package final class FieldRefusals: Sendable {
    /// What the runs of this process share.
    package static let shared = FieldRefusals()

    private struct Refusal: Hashable {
        var baseURL: String
        var model: String
        var field: RefusableField
    }

    private let known = Mutex<Set<Refusal>>([])

    /// Makes an empty memory.
    package init() {}

    /// Notes that a server refuses a field for a model.
    package func note(_ field: RefusableField, at baseURL: String, model: String) {
        _ = known.withLock { $0.insert(Refusal(baseURL: baseURL, model: model, field: field)) }
    }

    /// Whether a server has refused a field for a model.
    package func has(_ field: RefusableField, at baseURL: String, model: String) -> Bool {
        known.withLock { $0.contains(Refusal(baseURL: baseURL, model: model, field: field)) }
    }
}

extension RunError {
    /// The field of Étude's own that the server refuses by its name; nil if it refuses something else.
    package var refusedField: RefusableField? {
        guard kind == .badRequest, [nil, 400, 404, 405, 415, 422, 501].contains(status) else { return nil }
        if let param {
            let names = param.split(separator: ".").drop { $0 == "body" }
            let name = names.first.map(String.init) ?? param
            if let field = RefusableField(rawValue: name) { return field }
            if name == "reasoning", names.last == "summary" { return .summary }
            if name == "thinking", names.last == "display" { return .display }
        }
        let words = Set(
            message.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        if words.contains("thinking"), words.contains("display") { return .display }
        if words.contains("reasoning"), words.contains("summary") || words.contains("summaries") { return .summary }
        if words.contains(RefusableField.options.rawValue) { return .options }
        guard words.contains("stream") || words.contains("streaming") else { return nil }
        let no = [
            "unsupported", "not", "unknown", "unrecognized", "disabled", "invalid", "unexpected", "extra", "cannot",
            "forbidden", "refused", "disallowed", "unavailable", "doesn",
        ]
        return no.contains(where: words.contains) ? .stream : nil
    }
}

extension PreparedRun {
    /// The request without a field; nil if it has none, or if the person asks for it. Without `stream`,
    /// `stream_options` goes, too.
    func without(_ field: RefusableField) -> PreparedRun? {
        let fields: [RefusableField] = field == .stream ? [.options, .stream] : [field]
        guard let body = try? JSONValue(parsing: body), Self.has(field.path, in: body), !isAsked(for: field) else {
            return nil
        }
        var bytes: [UInt8] = []
        fields.reduce(body) { Self.removing($1.path[...], from: $0) ?? [:] }.write(to: &bytes)
        var changed = self
        changed.body = bytes
        changed.logRequest = fields.reduce(logRequest) { Self.removing($1.path[...], from: $0) ?? [:] }
        return changed
    }

    /// Whether the person's own fields have it.
    private func isAsked(for field: RefusableField) -> Bool {
        field.path.count > 1 && Self.has(field.path, in: .object(request.config.extra))
    }

    private static func has(_ path: [String], in body: JSONValue) -> Bool {
        path.reduce(body as JSONValue?) { $0?[$1] } != nil
    }

    /// The object without a field; nil if nothing is left of it.
    private static func removing(_ path: ArraySlice<String>, from value: JSONValue) -> JSONValue? {
        guard let name = path.first, var object = value.objectValue, let inner = object[name] else { return value }
        object[name] = path.count == 1 ? nil : removing(path.dropFirst(), from: inner)
        return object.isEmpty ? nil : .object(object)
    }
}
