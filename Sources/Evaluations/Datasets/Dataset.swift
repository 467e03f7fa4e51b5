import Prompts

/// The rows of a file.
package struct Dataset: Sendable, Hashable {
    /// The rows in the order of the file.
    package let rows: [DataRow]
    /// The SHA-256 over the rows' canonical JSON, each ended by a line break, as 64 hex digits.
    package let id: String
    /// What the person should know about how the file was read, in a sentence each.
    package let notes: [String]

    /// Creates a dataset, and hashes it.
    package init(rows: [DataRow], notes: [String] = []) {
        self.rows = rows
        self.notes = notes
        var bytes: [UInt8] = []
        for row in rows {
            bytes += row.canonical.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        id = SHA256.hex(of: bytes)
    }

    /// For each row, how many equal rows stand before it. Row and ordinal together name a row wherever it moves to.
    package var ordinals: [Int] {
        var seen: [String: Int] = [:]
        return rows.map { row in
            defer { seen[row.id, default: 0] += 1 }
            return seen[row.id, default: 0]
        }
    }
}
