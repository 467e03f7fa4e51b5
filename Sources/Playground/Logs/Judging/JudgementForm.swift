import Prompts
package import RequestCore
package import TextUI

/// What a person says of an answer, or of several: rating, score, tags, a note, and what the answer should have been.
package struct JudgementForm: Layer {
    package static let place = Command.Place("judgement", "In a judgement")
    package static let commands = [
        Command(
            JudgementForm.self, "judgement.save", "Save the judgement", "save",
            help: "Enter does so, too, but for a line break in the correction.", keys: ["ctrl-s"],
            perform: { $0.save(in: &$1) }),
        Command(
            JudgementForm.self, "judgement.next", "Next field of the judgement", "next field",
            help: "From the last field to the first.", keys: ["tab"], perform: { view, _ in view.move(1) }),
        Command(
            JudgementForm.self, "judgement.previous", "Previous field of the judgement",
            help: "From the first field to the last.", keys: ["shift-tab"], perform: { view, _ in view.move(-1) }),
        Command.help(JudgementForm.self, "help.judgement", "a judgement"),
        Command(
            JudgementForm.self, "judgement.close", "Close the judgement", "cancel", help: "Changes nothing.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
    ]

    /// The fields, from top to bottom.
    enum Field: Int, CaseIterable {
        case rating, score, tags, note, correction

        var label: String { self == .correction ? "should be" : "\(self)" }
        var isText: Bool { self != .rating }
    }

    /// The logs whose answers are judged.
    let logs: [String]
    private(set) var field = Field.rating
    private(set) var rating: LogRecord.Feedback?
    /// The texts of the fields, but for the rating.
    private(set) var texts: [Field: TextBuffer]
    /// What was said before; nothing for several logs.
    private let original: Judgement

    /// Opens the form.
    ///
    /// - Parameter judgement: what is said of the answer so far; nothing where several are judged.
    package init(_ logs: [String], _ judgement: Judgement) {
        self.logs = logs
        original = judgement
        rating = judgement.feedback
        texts = [
            .score: TextBuffer(judgement.score.map { Self.number($0) } ?? "", isMultiline: false),
            .tags: TextBuffer(judgement.tags.joined(separator: " "), isMultiline: false),
            .note: TextBuffer(judgement.note ?? "", isMultiline: false),
            .correction: TextBuffer(judgement.correction ?? "", isMultiline: true),
        ]
    }

    package var isTyping: Bool { field.isText }

    func text(of field: Field) -> String { texts[field]?.text ?? "" }

    package func takes(_ key: Key) -> Bool {
        if field.isText { return TextBuffer.edit(for: key) != nil }
        return [.up, .down, .left, .right, .space, .character("+"), .character("-")].contains(key)
    }

    package func reasonToStay(in state: AppState) -> String? {
        (try? change)?.isEmpty == true ? nil : state.reasonToKeepUnsaved(save: "judgement.save")
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        if key == .enter, field != .correction { return save(in: &state) }
        guard field.isText else { return pressInRating(key) }
        let isAtEdge = field != .correction || isAtEdge(key)
        if isAtEdge, key == .up || key == .down { return move(key == .up ? -1 : 1) }
        if let edit = TextBuffer.edit(for: key, isMultiline: field == .correction, pageRows: 4) {
            texts[field]?.apply(edit)
        }
    }

    package mutating func paste(_ text: String, in state: inout AppState) { texts[field]?.apply(.insert(text)) }

    package mutating func click(row: Int, in state: inout AppState) {
        if let clicked = Field(rawValue: row) { field = clicked }
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) {}

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        JudgementFormView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    private mutating func pressInRating(_ key: Key) {
        let choices: [LogRecord.Feedback?] = [.good, .bad, nil]
        let index = choices.firstIndex(of: rating) ?? 2
        switch key {
        case .character("+"): rating = rating == .good ? nil : .good
        case .character("-"): rating = rating == .bad ? nil : .bad
        case .right, .space: rating = choices[(index + 1) % choices.count]
        case .left: rating = choices[(index + choices.count - 1) % choices.count]
        case .up: move(-1)
        case .down: move(1)
        default: break
        }
    }

    /// Whether the cursor of the correction cannot go further up or down.
    private func isAtEdge(_ key: Key) -> Bool {
        guard let buffer = texts[.correction] else { return true }
        let lines = buffer.text.split(separator: "\n", omittingEmptySubsequences: false).count
        return key == .up ? buffer.cursor.line == 0 : buffer.cursor.line >= lines - 1
    }

    private mutating func move(_ step: Int) {
        let count = Field.allCases.count
        field = Field.allCases[(field.rawValue + step + count) % count]
    }

    private func save(in state: inout AppState) {
        do throws(FieldError) {
            let change = try change
            // What cannot be kept is said while the form is still open.
            var trial = original
            try change.apply(to: &trial)
            state.layers.pop()
            if !change.isEmpty { state.ask(.logs(.change(logs, change))) }
        } catch {
            state.say(error.description, .error)
        }
    }

    /// What differs from what was said before.
    private var change: JudgementChange {
        get throws(FieldError) {
            var change = JudgementChange()
            if rating != original.feedback { change.feedback = .set(rating) }
            let score = text(of: .score).trimmingSpaces
            if score != (original.score.map { Self.number($0) } ?? "") {
                change.score = .set(score.isEmpty ? nil : try Judgement.score(Double(score) ?? .nan))
            }
            if text(of: .note) != original.note ?? "" { change.note = .set(text(of: .note)) }
            if text(of: .correction) != original.correction ?? "" { change.correction = .set(text(of: .correction)) }
            let tags = text(of: .tags).split { $0.isWhitespace || $0 == "," }.map(String.init)
            change.added = tags.filter { !original.tags.contains($0) }
            change.removed = original.tags.filter { !tags.contains($0) }
            return change
        }
    }

    private static func number(_ score: Double) -> String { "\(score)" }
}
