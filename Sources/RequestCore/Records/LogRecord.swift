public import JSON
public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// The stored record of one generation.
public struct LogRecord: Sendable, Hashable {
    /// How far the run has come.
    public enum State: String, Sendable, Hashable {
        /// Sent and not over; a record found like this belongs to a process that was killed.
        case running
        case finished, failed, cancelled
    }

    /// What a person says of an answer.
    public enum Feedback: String, Sendable, Hashable, CaseIterable {
        case good, bad
    }

    /// 26 characters that sort by time of making.
    public var id: String
    /// The prompt it is a run of.
    public var prompt: String
    /// The version that produced it.
    public var version: VersionID
    /// The provider's name.
    public var provider: String
    /// As asked.
    public var model: String
    /// When it was sent.
    public var createdAt: Date
    /// The request's body exactly as sent, but that the bytes of images stand as `sha256:<hex>`.
    public var request: JSONValue
    /// Facts of the images in the request, by their SHA-256.
    public var images: [ImageFacts]
    /// How far the run has come.
    public var state: State
    /// What has arrived so far.
    public var reply: Reply
    /// The response as one completion object: as received when it was not streamed, else put together from the events.
    public var response: JSONValue?
    /// How long it took.
    public var timing: Timing
    /// US dollars; nil when the model's prices are not known.
    public var cost: Double?
    /// What a person said of the answer; nil where nobody did.
    public var feedback: Feedback?
    /// The dialect of the request and the response.
    public var dialect = DialectID.chat
    /// The values of the variables, with the images that were sent by their bytes as `sha256:<hex>`; nil in a log that was
    /// written before they were recorded.
    public var inputs: JSONObject?
    /// Which run and round the generation is, and who asked for it.
    public var context = RunContext(source: nil)
    /// What the calls of the answer were answered, so far as they were; in the order of choices and calls.
    public var answers: [AnsweredCall] = []

    /// What a call of the answer was answered; nil where it was not.
    ///
    /// - Parameters:
    ///   - call: its place in the message.
    ///   - choice: which of the answers.
    public func answer(toCall call: Int, ofChoice choice: Int) -> AnsweredCall? {
        answers.first { $0.place?.call == call && $0.place?.choice == choice }
    }

    /// How long a run took.
    public struct Timing: Sendable, Hashable {
        /// From sending to the first piece of the answer; nil when it was not streamed or none came.
        public var firstTokenMS: Double?
        /// From sending to the end, retries included.
        public var totalMS: Double
        /// Attempts after the first.
        public var retries: Int

        /// A value of these fields.
        public init(firstTokenMS: Double? = nil, totalMS: Double = 0, retries: Int = 0) {
            self.firstTokenMS = firstTokenMS
            self.totalMS = totalMS
            self.retries = retries
        }
    }

    /// A value of these fields.
    public init(
        id: String, prompt: String, version: VersionID, provider: String, model: String, createdAt: Date,
        request: JSONValue, images: [ImageFacts] = [], state: State = .running, reply: Reply = Reply(),
        response: JSONValue? = nil, timing: Timing = Timing(), cost: Double? = nil
    ) {
        self.id = id
        self.prompt = prompt
        self.version = version
        self.provider = provider
        self.model = model
        self.createdAt = createdAt
        self.request = request
        self.images = images
        self.state = state
        self.reply = reply
        self.response = response
        self.timing = timing
        self.cost = cost
    }
}

extension LogRecord {
    /// What the request asked, with what is known of its images, which stand in it as hashes.
    package var conversation: LoggedConversation {
        guard let dialect = DialectID.chat.dialect else { return LoggedConversation() }
        var conversation = dialect.conversation(in: request)
        guard !images.isEmpty else { return conversation }
        conversation.messages = conversation.messages.map { logged in
            if case .known(let message) = logged { .known(withFacts(message)) } else { logged }
        }
        return conversation
    }

    /// A message of the request with what is known of its images, which stand in it as hashes.
    private func withFacts(_ message: Message) -> Message {
        message.changingImages { image in
            guard case .blob(let hash) = image.source else { return image }
            var image = image
            image.facts = image.facts ?? images.first { $0.sha256 == hash }
            return image
        }
    }
}
