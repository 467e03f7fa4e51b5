import GRDB
import JSON
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The bodies of a log that is over as one JSON text, packed: a row of `logBody`.
///
/// ```
/// {"message":"…","answer":"…"
/// ,"request":{…}
/// ,"reply":{…}
/// ,"response":{…}}
/// ```
///
/// The texts have no line breaks of their own, so each part is a line, and is read without parsing the others. What a list shows stands
/// first: of a page of logs only the beginnings are unpacked. A log without a response has no such line.
struct PackedLog: Sendable {
    /// The most bytes of a text that is packed. Longer ones stay in rows of their own, where their pieces are (``LogAnswer``).
    static let longest = 1 << 20
    /// The most bytes of a text from which a list reads the beginning. Of longer ones, the log's row has it.
    static let longestListed = 1 << 16
    /// The bytes in which the line for a list nearly always is.
    private static let usualPreview = 2_048

    let text: PackedText
    /// The facts about images as JSON; nil for none. Not packed, because what images are still needed is asked of all logs.
    let images: String?

    /// Nil where the text would be too long, or a part has a line break.
    init?(preview: LogPreview, request: String, images: String, reply: String, response: String?) {
        var lines = [
            String(JSONValue.object(preview.json).compact.dropLast()), #","request":"# + request,
            #","reply":"# + reply,
        ]
        if let response { lines.append(#","response":"# + response) }
        guard lines.reduce(0, { $0 + $1.utf8.count + 1 }) <= Self.longest,
            !lines.contains(where: { $0.utf8.contains(UInt8(ascii: "\n")) })
        else { return nil }
        text = PackedText(lines.joined(separator: "\n") + "}")
        self.images = images == "[]" ? nil : images
    }

    /// Whether a list reads its beginning.
    var isListed: Bool { text.size <= Self.longestListed }

    func write(_ db: Database, key: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO logBody (log, size, images, packed) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET size = excluded.size, images = excluded.images, packed = excluded.packed
                """
        ).execute(arguments: [key, text.size, images, text.bytes])
    }

    /// The texts of a log's bodies.
    struct Parts {
        let request: String
        let reply: String
        let response: String?
    }

    /// - Throws: ``StoreError`` where the bytes are damaged.
    static func parts(_ bytes: Data, size: Int, of what: String) throws -> Parts {
        guard size <= longest, var text = PackedText.text(bytes, size: size), text.utf8.last == UInt8(ascii: "}") else {
            throw StoreError.unreadable(what: what, reason: "its packed texts are damaged")
        }
        let values = text.withUTF8 { lines(of: $0.dropLast()) }
        guard values.count >= 3 else {
            throw StoreError.unreadable(what: what, reason: "its packed texts are not complete")
        }
        return Parts(request: values[1], reply: values[2], response: values.count > 3 ? values[3] : nil)
    }

    /// What stands on each line behind its name; of the first line, which has two names, nothing.
    private static func lines(of text: Slice<UnsafeBufferPointer<UInt8>>) -> [String] {
        var values: [String] = []
        var rest = text
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let isNamed = !values.isEmpty
            let start = isNamed ? rest[..<end].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? end : end
            values.append(String(decoding: rest[start..<end], as: UTF8.self))
            rest = rest[end...].dropFirst()
        }
        return values
    }

    /// What a list shows; nil where the bytes are damaged.
    static func preview(_ bytes: Data) -> LogPreview? {
        let line = PackedText.firstLine(bytes, limit: usualPreview) ?? PackedText.firstLine(bytes, limit: longestListed)
        guard let line, let json = try? JSONValue(parsing: String(decoding: line, as: UTF8.self) + "}") else {
            return nil
        }
        return LogPreview(json: json)
    }
}
