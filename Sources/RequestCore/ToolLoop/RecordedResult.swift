internal import JSON
public import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A call and the result that was sent for it.
package struct AnsweredCall: Sendable, Hashable {
    /// The tool's name.
    package var tool: String
    /// ``Prompts/ToolCall/canonicalArguments`` of the call.
    package var arguments: String
    /// The text that the model got.
    package var text: String
    /// Whether it reported a failure.
    package var isError: Bool
    /// Who gave the result.
    package var source: ToolResult.Source
    /// The seconds that a machine took.
    package var seconds: Double
    /// The place of the call; nil if it is not known.
    package var place: Place?

    /// The place of a call in the logs.
    package struct Place: Sendable, Hashable {
        /// The log's id.
        package var log: String
        /// The call's place in the answer's message, from 0.
        package var call: Int
        /// Which of the log's answers made the call, from 0.
        package var choice: Int

        /// Makes a place.
        package init(log: String, call: Int, choice: Int = 0) {
            self.log = log
            self.call = call
            self.choice = choice
        }
    }

    /// Makes an answered call.
    package init(
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

    /// Makes the answer to a call.
    ///
    /// - Parameter machine: what a machine answered. If it is nil, or the text differs from the machine's, the answer
    ///   is a person's.
    package init(_ call: ToolCall, text: String, machine: ToolResult? = nil, place: Place? = nil) {
        let own = machine.flatMap { $0.text == text ? $0 : nil }
        self.init(
            tool: call.name, arguments: call.canonicalArguments, text: text, isError: own?.isError ?? false,
            source: own?.source ?? .hand, seconds: own?.seconds ?? 0, place: place)
    }
}

/// An answer that was recorded.
package struct RecordedResult: Sendable, Hashable {
    /// The call and its answer.
    package var answer: AnsweredCall
    /// The time when it was last given.
    package var recordedAt: Date

    /// Makes a recorded result.
    package init(answer: AnsweredCall, recordedAt: Date) {
        self.answer = answer
        self.recordedAt = recordedAt
    }
}

/// Stores results by tool and arguments, so that the same call can be answered in the same way again.
package protocol ToolRecord: Sendable {
    /// Keeps answers with the logs of their calls, and for replays. An answer that was given before becomes the
    /// newest.
    func keep(_ answers: [AnsweredCall]) async throws
    /// The results of a tool's calls: first those with these arguments, then others, the newest first in both groups.
    ///
    /// - Parameter arguments: ``Prompts/ToolCall/canonicalArguments``.
    func recordedResults(ofTool tool: String, arguments: String, limit: Int) async throws -> [RecordedResult]
}

extension ToolRecord {
    /// The newest result of this call as a replay; nil if exactly this call has none.
    package func replay(of call: ToolCall) async throws -> ToolResult? {
        let arguments = call.canonicalArguments
        let newest = try await recordedResults(ofTool: call.name, arguments: arguments, limit: 1).first
        guard let answer = newest?.answer, answer.arguments == arguments else { return nil }
        return ToolResult(callID: call.id, text: answer.text, isError: answer.isError, source: .replay)
    }
}

extension ToolCall {
    /// The arguments in a form that is the same for the same values: compact, with keys sorted as RFC 8785 sorts
    /// them. Text that is not JSON stays as it is, and no arguments are an empty object.
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
