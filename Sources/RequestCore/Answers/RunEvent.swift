public import JSON
public import Prompts

/// An event of a run. Events come in the order of their arrival.
public enum RunEvent: Sendable, Hashable {
    /// The request has been sent. The number counts attempts from 0.
    case sent(attempt: Int)
    /// The next attempt waits for this many seconds, because of the error of the last one.
    case retrying(after: Double, because: RunError)
    /// The server refuses a field about streaming, and is asked once more without it.
    case repeating(without: RefusableField, because: RunError)
    /// The head of the server's answer has arrived.
    case responded(status: Int, requestID: String?)
    /// What the answer says about itself. A field is nil until the server has sent it.
    case identified(Identity)
    /// Text of a block. Blocks stand in the order of their numbers, which the dialect's decoder gives them.
    case textDelta(choice: Int, block: Int, String)
    /// Reasoning of a block, as far as it may be shown.
    case reasoningDelta(choice: Int, block: Int, String)
    /// The model's words when it declines.
    case refusalDelta(choice: Int, block: Int, String)
    /// A piece of the call that a block is.
    case toolCallDelta(choice: Int, block: Int, ToolCallDelta)
    /// A whole block. It replaces what streamed of it.
    case block(choice: Int, block: Int, Message.Block)
    /// All blocks of a choice, as the server says at the end that they are. They replace what streamed.
    case snapshot(choice: Int, [Message.Block])
    /// Logprobs, annotations and anything else that the choice or its message carried, under the server's own key.
    /// The last value counts.
    case extra(choice: Int, key: String, JSONValue)
    /// The last one counts, they are never added up.
    case usage(Usage)
    /// Why a choice ended.
    case finished(choice: Int, reason: FinishReason)
    /// The run is over and nothing follows. `error` is nil for an answer, even one that ended without a finish
    /// reason.
    case ended(error: RunError?)

    /// What an answer says about itself.
    public struct Identity: Sendable, Hashable {
        /// The provider's id of the completion.
        public var id: String?
        /// The model that answered.
        public var model: String?
        /// The provider's name for the state of its servers.
        public var systemFingerprint: String?
        /// The service tier that has answered, which decides the price.
        package var serviceTier: String?

        /// A value of these fields.
        public init(id: String? = nil, model: String? = nil, systemFingerprint: String? = nil) {
            self.id = id
            self.model = model
            self.systemFingerprint = systemFingerprint
        }
    }

    /// A piece of a tool call. The decoder has decided which call it belongs to.
    public struct ToolCallDelta: Sendable, Hashable {
        /// The call's place in the message, counted from 0 in order of first appearance.
        public var index: Int
        /// The id, if this piece has it.
        public var id: String?
        /// The whole name, if this piece has it.
        public var name: String?
        /// What this piece adds to the arguments.
        public var arguments: String
        /// The values under keys that Étude does not know.
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
