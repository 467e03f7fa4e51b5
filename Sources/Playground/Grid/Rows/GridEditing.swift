import Evaluations
import JSON
import Prompts
import RequestCore
import TextUI

/// Rows of the dataset, changed in the grid. A change is shown as a difference of the file, and written when the person says so.
extension GridPage {
    static let editingCommands = [
        Command(
            GridPage.self, "grid.edit", "Edit the row and its checks", "edit row",
            help: "Opens the row as it stands in its file.", keys: ["e"], disabledReason: { $0.reasonWithoutRow($1) },
            perform: { page, state in
                guard let line = page.ownRow(in: state)?.line ?? page.lines(in: state).first else { return }
                page.change(.edit(line: line), in: &state)
            }),
        Command(
            GridPage.self, "grid.add", "Add a row", help: "Opens a new row as text.", keys: ["a"],
            perform: { $0.change(.add, in: &$1) }),
        Command(
            GridPage.self, "grid.duplicate", "Duplicate the row", help: "Or the marked rows.", keys: ["D"],
            disabledReason: { $0.reasonWithoutRow($1) },
            perform: { $0.change(.duplicate($0.lines(in: $1)), in: &$1) }),
        Command(
            GridPage.self, "grid.delete", "Delete the row from its file", help: "Or the marked rows.",
            keys: ["delete"], disabledReason: { $0.reasonWithoutRow($1) },
            perform: { $0.change(.delete($0.lines(in: $1)), in: &$1) }),
        Command(
            GridPage.self, "grid.addThread", "Add the thread as a row",
            help: "Its messages and variables become the row, its last answer the expected one.", keys: ["A"],
            disabledReason: { _, state in
                state.thread.entries.isEmpty ? "the thread has no messages" : nil
            },
            perform: { page, state in
                state.takeThreadAsRow { row, state in page.change(.append(row), in: &state) }
            }),
    ]

    /// The lines of the rows that a command is about.
    private func lines(in state: AppState) -> [Int] {
        guard let grid = grid(in: state) else { return [] }
        return rows(in: state).compactMap { grid.rows[$0]?.line }.sorted()
    }

    private func reasonWithoutRow(_ state: AppState) -> String? {
        guard let grid = grid(in: state), !lines(in: state).isEmpty else {
            return grid(in: state)?.fault ?? "the row is not in a file any more"
        }
        let files = Set(rows(in: state).compactMap { grid.rows[$0]?.file })
        return files.count > 1 ? "the marked rows are in different files" : nil
    }

    /// Reads the file of the rows anew, then changes it.
    func change(_ change: RowChange, in state: inout AppState) {
        guard let grid = grid(in: state) else { return }
        let file =
            switch change {
            case .edit, .add, .paste, .append: fileUnderCursor(in: state)
            // All of them are in one file; ``reasonWithoutRow(_:)`` says so where they are not.
            case .duplicate, .delete: rows(in: state).compactMap { grid.rows[$0]?.file }.first
            }
        state.ask(.grid(.readRows(grid.table.record, file: file, change)))
    }

    /// The row under the cursor as its file has it; nil where it is in none any more.
    private func ownRow(in state: AppState) -> DataRow? { key(in: state).flatMap { grid(in: state)?.rows[$0] } }

    /// The file of the row under the cursor, to which rows are added; without one, the file of the first row that is in one.
    func fileUnderCursor(in state: AppState) -> String? { ownRow(in: state)?.file ?? grid(in: state)?.firstFile }
}

extension AppState {
    /// Takes the file of a dataset that is about to change.
    mutating func rowsFileRead(_ id: String, _ file: RowFile, _ change: RowChange) {
        do throws(FieldError) {
            let text = try DatasetText(file.text, file: file.name)
            switch change {
            case .edit(let line):
                openRow(RowEdit(evaluation: id, file: file, line: line), try text.object(onLine: line))
            case .add:
                openRow(
                    RowEdit(evaluation: id, file: file, line: nil), text.object(of: text.columns.map { _ in "" }))
            case .duplicate(let lines):
                var own = text
                // From below, so that the lines above stay where they are.
                for line in lines.sorted(by: >) {
                    own = try DatasetText(
                        try own.inserting([try own.object(onLine: line)], after: line), file: file.name)
                }
                try review(id, file, own.text)
            case .delete(let lines): try review(id, file, try text.removing(lines: lines))
            case .paste(let pasted):
                try review(id, file, try text.inserting(try text.rows(pasted: pasted), after: nil))
            case .append(let row):
                let added = try text.adding([row])
                if added.leavesOutExpected { say(Self.leftOut(file.name), .warning) }
                try review(id, file, added.text)
            }
        } catch {
            say(error.description, .error)
        }
    }

    private mutating func openRow(_ edit: RowEdit, _ object: JSONObject) {
        let title = edit.line.map { "Row on line \($0) of \(edit.file.name)" } ?? "New row of \(edit.file.name)"
        openEditor(
            TextEditor(
                title: Sanitiser.oneLine(title), purpose: .row(edit), text: JSONValue.object(object).pretty()))
    }

    /// Takes a row that was edited as text, and shows what that changes in its file.
    ///
    /// - Throws: ``FieldError`` for a row that the file cannot hold, or that no evaluation could use.
    mutating func takeRow(_ json: JSONValue, _ edit: RowEdit) throws(FieldError) {
        guard let object = json.objectValue else {
            throw FieldError(message: "a row has to be an object, for example {\"vars\": {\"city\": \"Brest\"}}")
        }
        let text = try DatasetText(edit.file.text, file: edit.file.name)
        let changed =
            if let line = edit.line {
                try text.replacing(line: line, by: object)
            } else {
                try text.inserting([object], after: nil)
            }
        try review(edit.evaluation, edit.file, changed)
    }

    /// Shows how the file would change. Nothing is written yet.
    ///
    /// - Throws: ``FieldError`` for a text that is no dataset.
    private mutating func review(_ id: String, _ file: RowFile, _ text: String) throws(FieldError) {
        guard text != file.text else { return say("Nothing has changed.") }
        try DatasetText(text, file: file.name).check()
        let write = RowWrite(evaluation: id, file: file, text: text)
        layers.push(
            Reading(
                title: "Write \(Sanitiser.oneLine(file.name))?",
                content: .rows(TextDiff(from: file.text, to: text), write)))
    }

    /// The file has the new rows: they are read, and the answers are checked by the checks that there are now.
    mutating func rowsWritten(_ write: RowWrite) {
        say("\(Sanitiser.oneLine(write.file.name)) is written.")
        guard let grid = grids.open, grid.id == write.evaluation else { return }
        ask(.grid(.reread(grid.table.record)))
        ask(.grid(.check(grid.id)))
    }
}
