import GRDB
import JSON
import Prompts
import RequestCore

/// Étude's memory: versions, deployments, logs, the session and approvals in one SQLite file, images as files beside it.
///
/// ```
/// home/etude.db         prompt ← version → config      log → logRequest, logAnswer, logAnswerRest, logSearch
///                       session      toolApproval
/// home/blobs/ab/cdef…   bytes of images, by their SHA-256
/// ```
///
/// One store serves a whole process, and several processes may use the same home at once: readers never wait, writers
/// wait for each other up to the busy timeout. What is written is written in short transactions that no cancelled task
/// takes back. The protocols it implements are those of `RequestCore`; errors are ``StoreError``, or `FieldError` for a
/// REF.
package final class Store: Sendable {
    let database: any DatabaseWriter
    let images: Images
    /// The database's path, for errors.
    let path: String

    /// Opens the store of a home, making what is missing: directories with mode 0700, files with 0600.
    ///
    /// It reads and writes files before it returns, so it belongs after the first frame.
    /// - Parameters:
    ///   - directory: the home's data directory.
    ///   - busyTimeout: how long to wait while another process writes, in seconds.
    package init(directory: String, busyTimeout: Double = 5) throws(StoreError) {
        path = directory + "/etude.db"
        images = .files(ImageFiles(directory: directory + "/blobs"))
        try HomeFiles.prepare(directory: directory, database: path)
        do {
            let pool = try Self.openPool(path, busyTimeout: busyTimeout)
            try Migrations.apply(to: pool, path: path)
            database = pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private init(memory: DatabaseQueue) {
        database = memory
        images = .memory(ImageMemory())
        path = "the database in memory"
    }

    /// A store that is gone with the process: for tests, and for runs that shall leave no trace.
    package static func inMemory() throws(StoreError) -> Store {
        do {
            let queue = try DatabaseQueue(configuration: configuration(busyTimeout: 0))
            try Migrations.apply(to: queue, path: "the database in memory")
            return Store(memory: queue)
        } catch {
            throw StoreError(error, path: "the database in memory")
        }
    }

    private static func configuration(busyTimeout: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = true
        return configuration
    }

    /// Two processes that make the same new file at once: SQLite does not wait when it switches to WAL, so we do.
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

    /// Runs `body` in a transaction of its own task: GRDB takes a transaction back when its task is cancelled, and the
    /// record of a cancelled run has to stay.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
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

    /// The error as this module tells it; rethrows what is told well enough already.
    private func told(_ error: any Error) throws -> StoreError {
        if error is FieldError || error is CancellationError { throw error }
        return StoreError(error, path: path)
    }
}
