import GRDB
package import Logbook
import Prompts

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store: SavedFilterStore {
    package func savedFilters() async throws -> [SavedFilter] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT name, filter FROM savedFilter ORDER BY name")
                .map { SavedFilter(name: $0["name"], text: $0["filter"]) }
        }
    }

    package func save(_ filter: SavedFilter) async throws {
        try SavedFilter.check(name: filter.name)
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO savedFilter (name, filter, savedAt) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET filter = excluded.filter, savedAt = excluded.savedAt
                    """, arguments: [filter.name, filter.text.storable, Date().milliseconds])
        }
    }

    package func renameFilter(_ name: String, to new: String) async throws {
        try SavedFilter.check(name: new)
        try await write { db in
            try Self.require(db, filter: name)
            guard name != new else { return }
            let isTaken = try Row.fetchOne(db, sql: "SELECT 1 FROM savedFilter WHERE name = ?", arguments: [new]) != nil
            guard !isTaken else {
                throw FieldError(message: "'@\(new)' is the name of another filter; choose another, or remove that one")
            }
            try db.execute(sql: "UPDATE savedFilter SET name = ? WHERE name = ?", arguments: [new, name])
            let others = try Row.fetchAll(db, sql: "SELECT name, filter FROM savedFilter")
            for other in others.map({ SavedFilter(name: $0["name"], text: $0["filter"]) }) where other.names(name) {
                let text = other.renaming(name, to: new).text
                try db.execute(
                    sql: "UPDATE savedFilter SET filter = ? WHERE name = ?", arguments: [text, other.name])
            }
        }
    }

    package func removeFilter(_ name: String) async throws {
        try await write { db in
            try Self.require(db, filter: name)
            try db.execute(sql: "DELETE FROM savedFilter WHERE name = ?", arguments: [name])
        }
    }

    private static func require(_ db: Database, filter name: String) throws {
        let names = try String.fetchAll(db, sql: "SELECT name FROM savedFilter ORDER BY name")
        if !names.contains(name) { throw [SavedFilter].missing(name, among: names) }
    }
}
