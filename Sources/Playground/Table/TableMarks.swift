/// The rows that a person has marked, by their ids, in the order of marking. Actions work on them; without any, on the row
/// under the cursor.
package struct TableMarks<ID: Hashable & Sendable>: Sendable, Hashable {
    /// The marked rows, the one marked last at the end.
    package private(set) var ids: [ID] = []
    private var known: Set<ID> = []

    package init() {}

    package var isEmpty: Bool { ids.isEmpty }
    package var count: Int { ids.count }

    package func contains(_ id: ID) -> Bool { known.contains(id) }

    /// Marks a row, or unmarks a marked one.
    package mutating func toggle(_ id: ID) {
        if known.remove(id) != nil { ids.removeAll { $0 == id } } else { insert(id) }
    }

    /// Marks a row.
    package mutating func insert(_ id: ID) {
        if known.insert(id).inserted { ids.append(id) }
    }

    /// Unmarks rows that are gone.
    package mutating func remove(_ gone: Set<ID>) {
        guard !known.isDisjoint(with: gone) else { return }
        known.subtract(gone)
        ids.removeAll { gone.contains($0) }
    }

    /// Unmarks every row.
    package mutating func removeAll() { self = TableMarks() }

    /// What an action works on: the marked rows, else the row under the cursor.
    package func targets(else id: ID?) -> [ID] { isEmpty ? id.map { [$0] } ?? [] : ids }
}
