import GRDB
import JSON
import Prompts
import RequestCore
import Synchronization

/// Stores versions, deployments, logs, conversations and approvals in one SQLite file, and images as files beside it.
///
/// ```
/// home/etude.db         prompt ← version → config      log → logBody, logRequest, logAnswer, logAnswerRest, logTerms
///                       conversation → conversationMessage      session      toolApproval
/// home/blobs/ab/cdef…   bytes of images, by their SHA-256
/// ```
///
/// One store serves a whole process, and several processes may use the same home at once. Readers never wait; writers
/// wait for each other up to the busy timeout. Writes are short transactions that a cancelled task does not roll
/// back. The store implements protocols of `RequestCore`. Errors are ``StoreError``, or `FieldError` for a REF.
package final class Store: Sendable {
    let database: any DatabaseWriter
    let images: ImageStorage
    /// The path of the database, for errors.
    let path: String
    /// Why the store can only be read: its file, folder or file system allows no writing, the disk is full, or another process was
    /// writing all the time while it was opened. Nil where it can be written.
    package let refusal: StoreError?
    package var isReadOnly: Bool { refusal != nil }
    /// The keys of logs that were met and could not be read.
    let unreadKeys = Mutex<Set<Int64>>([])
    /// The process that holds the conversations it takes here, as a ``ProcessMark``.
    let owner: String

    /// Opens the store of a home and makes what is missing: directories with mode 0700, files with 0600.
    ///
    /// It reads and writes files before it returns, so call it after the first frame. A store that cannot be written is opened
    /// for reading, see ``isReadOnly``; where a home that allows no writing has none, that is an empty one.
    /// - Parameters:
    ///   - directory: the home's data directory.
    ///   - busyTimeout: the longest wait while another process writes, in seconds.
    package convenience init(directory: String, busyTimeout: Double = 5) throws(StoreError) {
        try self.init(directory: directory, busyTimeout: busyTimeout, owner: ProcessMark.current)
    }

    /// Opens the store of a home for a process, whose mark is the last parameter.
    init(directory: String, busyTimeout: Double = 5, owner: String) throws(StoreError) {
        let path = directory + "/etude.db"
        self.path = path
        self.owner = owner
        images = .files(ImageFiles(directory: directory + "/blobs"))
        do {
            try HomeFiles.prepare(directory: directory, database: path)
            let pool = try Self.openPool(path, busyTimeout: busyTimeout)
            try Migrations.apply(to: pool, path: path) { try StoreCopy.make(of: path, steps: $0) }
            database = pool
            refusal = nil
        } catch {
            let told = StoreError(error, path: path)
            let readable: DatabaseQueue?
            switch told {
            case .notWritable:
                readable = try ReadOnlyStore.open(path, in: directory)
                refusal = .notWritable(path: path, reason: "it can only be read")
            // Nothing can be read of one that is being made, or brought up to date.
            case .locked, .diskFull:
                readable = try? ReadOnlyStore.open(path, in: directory)
                refusal = told
            default: throw told
            }
            guard let readable else { throw told }
            database = readable
        }
    }

    /// Makes a store in memory.
    ///
    /// - Parameter behind: images that are read where the memory has none.
    init(memory: DatabaseQueue, behind: ImageFiles? = nil) {
        database = memory
        images = .memory(ImageMemory(behind: behind))
        refusal = nil
        owner = ProcessMark.current
        path = "the database in memory"
    }

    /// Makes a store that ends with the process, for tests and for runs that leave no trace.
    package static func inMemory() throws(StoreError) -> Store {
        do {
            let queue = try DatabaseQueue(configuration: configuration(busyTimeout: 0))
            try Migrations.apply(to: queue, path: "the database in memory") { _ in }
            return Store(memory: queue)
        } catch {
            throw StoreError(error, path: "the database in memory")
        }
    }

    static func configuration(busyTimeout: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = true
        // What is deleted is gone: SQLite writes zeros over what it frees.
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// Opens the database. If two processes make the same new file at once, SQLite does not wait while it switches to
    /// WAL, so this function does.
    private static func openPool(_ path: String, busyTimeout: Double) throws -> DatabasePool {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(busyTimeout)
        while true {
            do {
                return try DatabasePool(path: path, configuration: configuration(busyTimeout: busyTimeout))
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && clock.now < end {
                HomeFiles.pause(milliseconds: 5)
            }
        }
    }

    /// Runs `body` in a transaction, in a task of its own. GRDB rolls a transaction back if its task is cancelled,
    /// but the record of a cancelled run has to stay.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        if let refusal { throw refusal }
        let database = database
        do {
            return try await Task.detached { try await database.write(body) }.value
        } catch {
            throw try told(error)
        }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (Database) throws -> Result) async throws -> Result {
        do {
            return try await database.read(body)
        } catch {
            throw try told(error)
        }
    }

    /// The error in this module's words; rethrows one that already has them.
    private func told(_ error: any Error) throws -> StoreError {
        if error is FieldError || error is CancellationError { throw error }
        return StoreError(error, path: path)
    }
}
