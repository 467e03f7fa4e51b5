import Prompts
import TextUI

/// Writes logs to files in the forms of `etude logs export`.
package protocol LogFiles: Sendable {
    /// Writes logs to a file, the oldest first; its ending says the form.
    ///
    /// - Parameter replaces: whether it may take the place of a file that is there.
    /// - Throws: ``LogFileExists``, or the reason in the person's words.
    func export(_ ids: [String], to path: String, replaces: Bool) async throws -> WrittenLogs
}

/// A file that is there already.
package struct LogFileExists: Error {
    package init() {}
}

/// What was written to a file.
package struct WrittenLogs: Sendable, Hashable {
    /// The number of logs.
    package var count: Int
    /// What was left out and why, a sentence each.
    package var losses: [String]

    package init(count: Int, losses: [String] = []) {
        self.count = count
        self.losses = losses
    }
}

/// Refuses everything, where there are no files.
package struct NoLogFiles: LogFiles {
    package init() {}

    package func export(_ ids: [String], to path: String, replaces: Bool) async throws -> WrittenLogs {
        throw FieldError(message: "logs cannot be exported here")
    }
}

/// Exporting logs from the list.
extension AppState {
    /// Asks for the file that the marked logs are written to, else the log under the cursor.
    mutating func openLogExport() {
        let ids = targetLogs
        guard !ids.isEmpty else { return }
        openLogExport(of: ids, to: logs.exportPath ?? "\(promptName(ofLogs: ids))-logs.jsonl")
    }

    /// - Parameter replaceable: a file that the person has been asked about.
    private mutating func openLogExport(of ids: [String], to path: String, replaceable: String? = nil) {
        var line = LineInput(
            title: ids.count == 1 ? "Export the log" : "Export \(Readable.count(ids.count)) logs",
            label: "Ends in .jsonl, .csv, .fine-tuning.jsonl or .rows.jsonl (dataset)", word: "export",
            kind: .path, text: path
        ) { state, places in
            state.logs.exportPath = places[0]
            state.ask(.logs(.export(ids, path: places[0], replaces: places[0] == replaceable)))
        }
        line.refusal = { text, _ in
            let path = PathText.path(in: text).lowercased()
            return path.hasSuffix(".jsonl") || path.hasSuffix(".csv")
                ? nil : "the file's ending says its form: .jsonl, .csv, .fine-tuning.jsonl or .rows.jsonl"
        }
        layers.push(line)
    }

    /// Asks again before an export takes the place of a file.
    package mutating func logExportRefused(_ ids: [String], path: String) {
        openLogExport(of: ids, to: path, replaceable: path)
        say("\(Self.lastPiece(path)) exists already; press Enter to overwrite it, Esc to keep it", .warning)
    }

    /// Says what was written.
    package mutating func logsExported(_ written: WrittenLogs, path: String) {
        logs.marks.removeAll()
        let what = written.count == 1 ? "1 log" : "\(Readable.count(written.count)) logs"
        let sentence = "wrote \(what) to \(Sanitiser.oneLine(path))"
        guard let loss = written.losses.first else { return say(sentence) }
        let more = written.losses.count > 1 ? ", and more" : ""
        say("\(sentence); \(loss)\(more)", .warning)
    }
}
