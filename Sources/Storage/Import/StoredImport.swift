import GRDB
package import Logbook
import Prompts
import RequestCore

extension Store: ImportStore {
    package func stored(of ids: [String]) async throws -> Set<String> {
        try await read { db in
            var found: Set<String> = []
            for id in ids where try Logs.find(db, id) != nil { found.insert(id) }
            return found
        }
    }

    package func add(_ logs: [ImportedLog], from origin: String) async throws -> Int {
        // Versions and images first: a log never points to what is not there. What a failure leaves of them does no harm.
        var saved: Set<VersionID> = []
        for log in logs where saved.insert(log.record.version).inserted {
            _ = try await save(log.config, prompt: log.record.prompt, parent: nil)
        }
        for log in logs {
            for (hash, bytes) in log.images { try await saveBlob(bytes, sha256: hash) }
        }
        let prepared = logs.map { (record: $0.record, log: WrittenLog($0.record)) }
        let origin = origin.storable
        return try await write { db in
            var count = 0
            for (record, log) in prepared where try Logs.find(db, record.id) == nil {
                let key = try log.insert(db)
                try record.judgement.write(db, log: key)
                try db.execute(sql: "INSERT INTO logImport (log, origin) VALUES (?, ?)", arguments: [key, origin])
                count += 1
            }
            return count
        }
    }
}
