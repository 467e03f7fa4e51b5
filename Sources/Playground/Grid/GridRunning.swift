import Evaluations
import TextUI

/// Sending cells from the grid, and stopping.
extension GridPage {
    /// The rows that a command is about: those that are marked, else the one under the cursor.
    func rows(in state: AppState) -> Set<GridRowKey> { Set(marks.targets(else: key(in: state))) }

    /// Why nothing can be sent; nil if it can.
    func reasonNotToRun(_ state: AppState) -> String? {
        if grid(in: state) == nil { return "the grid is still being read" }
        return state.grids.running[evaluation] == nil
            ? nil : "this evaluation is running; wait for its end, or stop it first"
    }

    /// Sends cells.
    func send(_ wish: CellWish, in state: inout AppState) {
        state.prepareEvaluation(.cells(wish, of: evaluation))
    }
}

extension AppState {
    /// Gets an evaluation ready to be sent.
    package mutating func prepareEvaluation(_ start: EvaluationStart) {
        ask(.grid(.prepare(nextSerial(), start)))
    }

    /// Sends what is ready, after a question where it costs more than the settings allow.
    mutating func gridPrepared(_ serial: Int, _ job: EvaluationJob) {
        let id = job.record.id
        guard job.requests > 0 else {
            ask(.grid(.drop(serial)))
            say(
                job.isSentElsewhere
                    ? "Nothing is sent: another process runs this evaluation; answers appear here."
                    : "Every cell has an answer; nothing is sent.")
            return showGrid(id)
        }
        // The size of a new evaluation was never on the screen.
        guard job.asks || job.isNew else { return sendEvaluation(serial, job.sentence, id) }
        let sentence = job.sentence
        let note = "\(job.record.size): \(sentence)"
        let items = [
            Dropdown.Item("send them", value: nil, note: note) {
                $0.sendEvaluation(serial, sentence, id)
            },
            Dropdown.Item("send nothing", value: nil, note: note) { $0.dropEvaluation(serial) },
        ]
        var question = Dropdown(title: "Send \(Readable.count(job.requests)) requests?", items: items, current: nil)
        question.selection = 1
        question.whenLeft = { $0.dropEvaluation(serial) }
        layers.push(question)
    }

    private mutating func dropEvaluation(_ serial: Int) {
        ask(.grid(.drop(serial)))
        say("Nothing was sent.")
    }

    private mutating func sendEvaluation(_ serial: Int, _ sentence: String, _ id: String) {
        ask(.grid(.send(serial)))
        say(sentence)
        showGrid(id)
    }

    /// Opens the grid, unless it is on top already.
    private mutating func showGrid(_ id: String) {
        if (layers.top as? GridPage)?.evaluation != id { openGrid(id) }
    }

    mutating func gridEnded(_ id: String, _ reason: String?, unanswered: Int?) {
        let wasStopped = grids.running.removeValue(forKey: id)?.isStopping ?? false
        if let reason { return say("The evaluation broke off: \(reason)", .error) }
        if wasStopped {
            let key = settings.keymap.label(of: "grid.run").map { " \($0) goes on." } ?? ""
            return say("Stopped. What was answered is kept.\(key)")
        }
        guard let unanswered, unanswered > 0 else { return say("The evaluation is done.") }
        let cells = unanswered == 1 ? "1 cell still has" : "\(Readable.count(unanswered)) cells still have"
        let isOnTop = (layers.top as? GridPage)?.evaluation == id
        let key = settings.keymap.label(of: isOnTop ? "grid.open" : "compare")
        let next = key.map { isOnTop ? " \($0) on one shows why." : " \($0) shows the evaluations." } ?? ""
        say("\(cells) no answer.\(next)", .warning)
    }

    /// Stops the evaluation that is on top, else the one that runs; again stops what is under way, too.
    ///
    /// - Returns: false if none runs.
    mutating func stopEvaluation() -> Bool {
        let top = (layers.top as? GridPage)?.evaluation
        guard let id = top.flatMap({ grids.running[$0] == nil ? nil : $0 }) ?? grids.running.keys.min() else {
            return false
        }
        let again = grids.running[id]?.isStopping ?? false
        grids.running[id]?.isStopping = true
        ask(.grid(.stop(id)))
        let key = settings.keymap.label(of: top == nil ? "stop" : "grid.stop") ?? "^C"
        say(again ? "Stopping what is under way." : "Finishing what is under way. \(key) again stops it.")
        return true
    }

    /// Asks for the file of an evaluation.
    mutating func openEvaluationInput() {
        layers.push(
            LineInput(
                title: "Evaluate a file", label: "An .eval.yaml or a promptfooconfig.yaml", word: "estimate",
                kind: .path
            ) { state, paths in
                if let path = paths.first { state.prepareEvaluation(.file(path)) }
            })
    }
}

extension EvaluationRecord {
    /// `6 rows × 2 columns × 3 repeats`; one repeat is not named.
    fileprivate var size: String {
        func counted(_ count: Int, _ word: String) -> String {
            "\(Readable.count(count)) \(word)\(count == 1 ? "" : "s")"
        }
        let cells = [counted(rows, "row"), counted(columns.count, "column")]
        return (cells + (repeats > 1 ? [counted(repeats, "repeat")] : [])).joined(separator: " × ")
    }
}
