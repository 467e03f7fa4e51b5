import GRDB
import Prompts

/// Finds the version that a REF names, or explains why there is none.
struct ReferenceResolution {
    let db: Database

    func version(_ reference: Reference) throws -> Version {
        var version =
            switch reference.target {
            case .newest(let prompt): try newest(of: prompt)
            case .number(let prompt, let number): try numbered(number, of: prompt)
            case .environment(let prompt, let label): try deployed(label, of: prompt)
            case .hash(let prefix): try hashed(prefix)
            }
        let start = version
        for step in 0..<reference.ancestors {
            guard let parent = version.parent else {
                throw FieldError(message: tooFarBack(reference.ancestors, from: start, reached: version, after: step))
            }
            version = try found(parent, prompt: version.prompt)
        }
        return version
    }

    private func newest(of prompt: String) throws -> Version {
        if try isDeleted(prompt) == true { throw Self.deleted(prompt) }
        let id = try String.fetchOne(
            db, sql: "SELECT configID FROM version WHERE promptName = ? ORDER BY number DESC LIMIT 1",
            arguments: [prompt])
        guard let id = id.flatMap(VersionID.init(hex:)) else { throw try unknown(prompt) }
        return try found(id, prompt: prompt)
    }

    /// Whether the prompt is deleted; nil if there is no such prompt.
    func isDeleted(_ prompt: String) throws -> Bool? {
        try Bool.fetchOne(db, sql: "SELECT deletedAt IS NOT NULL FROM prompt WHERE name = ?", arguments: [prompt])
    }

    static func deleted(_ prompt: String) -> FieldError {
        FieldError(message: "\(prompt) was deleted: etude versions --undelete \(prompt) brings it back")
    }

    private func numbered(_ number: Int, of prompt: String) throws -> Version {
        let newest = try newest(of: prompt).number
        let id = try String.fetchOne(
            db, sql: "SELECT configID FROM version WHERE promptName = ? AND number = ?", arguments: [prompt, number])
        if let id = id.flatMap(VersionID.init(hex:)) { return try found(id, prompt: prompt) }
        let have = newest == 1 ? "it has one version, v1" : "it has \(newest) versions, v1 to v\(newest)"
        throw FieldError(message: "\(prompt) has no v\(number): \(have)")
    }

    /// The version in an environment, or the version of this prompt whose hash begins with the label, because no
    /// other form names it.
    private func deployed(_ label: String, of prompt: String) throws -> Version {
        _ = try newest(of: prompt)
        let id = try String.fetchOne(
            db, sql: "SELECT configID FROM environment WHERE promptName = ? AND name = ?", arguments: [prompt, label])
        if let id = id.flatMap(VersionID.init(hex:)) { return try found(id, prompt: prompt) }
        if case .hash(let prefix) = Reference(label)?.target {
            let matches = try versions(startingWith: prefix).filter { $0.prompt == prompt }
            if let version = try only(matches, prefix) { return version }
        }
        let names = try Versions.environments(db, prompt: prompt).values.flatMap { $0 }.sorted()
        let rest = names.isEmpty ? "it has no deployments yet" : "it is deployed to \(names.joined(separator: ", "))"
        throw FieldError(message: "\(prompt) is not deployed to '\(label)': \(rest)")
    }

    private func hashed(_ prefix: String) throws -> Version {
        let matches = try versions(startingWith: prefix)
        let current = try matches.filter { try isDeleted($0.prompt) == false }
        if let version = try only(current, prefix) { return version }
        if try isDeleted(prefix) != nil { return try newest(of: prefix) }
        if let match = matches.first { throw Self.deleted(match.prompt) }
        throw FieldError(message: "no stored version begins with \(prefix)")
    }

    /// The version of all matches. If several prompts have the same content, it is the one that was saved first.
    private func only(_ matches: [(id: VersionID, prompt: String)], _ prefix: String) throws -> Version? {
        guard let first = matches.first else { return nil }
        if let other = matches.first(where: { $0.id != first.id }) {
            let digits = zip(first.id.hex, other.id.hex).prefix { $0 == $1 }.count + 1
            let names = [first, other].map { "\($0.id.hex.prefix(max(digits, 8))) (\($0.prompt))" }
            throw FieldError(
                message:
                    "\(prefix) is the beginning of several versions, among them \(names.joined(separator: " and ")); "
                    + "give more digits")
        }
        return try found(first.id, prompt: first.prompt)
    }

    private func versions(startingWith prefix: String) throws -> [(id: VersionID, prompt: String)] {
        // `g` sorts after every hex digit.
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT configID, promptName FROM version WHERE configID >= ?1 AND configID < ?1 || 'g'
                ORDER BY createdAt, promptName
                """, arguments: [prefix])
        return try rows.map { (try $0.versionID("configID"), $0["promptName"]) }
    }

    private func found(_ id: VersionID, prompt: String) throws -> Version {
        guard let version = try Versions.find(db, id, prompt: prompt) else {
            throw StoreError.unreadable(what: "version \(id.short)", reason: "\(prompt) has no such version")
        }
        return version
    }

    private func unknown(_ prompt: String) throws -> FieldError {
        let names = try String.fetchAll(db, sql: "SELECT name FROM prompt WHERE deletedAt IS NULL ORDER BY name")
        if names.isEmpty { return FieldError(message: "no prompt is called '\(prompt)'; none is stored yet") }
        guard let near = Spelling.nearest(to: prompt, among: names) else {
            return FieldError(message: "no prompt is called '\(prompt)'")
        }
        return FieldError(message: "no prompt is called '\(prompt)'; did you mean '\(near)'?")
    }

    private func tooFarBack(_ asked: Int, from start: Version, reached: Version, after steps: Int) -> String {
        let goes =
            steps == 0
            ? "was made from no other version"
            : "goes back \(steps) step\(steps == 1 ? "" : "s"), to v\(reached.number)"
        return "there is no \(start.prompt)@v\(start.number)~\(asked): v\(start.number) \(goes)"
    }
}
