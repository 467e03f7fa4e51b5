internal import JSON
internal import Synchronization

/// A field about streaming that some servers refuse.
public enum StreamField: String, Sendable, Hashable, CaseIterable {
    /// Asks for usage at the end of the stream.
    case options = "stream_options"
    /// Asks for an event stream.
    case stream
}

/// Which servers have refused to stream since this process began, so that none is asked twice.
package final class StreamRefusals: Sendable {
    /// What the runs of this process share.
    package static let shared = StreamRefusals()

    private struct Refusal: Hashable {
        var baseURL: String
        var model: String
        var field: StreamField
    }

    private let known = Mutex<Set<Refusal>>([])

    /// Makes an empty memory.
    package init() {}

    /// Notes that a server refuses a field for a model.
    package func note(_ field: StreamField, at baseURL: String, model: String) {
        _ = known.withLock { $0.insert(Refusal(baseURL: baseURL, model: model, field: field)) }
    }

    /// Whether a server has refused a field for a model.
    package func has(_ field: StreamField, at baseURL: String, model: String) -> Bool {
        known.withLock { $0.contains(Refusal(baseURL: baseURL, model: model, field: field)) }
    }
}

extension RunError {
    /// The field about streaming that the server refuses by its name; nil if it refuses something else.
    package var refusedStreamField: StreamField? {
        guard kind == .badRequest, [nil, 400, 404, 405, 415, 422, 501].contains(status) else { return nil }
        if let param {
            let name = param.split(separator: ".").first { $0 != "body" }.map(String.init) ?? param
            if let field = StreamField(rawValue: name) { return field }
        }
        let words = Set(
            message.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        if words.contains(StreamField.options.rawValue) { return .options }
        guard words.contains("stream") || words.contains("streaming") else { return nil }
        let no = [
            "unsupported", "not", "unknown", "unrecognized", "disabled", "invalid", "unexpected", "extra", "cannot",
            "forbidden", "refused", "disallowed", "unavailable", "doesn",
        ]
        return no.contains(where: words.contains) ? .stream : nil
    }
}

extension PreparedRun {
    /// The request without a field about streaming; nil if it has none. Without `stream`, `stream_options` goes, too.
    func without(_ field: StreamField) -> PreparedRun? {
        let names = field == .stream ? StreamField.allCases : [field]
        guard var body = (try? JSONValue(parsing: body))?.objectValue, body[field.rawValue] != nil else { return nil }
        var logged = logRequest.objectValue ?? JSONObject()
        for name in names {
            body[name.rawValue] = nil
            logged[name.rawValue] = nil
        }
        var bytes: [UInt8] = []
        JSONValue.object(body).write(to: &bytes)
        var changed = self
        changed.body = bytes
        changed.logRequest = .object(logged)
        return changed
    }
}
