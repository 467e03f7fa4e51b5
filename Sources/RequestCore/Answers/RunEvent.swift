public import JSON

/// What happens while a generation runs, in order of arrival.
public enum RunEvent: Sendable, Hashable {
    /// The request is on its way; the number counts attempts from 0.
    case sent(attempt: Int)
    /// The next attempt waits: seconds, and the error of the last attempt.
    case retrying(after: Double, because: RunError)
    /// The server has answered with its head.
    case responded(status: Int, requestID: String?)
    /// What the answer says of itself; a field that is nil has not been said yet.
    case identified(Identity)
    case textDelta(choice: Int, String)
    case reasoningDelta(choice: Int, String)
    case refusalDelta(choice: Int, String)
    case toolCallDelta(choice: Int, ToolCallDelta)
    /// Logprobs, annotations and whatever else the choice or its message carried, under the server's own key; the last
    /// one stands.
    case extra(choice: Int, key: String, JSONValue)
    /// As received; the last one counts, they are never added up.
    case usage(JSONValue)
    /// The server's `finish_reason` for a choice, as received.
    case finished(choice: Int, reason: String)
    /// The run is over: nothing follows. `error` is nil for an answer, also for one that ended without a finish.
    case ended(error: RunError?)

    /// What an answer says of itself.
    public struct Identity: Sendable, Hashable {
        /// The provider's id of the completion.
        public var id: String?
        /// The model as answered.
        public var model: String?
        /// The provider's name for the state of its servers.
        public var systemFingerprint: String?

        /// A value of these fields.
        public init(id: String? = nil, model: String? = nil, systemFingerprint: String? = nil) {
            self.id = id
            self.model = model
            self.systemFingerprint = systemFingerprint
        }
    }

    /// A piece of a tool call. The decoder has settled which call it belongs to.
    public struct ToolCallDelta: Sendable, Hashable {
        /// The call's place in the message, counted from 0 in order of first appearance.
        public var index: Int
        /// The id where this piece tells it.
        public var id: String?
        /// The whole name where this piece tells it.
        public var name: String?
        /// What this piece adds to the arguments.
        public var arguments: String
        /// What this piece says under keys that Étude does not know.
        public var other: JSONObject

        /// A value of these fields.
        public init(
            index: Int, id: String? = nil, name: String? = nil, arguments: String = "", other: JSONObject = JSONObject()
        ) {
            self.index = index
            self.id = id
            self.name = name
            self.arguments = arguments
            self.other = other
        }
    }
}
