import GRDB
package import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: DeploymentStore {
    package func deployed(ofPrompt prompt: String?) async throws -> [DeployedVersion] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT environment.promptName, environment.name, environment.configID, movedAt, isProtected, number
                    FROM environment JOIN version USING (promptName, configID)
                    WHERE IFNULL(environment.promptName = ?1, environment.promptName NOT IN (
                        SELECT name FROM prompt WHERE deletedAt IS NOT NULL)) ORDER BY environment.promptName, environment.name
                    """, arguments: [prompt])
            return try rows.map { row in
                DeployedVersion(
                    prompt: row["promptName"], environment: row["name"], version: try row.versionID("configID"),
                    number: row["number"], movedAt: row.date("movedAt"), isProtected: row["isProtected"])
            }
        }
    }

    package func deploy(
        _ id: VersionID, prompt: String, to environment: String, by who: String, note: String, kind: Deployment.Kind
    ) async throws {
        guard Versions.canBeEnvironment(environment) else {
            throw FieldError(
                message:
                    "'\(environment)' cannot be an environment: use a word such as production, without blanks, @, ~ and /, "
                    + "that is not v and digits")
        }
        try await write { db in
            guard try Versions.find(db, id, prompt: prompt) != nil else {
                throw FieldError(message: "\(prompt) has no version \(id.short)")
            }
            let now = Date().milliseconds
            try db.execute(
                sql: """
                    INSERT INTO environment (promptName, name, configID, movedAt) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET configID = excluded.configID, movedAt = excluded.movedAt
                    """, arguments: [prompt, environment.storable, id.hex, now])
            try db.execute(
                sql: """
                    INSERT INTO deployment (promptName, environment, configID, movedAt, who, note, kind)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    prompt, environment.storable, id.hex, now, who.storable, note.storable, kind.rawValue,
                ])
        }
    }

    package func deployments(ofPrompt prompt: String) async throws -> [Deployment] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT environment, configID, movedAt, who, note, kind,
                        (SELECT number FROM version
                            WHERE version.promptName = deployment.promptName
                            AND version.configID = deployment.configID) AS number
                    FROM deployment WHERE promptName = ? ORDER BY key
                    """, arguments: [prompt])
            return try rows.map { row in
                Deployment(
                    environment: row["environment"], version: try row.versionID("configID"), number: row["number"],
                    at: row.date("movedAt"), who: row["who"], note: row["note"],
                    kind: Deployment.Kind(rawValue: row["kind"]) ?? .deploy)
            }
        }
    }

    package func protect(_ environment: String, prompt: String, _ isProtected: Bool) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE environment SET isProtected = ? WHERE promptName = ? AND name = ?",
                arguments: [isProtected, prompt, environment])
            guard db.changesCount > 0 else {
                throw FieldError(message: "nothing of \(prompt) is deployed to '\(environment)' yet")
            }
        }
    }

    package func annotate(_ id: VersionID, prompt: String, name: String?, note: String?) async throws {
        try await write { db in
            guard try Versions.exists(db, id, prompt: prompt) else {
                throw FieldError(message: "\(prompt) has no version \(id.short)")
            }
            try db.execute(
                sql: """
                    INSERT INTO versionNote (promptName, configID, name, note)
                    VALUES (?1, ?2, IFNULL(?3, ''), IFNULL(?4, ''))
                    ON CONFLICT DO UPDATE SET name = IFNULL(?3, name), note = IFNULL(?4, note)
                    """, arguments: [prompt, id.hex, name?.storable, note?.storable])
        }
    }

    package func statistics(ofPrompt prompt: String) async throws -> [VersionID: VersionStatistics] {
        try await read { db in
            var found: [VersionID: VersionStatistics] = [:]
            let sums = try Row.fetchAll(
                db,
                sql: """
                    SELECT versionID, runs, CASE WHEN priced > 0 THEN cost END AS cost, good, bad
                    FROM logTally WHERE prompt = ?
                    """, arguments: [prompt])
            for row in sums {
                found[try row.versionID("versionID")] = VersionStatistics(
                    runCount: row["runs"], cost: row["cost"], goodCount: row["good"], badCount: row["bad"])
            }
            let medians = try Row.fetchAll(
                db,
                sql: """
                    SELECT versionID, AVG(totalMS) AS median FROM (
                        SELECT log.versionID AS versionID, totalMS,
                            ROW_NUMBER() OVER (PARTITION BY log.versionID ORDER BY totalMS) AS place,
                            COUNT(*) OVER (PARTITION BY log.versionID) AS count
                        FROM logTally CROSS JOIN log ON log.key IN (
                            SELECT recent.key FROM log AS recent INDEXED BY logByVersion
                            WHERE recent.prompt = logTally.prompt AND recent.versionID = logTally.versionID
                                AND recent.state = 'finished'
                            ORDER BY recent.createdAt DESC LIMIT \(VersionStatistics.timedRuns))
                        WHERE logTally.prompt = ?)
                    WHERE place IN ((count + 1) / 2, (count + 2) / 2) GROUP BY versionID
                    """, arguments: [prompt])
            for row in medians { found[try row.versionID("versionID")]?.medianMS = row["median"] }
            return found
        }
    }
}
