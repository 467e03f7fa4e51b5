import JSON
import Prompts
import RequestCore

/// A step of undo as the store keeps it: how a moment differs from the one after it.
///
/// The messages of a thread are told by the last one, since what stands under an id, and after which message, never changes.
struct StoredStep: Sendable, Hashable {
    let json: JSONValue

    init(json: JSONValue) { self.json = json }

    /// - Parameter next: the following moment, or the present.
    init(_ moment: History.Moment, before next: History.Moment) {
        let (own, other) = (moment.draft.sessionJSON, next.draft.sessionJSON)
        var object = JSONObject()
        var draft = JSONObject()
        for key in Self.draftKeys where own[key] != other[key] { draft[key] = own[key] ?? .null }
        if !draft.isEmpty { object["draft"] = .object(draft) }
        let path = moment.tree.path
        object["last"] = .number(JSONNumber(path.last?.id ?? ThreadTree.root))
        let known = Set(next.tree.path.map(\.id)).union(next.tree.aside.keys)
        let gone = path.indices.filter { !known.contains(path[$0].id) }
        if !gone.isEmpty {
            object["messages"] = .array(
                gone.map { place in
                    [
                        "id": .number(JSONNumber(path[place].id)),
                        "parent": .number(JSONNumber(moment.tree.parent(ofPlace: place))),
                        "entry": path[place].sessionJSON,
                    ]
                })
        }
        object["written"] = .object(moment.written.json(.stored))
        json = .object(object)
    }

    private static let draftKeys = ["config", "inputs", "etude", "unknown"]

    /// The moment that the step goes back to; nil if it cannot be read, or if its messages are gone.
    func moment(before next: History.Moment) -> History.Moment? {
        var moment = next
        moment.results = [:]
        if let draft = json["draft"] {
            if let stored = draft["config"] {
                guard let config = try? Config(json: stored) else { return nil }
                moment.draft.config = config
            }
            if let inputs = draft["inputs"] { moment.draft.inputs = inputs.objectValue ?? JSONObject() }
            if let etude = draft["etude"] { moment.draft.etude = etude.objectValue ?? JSONObject() }
            if let unknown = draft["unknown"] { moment.draft.unknown = unknown.objectValue ?? JSONObject() }
        }
        for item in json["messages"]?.arrayValue ?? [] {
            guard let id = item["id"]?.intValue, let parent = item["parent"]?.intValue, let value = item["entry"],
                let entry = ThreadEntry(StoredMessage(id: id, parent: parent, value: value))
            else { return nil }
            moment.tree.putBack(entry, after: parent)
        }
        guard let last = json["last"]?.intValue, moment.tree.end(at: last) else { return nil }
        moment.written = (try? Message(json: json["written"] ?? .null, place: "session")) ?? Message(role: .user)
        return moment
    }
}
