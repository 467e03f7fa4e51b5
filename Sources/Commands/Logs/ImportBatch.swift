import Logbook
import RequestCore
import Storage
import TextUI

/// Logs on their way into the store, some hundred at a time, with a line of progress on a terminal.
struct ImportBatch {
    private let store: Store
    private let errors: Output
    private let isDry: Bool
    private let origin: String
    private var waiting: [ImportedLog] = []
    /// The ids of a dry run, in which nothing is stored that the next log could be compared with.
    private var counted: Set<String> = []
    private var shownAt = 0.0

    /// How many logs there are; nil where it is not known before.
    var total: Int?
    /// The logs that were found.
    private(set) var seen = 0
    /// The logs that were new.
    private(set) var added = 0

    private static let size = 200

    /// - Parameter origin: the name of the file.
    init(_ store: Store, _ errors: Output, isDry: Bool, from origin: String) {
        self.store = store
        self.errors = errors
        self.isDry = isDry
        self.origin = origin
    }

    var isFull: Bool { waiting.count >= Self.size }

    mutating func take(_ log: ImportedLog) {
        seen += 1
        waiting.append(log)
    }

    /// A log that is there already.
    mutating func skip() { seen += 1 }

    func stored(of ids: [String]) async throws -> Set<String> { try await store.stored(of: ids) }

    /// Stores what waits.
    mutating func flush() async throws {
        if !waiting.isEmpty {
            if isDry {
                let known = try await store.stored(of: waiting.map(\.record.id))
                for log in waiting where !known.contains(log.record.id) && counted.insert(log.record.id).inserted {
                    added += 1
                }
            } else {
                added += try await store.add(waiting, from: origin)
            }
            waiting.removeAll(keepingCapacity: true)
        }
        show()
    }

    /// Clears the line of progress.
    func finish() { if errors.isTerminal { errors.status("") } }

    private mutating func show() {
        guard errors.isTerminal else { return }
        let now = RunClock.system.uptime()
        guard now - shownAt >= 0.1 else { return }
        shownAt = now
        errors.status(Readable.count(seen) + (total.map { " of \(Readable.count($0))" } ?? "") + " logs")
    }
}
