import Logbook
import Storage

/// The id of a log as a person writes it.
enum WrittenLogID {
    /// The whole id that is meant: in any case, or its beginning where no other log has that.
    ///
    /// - Throws: ``CommandFailure`` where there is no such log, or several begin so.
    static func find(_ written: String, in store: Store) async throws -> String {
        let upper = written.uppercased()
        let known = try await store.stored(of: [written, upper])
        if known.contains(written) { return written }
        if known.contains(upper) { return upper }
        // The id of every log begins with ten letters of its time.
        guard written.count >= 4 else { throw missing(written) }
        let beginning = LogTerm(.field(.id, [.text(LogPattern(pieces: [upper, ""]))]))
        let found = try await store.logs(matching: LogQuery(LogFilter([beginning]), limit: 2))
        guard found.count < 2 else {
            throw CommandFailure("several logs begin with '\(written)'; etude logs 'id:\(upper)*' lists them")
        }
        guard let log = found.first else { throw missing(written) }
        return log.id
    }

    private static func missing(_ written: String) -> CommandFailure {
        CommandFailure("there is no log '\(written)'; etude logs lists them")
    }
}
