import JSON
import Prompts
package import RequestCore
import TextUI

/// Filling in the result of a call by choosing: what it was answered before, or one of the usual errors.
extension AppState {
    /// For the result being typed, else for the first one that is missing.
    package mutating func fillResult() {
        guard let ref = resultToFill, let call = thread.call(ref) else {
            return say("no call waits for a result", .warning)
        }
        ask(.tools(.recall(ref, call)))
    }

    private var resultToFill: CallRef? {
        switch thread.cursor {
        case .result(let ref): ref
        case .selected(.entry(let id)):
            thread.openCalls(of: id).first(where: thread.isMissing) ?? thread.openCalls(of: id).first
        case .selected, .composer, .editing: thread.missingResults.first
        }
    }

    package mutating func recalled(_ ref: CallRef, _ results: [RecordedResult]) {
        guard thread.openCalls.contains(ref), let call = thread.call(ref) else { return }
        let own = call.canonicalArguments
        let earlier = results.map { result in
            Dropdown.Item(
                Sanitiser.oneLine(result.answer.text),
                columns: [result.answer.source.word, when(result)], value: result.answer.text,
                note: result.answer.arguments == own
                    ? "given to the same arguments" : "given to \(Sanitiser.oneLine(result.answer.arguments))",
                isDim: result.answer.arguments != own)
        }
        let errors = ErrorTemplates.texts(fault: call.fault(among: draft.config.tools)).map { text in
            Dropdown.Item(text, columns: ["error"], value: text, note: "tells the model that the call failed")
        }
        return openDropdown(
            Dropdown(
                title: "Result of \(Sanitiser.oneLine(call.name))", purpose: .result(ref), items: earlier + errors,
                current: thread.results[ref]?.text))
    }

    /// Puts a chosen text into the row of the result, where it can still be changed.
    mutating func fill(_ ref: CallRef, with text: String) {
        guard thread.openCalls.contains(ref) else { return }
        thread.results[ref] = TextBuffer(text)
        thread.cursor = .result(ref)
        thread.top = nil
        focus = .thread
        isSessionDirty = true
    }

    /// The time of day, or the day where it is not today's.
    private func when(_ result: RecordedResult) -> String {
        let day = Day(result.recordedAt, offset: settings.timeZoneOffset)
        return day == .today
            ? String(Readable.time(result.recordedAt, offset: settings.timeZoneOffset).prefix(5)) : day.withoutYear
    }
}

/// Results that say that a call failed, in the form that tools commonly use.
enum ErrorTemplates {
    private static let usual = [
        "not found", "timed out", "permission denied", "rate limited, try again later", "internal error",
    ]

    /// - Parameter fault: what is wrong with the call, which then is the first to choose.
    static func texts(fault: SchemaFault?) -> [String] {
        let own = fault.map { ["invalid arguments: \($0)"] } ?? []
        return (own + usual).map { "{\"error\": \(JSONValue.string($0).compact)}" }
    }
}

extension AnsweredCall {
    /// Who gave the result, and how long it took: `command, 0.2 s`.
    package var origin: String {
        let facts = seconds > 0 ? "\(source.word), \(Readable.seconds(seconds * 1000))" : source.word
        return isError ? facts + ", failed" : facts
    }
}
