import Glibc
import RequestCore
import Synchronization

/// Writes the recording of `--wire`, line by line as it happens. Nobody else can read the file.
final class WireFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private let remarks: LateRemarks
    private let hasFailed = Mutex(false)
    private let place = Mutex((attempt: -1, offsetMS: 0.0, startMS: RunClock.system.uptime() * 1000))

    /// - Throws: ``CommandFailure`` for a path that cannot be written.
    init(_ path: String, provider: String, session: CommandSession) throws(CommandFailure) {
        self.path = path
        remarks = session.remarks
        descriptor = open(session.folder.place(of: path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("--wire \(path): \(String(cString: strerror(errno)))")
        }
        // The mode above is used for a new file only.
        fchmod(descriptor, 0o600)
        write(WireRecord(provider: provider).firstLine)
    }

    deinit { close(descriptor) }

    /// Writes an entry. Several runs of one command form one recording, with their attempts counted on.
    func write(_ entry: WireEntry) {
        var entry = entry
        place.withLock { place in
            if case .request = entry.content {
                if entry.attempt == 0 { place.offsetMS = RunClock.system.uptime() * 1000 - place.startMS - entry.atMS }
                place.attempt += 1
            }
            entry.attempt = place.attempt
            entry.atMS += place.offsetMS
        }
        write(entry.line)
    }

    private func write(_ line: String) {
        hasFailed.withLock { hasFailed in
            guard !hasFailed else { return }
            do throws(Output.Closed) {
                try Output(descriptor: descriptor).write(line + "\n")
            } catch {
                hasFailed = true
                let reason = String(cString: strerror(error.number))
                remarks.hold("etude: --wire \(path) could not be written further: \(reason)")
            }
        }
    }

    /// Reads the recording in a file that `--wire` wrote.
    ///
    /// - Throws: ``CommandFailure`` or ``FieldError`` that names the file and the line.
    static func read(_ path: String, in folder: WorkingFolder) throws -> WireRecord {
        let descriptor = open(folder.place(of: path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        return try WireRecord(parsing: try Input.readAll(descriptor, named: path), file: path)
    }
}
