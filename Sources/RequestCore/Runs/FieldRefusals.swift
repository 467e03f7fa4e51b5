internal import JSON
internal import Prompts
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
    /// All that Responses is told of reasoning, which compatible servers and models that do not reason do not know.
    case reasoning
    /// Asks Messages to think, which compatible servers and older models do not know.
    case thinking
    /// Asks Responses for the encrypted form of the reasoning, which older deployments do not have.
    case encrypted = "include"

    /// The setting of a provider that leaves the field out from the start; nil if there is none.
    package var setting: String? {
        switch self {
        case .options, .stream: rawValue
        case .summary, .display, .reasoning, .thinking, .encrypted: nil
        }
    }

    /// What is left out, in words for people.
    package var words: String { self == .encrypted ? ResponsesBody.encryptedReasoning : rawValue }

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

extension PreparedRun {
    /// The request without a field; nil if it has none, or if the person asks for it. Without `stream`,
    /// `stream_options` goes, too.
    func without(_ field: RefusableField) -> PreparedRun? {
        let fields: [RefusableField] = field == .stream ? [.options, .stream] : [field]
        guard let body = try? JSONValue(parsing: body), field.isIn(body), !field.isAsked(for: request.config) else {
            return nil
        }
        var bytes: [UInt8] = []
        fields.reduce(body) { $1.removed(from: $0) }.write(to: &bytes)
        var changed = self
        changed.body = bytes
        changed.logRequest = fields.reduce(logRequest) { $1.removed(from: $0) }
        return changed
    }
}

extension RefusableField {
    /// Whether a body has it.
    fileprivate func isIn(_ body: JSONValue) -> Bool {
        guard self == .encrypted else { return Self.has(path, in: body) }
        return body[rawValue]?.arrayValue?.contains(.string(ResponsesBody.encryptedReasoning)) ?? false
    }

    /// Whether the person's own fields have it.
    fileprivate func isAsked(for config: Config) -> Bool {
        switch self {
        case .options, .stream: false
        case .summary, .display: Self.has(path, in: .object(config.extra))
        // The effort is said there.
        case .reasoning, .thinking: config.extra[rawValue] != nil || config[.reasoningEffort] != nil
        case .encrypted: isIn(.object(config.extra))
        }
    }

    /// The body without it.
    fileprivate func removed(from body: JSONValue) -> JSONValue {
        guard self == .encrypted else { return Self.removing(path[...], from: body) ?? [:] }
        guard var object = body.objectValue, let names = object[rawValue]?.arrayValue else { return body }
        let left = names.filter { $0 != .string(ResponsesBody.encryptedReasoning) }
        object[rawValue] = .array(left)
        if left.isEmpty { _ = object.removeValue(forKey: rawValue) }
        return .object(object)
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
