import Logbook
import Prompts

/// Logs in files, in the forms of `etude logs export`.
package struct LogFileExport: Sendable {
    /// What became of an export.
    package enum Outcome: Sendable {
        /// So many logs were written; the sentences say what was left out.
        case written(Int, losses: [String])
        /// The file is there already, and nothing was written.
        case exists
    }

    private let files: DiskFiles
    private let store: LazyStore

    /// Creates exports to files from a working folder.
    package init(files: DiskFiles, store: LazyStore) {
        self.files = files
        self.store = store
    }

    /// The logs that one question to the store asks for.
    private static let askedAtOnce = 200

    /// Writes logs to a file, the oldest first. Its ending says the form.
    ///
    /// - Parameters:
    ///   - ids: their ids. Those of logs that are gone are passed over.
    ///   - replaces: whether it may take the place of a file that is there.
    /// - Throws: ``FieldError`` for another ending or a file that cannot be written, or the store's error.
    package func write(_ ids: [String], to path: String, replaces: Bool) async throws -> Outcome {
        guard let form = LogExportForm(path: path) else {
            throw FieldError(
                file: path, message: "the ending says no form; write .jsonl, .csv, .fine-tuning.jsonl or .rows.jsonl")
        }
        if !replaces, files.exists(path) { return .exists }
        let text = Text()
        var writer = LogExportWriter(form, isRaw: false, try await store.store()) { text.whole += $0 }
        try writer.begin()
        // Ids begin with the time.
        let ids = ids.sorted()
        for start in stride(from: 0, to: ids.count, by: Self.askedAtOnce) {
            let some = ids[start..<min(start + Self.askedAtOnce, ids.count)]
            let filter = LogFilter([LogTerm(.field(.id, some.map { .text(LogPattern(exactly: $0)) }))])
            try await store.store().export(filter) { try await writer.write($0) }
        }
        try files.write(text.whole, to: path)
        return .written(writer.count, losses: writer.losses.sentences)
    }

    /// What is written so far.
    private final class Text {
        var whole = ""
    }
}
