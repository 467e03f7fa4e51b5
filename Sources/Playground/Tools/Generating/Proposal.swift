import JSON
import Prompts
package import RequestCore
import TextUI

/// A definition that a model writes from a sentence: awaited, then shown as a difference before it is taken.
package struct Proposal: Sendable {
    /// How far it is.
    enum Phase: Sendable {
        case asking(attempt: Int, characters: Int)
        /// What came, with the difference to what there is.
        case ready(JSONObject, TextDiff)
        case failed(String)
    }

    /// Tells its answers from those of others.
    let serial: Int
    /// Where it goes.
    let target: TextEditor.Purpose
    package let request: DefinitionRequest
    /// Who was asked.
    let model: String
    let startedAt: Double
    var phase = Phase.asking(attempt: 1, characters: 0)
    /// The line at the top of the view.
    var top = 0

    var isAsking: Bool { if case .asking = phase { true } else { false } }

    var title: String {
        switch target {
        case .schema: "Schema from a sentence"
        default: request.current == nil ? "New tool from a sentence" : "Change the tool"
        }
    }

    /// What there is, as the text that the difference starts from.
    var currentText: String { request.current.map { JSONValue.object($0).pretty() } ?? "" }

    func page(_ state: AppState) -> TextPage {
        TextPage(state.size) { lines(width: $0, state.settings.theme, now: state.now) }
    }

    /// The keys that work.
    private var hint: String {
        switch phase {
        case .asking: "Esc stop"
        case .ready: "Enter take   e edit first   r another sentence   Esc leave"
        case .failed: "r another sentence   Esc leave"
        }
    }

    func draw(_ state: AppState, on canvas: inout Canvas) {
        page(state).draw(title: title, hint: hint, top: top, on: &canvas)
    }

    /// What is to be read, wrapped to a width.
    private func lines(width: Int, _ theme: Theme, now: Double) -> [StyledText] {
        var lines = TextWrapper.wrap("“\(Sanitiser.oneLine(request.sentence))”", width: width).map {
            StyledText($0.text, theme[.text])
        }
        lines.append("")
        switch phase {
        case .asking(let attempt, let characters):
            let again = attempt > 1 ? ", asked again (\(attempt) of \(DefinitionRequest.attempts))" : ""
            let seconds = Readable.seconds((now - startedAt) * 1000)
            lines.append(
                StyledText(
                    "\(Sanitiser.oneLine(model)) writes: \(characters) characters, \(seconds)\(again)", theme[.dim]))
        case .failed(let sentence):
            lines += TextWrapper.wrap(Sanitiser.oneLine(sentence), width: width).map {
                StyledText($0.text, theme[.bad])
            }
        case .ready(_, let diff):
            if diff.isEmpty { lines.append(StyledText("nothing would change", theme[.dim])) }
            lines += DiffText.lines(diff, width: width, theme)
        }
        return lines
    }
}
