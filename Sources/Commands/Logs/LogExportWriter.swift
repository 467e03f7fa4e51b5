import ArgumentParser
import JSON
import Logbook
import Prompts
import RequestCore
import Storage

/// What `--as` takes.
enum LogExportForm: String, CaseIterable, ExpressibleByArgument {
    case jsonl, csv
    case fineTuning = "fine-tuning"
    case rows

    /// The form that the ending of a file's name stands for; nil for another ending.
    init?(path: String) {
        let path = path.lowercased()
        if path.hasSuffix(".csv") {
            self = .csv
        } else if path.hasSuffix(".fine-tuning.jsonl") {
            self = .fineTuning
        } else if path.hasSuffix(".rows.jsonl") {
            self = .rows
        } else if path.hasSuffix(".jsonl") {
            self = .jsonl
        } else {
            return nil
        }
    }
}

/// Writes logs in one of the forms, page by page.
struct LogExportWriter {
    private let form: LogExportForm
    private let table: LogCSV
    private let store: Store
    private let put: (String) throws -> Void
    private var templates: [String: [Message]] = [:]
    /// What was left out.
    private(set) var losses = ExportLosses()
    /// The logs that were written.
    private(set) var count = 0

    /// - Parameters:
    ///   - isRaw: whether cells of CSV stay as they are, though a spreadsheet would take some for formulas.
    ///   - put: takes the text, piece by piece.
    init(_ form: LogExportForm, isRaw: Bool, _ store: Store, put: @escaping (String) throws -> Void) {
        self.form = form
        table = LogCSV(isRaw: isRaw)
        self.store = store
        self.put = put
    }

    /// Writes what stands before the logs.
    func begin() throws {
        if form == .csv { try put(table.header) }
    }

    mutating func write(_ page: [ExportedLog]) async throws {
        switch form {
        case .jsonl:
            count += page.count
            try put(await Self.text(of: page) { try LogLine.wholes($0).map { $0 + "\n" }.joined() })
        case .csv:
            count += page.count
            let table = table
            try put(
                await Self.text(of: page) { log in
                    let record = try log.withRequest()
                    return table.lines(record, number: log.number, time: RunLine.timestamp(record.createdAt))
                })
        case .fineTuning, .rows:
            var text = ""
            for log in page {
                do {
                    text += try await converted(log).compact + "\n"
                    count += 1
                } catch let loss as ExportLoss {
                    losses.add(loss)
                }
            }
            try put(text)
        }
    }

    /// - Throws: ``ExportLoss`` for a log that is left out, or the store's error.
    private mutating func converted(_ log: ExportedLog) async throws -> JSONValue {
        let record = try log.withRequest()
        let images = try await ExportImages.urls(of: record, from: store)
        guard form == .rows else { return try FineTuning.example(of: record, images: images) }
        return try RowMaking.row(of: record, template: try await template(of: record), images: images)
    }

    /// The template of a log's version; empty for one that is not stored.
    private mutating func template(of record: LogRecord) async throws -> [Message] {
        let name = record.prompt + "@" + record.version.hex
        if let known = templates[name] { return known }
        let template = try await store.version(record.version, prompt: record.prompt)?.config.template ?? []
        templates[name] = template
        return template
    }

    /// The lines of a page, in order, made on several cores.
    private static func text(
        of page: [ExportedLog], _ line: @escaping @Sendable (ExportedLog) throws -> String
    ) async throws -> String {
        let size = max(1, (page.count + 3) / 4)
        let pieces = stride(from: 0, to: page.count, by: size).map { page[$0..<min($0 + size, page.count)] }
        return try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (place, piece) in pieces.enumerated() {
                group.addTask { (place, try piece.map(line).joined()) }
            }
            var texts = [String](repeating: "", count: pieces.count)
            for try await (place, text) in group { texts[place] = text }
            return texts.joined()
        }
    }
}
