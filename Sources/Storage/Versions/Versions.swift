import GRDB
import JSON
package import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: VersionStore {
    /// Saves a content as a version of a prompt. Content that is a version of the prompt already keeps the number and the
    /// parent of its first save. The bytes of data URLs go to the images.
    ///
    /// - Parameter parent: the version that the content was made from; kept only for a new version, and only if it is a
    ///   version of the same prompt.
    package func save(_ content: VersionContent, prompt: String, parent: VersionID?) async throws -> SavedVersion {
        guard !prompt.isEmpty else { throw FieldError(message: "a prompt needs a name") }
        try await keepInlineImages(of: content.config)
        let row = NewVersion(content, prompt: prompt.storable, parent: parent)
        return try await write { db in
            try row.saveIfNew(db)
            guard let number = try Versions.number(db, content.id, prompt: row.prompt) else {
                throw StoreError.unreadable(what: "version \(content.id.short)", reason: "it is gone")
            }
            return SavedVersion(id: content.id, number: number)
        }
    }

    package func versions(ofPrompt prompt: String) async throws -> [VersionSummary] {
        try await read { db in
            let environments = try Versions.environments(db, prompt: prompt)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT version.configID, number, parent, createdAt, IFNULL(name, '') AS name, IFNULL(note, '') AS note,
                        IFNULL((SELECT runs FROM logTally
                            WHERE prompt = version.promptName AND versionID = version.configID), 0) AS runCount
                    FROM version LEFT JOIN versionNote
                        ON versionNote.promptName = version.promptName AND versionNote.configID = version.configID
                    WHERE version.promptName = ? ORDER BY number DESC
                    """, arguments: [prompt])
            return try rows.map { row in
                let id = try row.versionID("configID")
                return VersionSummary(
                    id: id, number: row["number"], parent: try row["parent"] == nil ? nil : row.versionID("parent"),
                    createdAt: row.date("createdAt"), environments: environments[id] ?? [], runCount: row["runCount"],
                    name: row["name"], note: row["note"])
            }
        }
    }

    package func changes(ofPrompt prompt: String) async throws -> [VersionID: VersionChange] {
        let stored = try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT configID, parent, config.config AS config FROM version JOIN config ON config.id = configID
                    WHERE promptName = ? ORDER BY number
                    """, arguments: [prompt])
            return try rows.map { row in
                (
                    id: try row.versionID("configID"), parent: try row["parent"] == nil ? nil : row.versionID("parent"),
                    text: row["config"] as String
                )
            }
        }
        // Outside of the transaction, since comparing takes time.
        var configs: [VersionID: Config] = [:]
        var changes: [VersionID: VersionChange] = [:]
        for version in stored {
            guard let json = try? JSONValue(parsing: version.text), let config = try? Config(json: json) else {
                continue
            }
            configs[version.id] = config
            // A parent is older than its children.
            let phrase = VersionPhrase.phrase(from: version.parent.flatMap { configs[$0] }, to: config)
            changes[version.id] = VersionChange(phrase: phrase, model: config.model)
        }
        return changes
    }

    /// The version of a prompt that was made last; nil for a prompt without one.
    package func newestVersion(ofPrompt prompt: String) async throws -> VersionID? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT configID FROM version WHERE promptName = ? ORDER BY number DESC LIMIT 1",
                arguments: [prompt]
            ).map { try $0.versionID("configID") }
        }
    }

    package func version(_ id: VersionID, prompt: String) async throws -> Version? {
        try await read { try Versions.find($0, id, prompt: prompt) }
    }

    package func resolve(_ reference: Reference) async throws -> Version {
        try await read { try ReferenceResolution(db: $0).version(reference) }
    }

    package func prompts() async throws -> [PromptSummary] {
        try await read { db in
            // With a bare MAX(), SQLite takes the other columns from the same row.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT promptName, COUNT(*) AS versionCount, MAX(number), configID, version.createdAt AS changedAt,
                        archivedAt IS NOT NULL AS isArchived
                    FROM version JOIN prompt ON prompt.name = promptName WHERE deletedAt IS NULL
                    GROUP BY promptName ORDER BY changedAt DESC, promptName
                    """)
            return try rows.map { row in
                PromptSummary(
                    name: row["promptName"], versionCount: row["versionCount"], newest: try row.versionID("configID"),
                    changedAt: row.date("changedAt"), isArchived: row["isArchived"])
            }
        }
    }

    private func keepInlineImages(of config: Config) async throws {
        for image in config.template.flatMap(\.images) where image.source == .data {
            guard let facts = image.facts, let data = DataURL.decode(image.url) else { continue }
            try await images.save(data.bytes, sha256: facts.sha256)
        }
    }
}

/// The rows of a content that may be a new version. Their texts are made before the transaction begins.
private struct NewVersion: Sendable {
    let prompt: String
    private let content: VersionContent
    private let parent: VersionID?
    private let stored: String
    private let now = Date().milliseconds

    init(_ content: VersionContent, prompt: String, parent: VersionID?) {
        self.content = content
        stored = JSONValue.object(content.config.json(.stored)).compact
        self.prompt = prompt
        self.parent = parent
    }

    func saveIfNew(_ db: Database) throws {
        // Saving a deleted prompt restores it.
        try db.execute(
            sql: "UPDATE prompt SET deletedAt = NULL WHERE name = ? AND deletedAt IS NOT NULL", arguments: [prompt])
        guard try !Versions.exists(db, content.id, prompt: prompt) else { return }
        let parent = try parent.flatMap { try Versions.exists(db, $0, prompt: prompt) ? $0.hex : nil }
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO config (id, canonical, config, createdAt) VALUES (?, ?, ?, ?)
                """, arguments: [content.id.hex, content.canonicalJSON, stored, now])
        try db.execute(sql: "INSERT OR IGNORE INTO prompt (name, createdAt) VALUES (?, ?)", arguments: [prompt, now])
        try db.execute(
            sql: """
                INSERT INTO version (promptName, configID, number, parent, createdAt) VALUES
                (?1, ?2, (SELECT IFNULL(MAX(number), 0) + 1 FROM version WHERE promptName = ?1), ?3, ?4)
                """, arguments: [prompt, content.id.hex, parent, now])
    }
}

/// Queries about versions, within a transaction.
enum Versions {
    static func exists(_ db: Database, _ id: VersionID, prompt: String) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM version WHERE promptName = ? AND configID = ?)",
            arguments: [prompt, id.hex]) ?? false
    }

    static func number(_ db: Database, _ id: VersionID, prompt: String) throws -> Int? {
        try Int.fetchOne(
            db, sql: "SELECT number FROM version WHERE promptName = ? AND configID = ?", arguments: [prompt, id.hex])
    }

    static func find(_ db: Database, _ id: VersionID, prompt: String) throws -> Version? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT promptName, configID, number, parent, version.createdAt AS createdAt, config.config AS config
                FROM version JOIN config ON config.id = configID WHERE promptName = ? AND configID = ?
                """, arguments: [prompt, id.hex])
        return try row.map { try version($0, id) }
    }

    static func environments(_ db: Database, prompt: String) throws -> [VersionID: [String]] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT name, configID FROM environment WHERE promptName = ? ORDER BY name", arguments: [prompt])
        var names: [VersionID: [String]] = [:]
        for row in rows { names[try row.versionID("configID"), default: []].append(row["name"]) }
        return names
    }

    /// Tells whether a REF can name an environment: `v12` is a number, and `@`, `~` and, in the names of files, `/` have
    /// meanings of their own.
    static func canBeEnvironment(_ label: String) -> Bool {
        let isNumber = label.first == "v" && label.count > 1 && label.dropFirst().allSatisfy(\.isWholeNumber)
        return !label.isEmpty && !isNumber && !label.contains { $0 == "@" || $0 == "~" || $0 == "/" || $0.isWhitespace }
            && !label.unicodeScalars.contains { [.control, .format].contains($0.properties.generalCategory) }
    }

    private static func version(_ row: Row, _ id: VersionID) throws -> Version {
        let what = "version \(id.short)"
        let config: Config
        do {
            config = try Config(json: try row.json("config", of: what) ?? .null)
        } catch let error as FieldError {
            throw StoreError.unreadable(what: what, reason: error.description)
        }
        return Version(
            id: id, prompt: row["promptName"], number: row["number"],
            parent: try row["parent"] == nil ? nil : row.versionID("parent"), createdAt: row.date("createdAt"),
            config: config)
    }
}
