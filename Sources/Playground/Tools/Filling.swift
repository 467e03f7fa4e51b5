import JSON
import Prompts
package import RequestCore
import TextUI

/// Fills in the result of a call from a list: earlier results, or one of the usual errors.
extension AppState {
    /// Opens the list for the result being typed, else for the first missing one.
    package mutating func fillResult() {
        guard let ref = resultToFill, let call = thread.call(ref) else {
            return say("No tool call is waiting for a result.", .warning)
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
                isDim: result.answer.arguments != own
            ) { $0.fill(ref, with: result.answer.text) }
        }
        let errors = ErrorTemplates.texts(fault: call.fault(among: draft.config.tools)).map { text in
            Dropdown.Item(text, columns: ["error"], value: text, note: "tells the model that the call failed") {
                $0.fill(ref, with: text)
            }
        }
        layers.push(
            Dropdown(
                title: "Result of \(Sanitiser.oneLine(call.name))", items: earlier + errors,
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

    /// The time of day, or the day if it is not today.
    private func when(_ result: RecordedResult) -> String {
        let day = Day(result.recordedAt, offset: settings.timeZoneOffset)
        return day == today
            ? String(Readable.time(result.recordedAt, offset: settings.timeZoneOffset).prefix(5)) : day.withoutYear
    }
}

/// Results for failed calls, in the form that tools commonly use.
enum ErrorTemplates {
    private static let usual = [
        "not found", "timed out", "permission denied", "rate limited, try again later", "internal error",
    ]

    /// - Parameter fault: the fault of the call. It becomes the first choice.
    static func texts(fault: SchemaFault?) -> [String] {
        let own = fault.map { ["invalid arguments: \($0)"] } ?? []
        return (own + usual).map { "{\"error\": \(JSONValue.string($0).compact)}" }
    }
}

extension AnsweredCall {
    /// Who gave the result, and the time: `command, 0.2 s`.
    package var origin: String {
        let facts = seconds > 0 ? "\(source.word), \(Readable.seconds(seconds * 1000))" : source.word
        return isError ? facts + ", failed" : facts
    }
}
