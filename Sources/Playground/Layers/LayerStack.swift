/// The layers over the panes, the last one on top.
package struct LayerStack: Sendable {
    private struct Entry {
        /// Tells a layer from the one that took its place.
        let id: Int
        var layer: any Layer
    }

    private var entries: [Entry] = []
    private var lastID = 0

    package init() {}

    package var isEmpty: Bool { entries.isEmpty }
    package var count: Int { entries.count }
    package var top: (any Layer)? { entries.last?.layer }
    /// The lowest first.
    package var all: [any Layer] { entries.map(\.layer) }

    package mutating func push(_ layer: some Layer) {
        lastID += 1
        entries.append(Entry(id: lastID, layer: layer))
    }

    /// Closes the top layer.
    package mutating func pop() {
        if !entries.isEmpty { entries.removeLast() }
    }

    /// Puts another layer in the place of the top one.
    package mutating func replaceTop(by layer: some Layer) {
        pop()
        push(layer)
    }

    package mutating func removeAll() { entries = [] }

    /// Closes the layers of a kind, wherever they lie.
    package mutating func remove<L: Layer>(_ kind: L.Type) { entries.removeAll { $0.layer is L } }

    /// The layers of a kind, the lowest first.
    package func all<L: Layer>(_ kind: L.Type) -> [L] { entries.compactMap { $0.layer as? L } }

    /// Whether one of them stands beside the thread where there is room.
    package var hasBeside: Bool { entries.contains { type(of: $0.layer).standsBeside } }

    /// Changes all layers of a kind.
    package mutating func change<L: Layer>(_ kind: L.Type, _ change: (inout L) -> Void) {
        for index in entries.indices {
            guard var layer = entries[index].layer as? L else { continue }
            change(&layer)
            entries[index].layer = layer
        }
    }

    var topID: Int? { entries.last?.id }

    /// Puts a layer back that was changed apart from the stack, unless it was closed meanwhile.
    mutating func putBack(_ layer: any Layer, id: Int) {
        if let index = entries.lastIndex(where: { $0.id == id }) { entries[index].layer = layer }
    }
}
