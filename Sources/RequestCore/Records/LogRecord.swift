package import JSON
package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The stored record of one generation.
package struct LogRecord: Sendable, Hashable {
    /// The state of the run.
    package enum State: String, Sendable, Hashable {
        /// Sent and not over. If the process is gone, it was killed.
        case running
        case finished, failed, cancelled
    }

    /// A person's rating of an answer.
    package enum Feedback: String, Sendable, Hashable, CaseIterable {
        case good, bad
    }

    /// The id: 26 characters that sort by the time they were made.
    package var id: String
    /// The prompt of the run.
    package var prompt: String
    /// The version that produced it.
    package var version: VersionID
    /// The provider's name.
    package var provider: String
    /// The model as requested.
    package var model: String
    /// The time when the request was sent.
    package var createdAt: Date
    /// The request's body exactly as sent, except that the bytes of images are replaced by `sha256:<hex>`.
    package var request: JSONValue
    /// Facts about the images in the request, by their SHA-256.
    package var images: [ImageFacts]
    /// The state of the run.
    package var state: State
    /// What has arrived so far.
    package var reply: Reply
    /// The response as one object: as received if it was not streamed, else assembled from the events.
    package var response: JSONValue?
    /// The time it took.
    package var timing: Timing
    /// The cost in US dollars; nil if the model's prices are not known.
    package var cost: Double?
    /// What a person says of the answer.
    package var judgement = Judgement()
    /// The dialect of the request and the response.
    package var dialect = DialectID.chat
    /// The values of the variables, with the images that were sent by their bytes as `sha256:<hex>`; nil in a log that was
    /// written before they were recorded.
    package var inputs: JSONObject?
    /// Which run and round the generation is, and who asked for it.
    package var context = RunContext(source: nil)
    /// The results of the answer's calls, as far as they have any, in the order of choices and calls.
    package var answers: [AnsweredCall] = []

    /// A person's rating of the answer; nil if there is none.
    package var feedback: Feedback? {
        get { judgement.feedback }
        set { judgement.feedback = newValue }
    }

    /// The result of a call of the answer; nil if it has none.
    ///
    /// - Parameters:
    ///   - call: its place in the message.
    ///   - choice: which of the answers.
    package func answer(toCall call: Int, ofChoice choice: Int) -> AnsweredCall? {
        answers.first { $0.place?.call == call && $0.place?.choice == choice }
    }

    /// The times of a run.
    package struct Timing: Sendable, Hashable {
        /// The milliseconds from sending to the first piece of the answer; nil if the answer was not streamed or did
        /// not come.
        package var firstTokenMS: Double?
        /// The milliseconds from sending to the end, retries included.
        package var totalMS: Double
        /// The number of attempts after the first.
        package var retries: Int

        package init(firstTokenMS: Double? = nil, totalMS: Double = 0, retries: Int = 0) {
            self.firstTokenMS = firstTokenMS
            self.totalMS = totalMS
            self.retries = retries
        }
    }

    package init(
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
        var conversation = dialect.dialect.conversation(in: request)
        guard !images.isEmpty else { return conversation }
        conversation.messages = conversation.messages.map { logged in
            if case .known(let message) = logged { .known(withFacts(message)) } else { logged }
        }
        return conversation
    }

    /// A message of the request with the facts about its images, which it contains as hashes.
    private func withFacts(_ message: Message) -> Message {
        message.changingImages { image in
            guard case .blob(let hash) = image.source else { return image }
            var image = image
            image.facts = image.facts ?? images.first { $0.sha256 == hash }
            return image
        }
    }
}
