import GRDB
import JSON
import Prompts

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Date {
    /// The time as the database keeps it.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}

extension String {
    /// The text without NUL characters, because SQLite would end it there.
    var storable: String {
        utf8.contains(0) ? String(decoding: utf8.map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self) : self
    }
}

extension Row {
    func date(_ column: String) -> Date { Date(milliseconds: self[column]) }

    func versionID(_ column: String) throws -> VersionID {
        let hex: String = self[column]
        guard let id = VersionID(hex: hex) else {
            throw StoreError.unreadable(what: "a version", reason: "'\(hex)' is not an id")
        }
        return id
    }

    /// A column of JSON text; nil if it is NULL.
    ///
    /// - Parameter what: the name of the row in an error.
    func json(_ column: String, of what: String) throws -> JSONValue? {
        guard let text: String = self[column] else { return nil }
        return try StoredText.json(text, column: column, of: what)
    }
}

enum StoredText {
    /// Parses stored JSON.
    ///
    /// - Parameters:
    ///   - column: the column of the text.
    ///   - what: the name of the row in an error.
    static func json(_ text: String, column: String, of what: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw StoreError.unreadable(what: what, reason: "\(column): \(error)")
        }
    }
}
