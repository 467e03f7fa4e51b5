internal import JSON
public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A call and the result that was sent for it.
public struct AnsweredCall: Sendable, Hashable {
    /// The tool's name.
    public var tool: String
    /// ``Prompts/ToolCall/canonicalArguments`` of the call.
    public var arguments: String
    /// What the model was told.
    public var text: String
    /// Whether it told of a failure.
    public var isError: Bool
    /// Who gave it.
    public var source: ToolResult.Source
    /// How long a machine took.
    public var seconds: Double
    /// Whose call it was; nil where that is not known.
    public var place: Place?

    /// A call of a log.
    public struct Place: Sendable, Hashable {
        /// The log's id.
        public var log: String
        /// The call's place in the answer's message, from 0.
        public var call: Int
        /// Which of the log's answers made it, from 0.
        public var choice: Int

        /// A call at this place.
        public init(log: String, call: Int, choice: Int = 0) {
            self.log = log
            self.call = call
            self.choice = choice
        }
    }

    /// An answer of these parts.
    public init(
        tool: String, arguments: String, text: String, isError: Bool = false, source: ToolResult.Source,
        seconds: Double = 0, place: Place? = nil
    ) {
        self.tool = tool
        self.arguments = arguments
        self.text = text
        self.isError = isError
        self.source = source
        self.seconds = seconds
        self.place = place
    }

    /// The answer to a call.
    ///
    /// - Parameter machine: what a machine answered; nil, and another text than the machine's, are a person's.
    public init(_ call: ToolCall, text: String, machine: ToolResult? = nil, place: Place? = nil) {
        let own = machine.flatMap { $0.text == text ? $0 : nil }
        self.init(
            tool: call.name, arguments: call.canonicalArguments, text: text, isError: own?.isError ?? false,
            source: own?.source ?? .hand, seconds: own?.seconds ?? 0, place: place)
    }
}

/// An answer that was kept.
public struct RecordedResult: Sendable, Hashable {
    /// What was asked and answered.
    public var answer: AnsweredCall
    /// When it was last given.
    public var recordedAt: Date

    /// A kept answer.
    public init(answer: AnsweredCall, recordedAt: Date) {
        self.answer = answer
        self.recordedAt = recordedAt
    }
}

/// Where results are kept by tool and arguments, so that the same call can be answered again as it was.
public protocol ToolRecord: Sendable {
    /// Keeps answers, with the logs of their calls and for replays; one that was given before becomes the newest.
    func keep(_ answers: [AnsweredCall]) async throws
    /// What the calls of a tool were answered: first those with these arguments, then others, the newest first in both.
    ///
    /// - Parameter arguments: ``Prompts/ToolCall/canonicalArguments``.
    func recordedResults(ofTool tool: String, arguments: String, limit: Int) async throws -> [RecordedResult]
}

extension ToolRecord {
    /// The call's newest result as a replay of it; nil when there is no record of just this call.
    public func replay(of call: ToolCall) async throws -> ToolResult? {
        let arguments = call.canonicalArguments
        let newest = try await recordedResults(ofTool: call.name, arguments: arguments, limit: 1).first
        guard let answer = newest?.answer, answer.arguments == arguments else { return nil }
        return ToolResult(callID: call.id, text: answer.text, isError: answer.isError, source: .replay)
    }
}

extension ToolCall {
    /// The arguments in a form that is the same for the same values: compact, keys sorted as RFC 8785 sorts them. What is not JSON
    /// stands as it came; no arguments are an empty object.
    public var canonicalArguments: String {
        if arguments.isEmpty { return "{}" }
        guard !isCustom, let value = try? JSONValue(parsing: arguments) else { return arguments }
        return value.sortingKeys.canonical
    }
}

extension JSONValue {
    fileprivate var sortingKeys: JSONValue {
        switch self {
        case .object(let object):
            .object(
                JSONObject(
                    object.members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
                        .map { ($0.key, $0.value.sortingKeys) }))
        case .array(let items): .array(items.map(\.sortingKeys))
        default: self
        }
    }
}
