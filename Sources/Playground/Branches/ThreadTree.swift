package import Prompts

/// A conversation with all its branches. The thread is one path through it, from the first message on.
///
/// The tree only grows: a changed message is a new one beside the old one, and what follows it is repeated after it. So what was
/// answered stays what it was, and branches can be told and joined by ids.
package struct ThreadTree: Sendable {
    /// A message beside the path.
    package struct Aside: Sendable, Hashable {
        package var entry: ThreadEntry
        /// The id of the message before it, or ``root``.
        package var parent: Int
    }

    /// Stands for the message before the first one.
    package static let root = -1

    /// The messages of the thread.
    package private(set) var path: [ThreadEntry] = []
    /// All other messages, by their ids.
    package private(set) var aside: [Int: Aside] = [:]
    /// The messages beside the path that follow a message, in the order in which they came.
    private var children: [Int: [Int]] = [:]
    /// The message that follows one beside the path when its branch is taken.
    private var chosen: [Int: Int] = [:]
    /// The messages that a person deleted for good.
    private(set) var deleted: Set<Int> = []
    private var lastID = root
    /// What is known of the path without reading it again.
    private(set) var outline = ThreadOutline()

    package init() {}

    /// An id that no message has had.
    private mutating func newID() -> Int {
        lastID += 1
        return lastID
    }

    /// The id of the message before a place of the path.
    package func parent(ofPlace place: Int) -> Int { place == 0 ? Self.root : path[place - 1].id }

    package func place(of id: Int) -> Int? { outline.place(of: id) }

    /// The messages between which one chooses at a place of the path, in the order in which they came. The place after the last
    /// message has those that once followed it.
    package func siblings(atPlace place: Int) -> [Int] {
        let others = children[parent(ofPlace: place)] ?? []
        guard place < path.count else { return others }
        return others.isEmpty ? [path[place].id] : (others + [path[place].id]).sorted()
    }

    /// The messages that follow one, in the order in which they came.
    func children(of id: Int) -> [Int] {
        let others = children[id] ?? []
        let next = id == Self.root ? path.first : place(of: id).flatMap { path.dropFirst($0 + 1).first }
        return next.map { (others + [$0.id]).sorted() } ?? others
    }

    /// Any message, on the path or beside it.
    package func entry(_ id: Int) -> ThreadEntry? { aside[id]?.entry ?? place(of: id).map { path[$0] } }

    /// Whether there is more than one way to go.
    package var hasBranches: Bool { !aside.isEmpty }

    // MARK: - Growing

    /// Puts a message at the end of the path. Where others once followed, it becomes one more branch.
    ///
    /// - Returns: its id.
    @discardableResult
    package mutating func append(_ message: Message, _ change: (inout ThreadEntry) -> Void = { _ in }) -> Int {
        let id = newID()
        var entry = ThreadEntry(id: id, message: message)
        change(&entry)
        extend(entry)
        return id
    }

    /// Puts a message beside the path, after one that stands somewhere.
    ///
    /// - Returns: its id.
    @discardableResult
    package mutating func putAside(
        _ message: Message, after parent: Int, _ change: (inout ThreadEntry) -> Void = { _ in }
    ) -> Int {
        let id = newID()
        var entry = ThreadEntry(id: id, message: message)
        change(&entry)
        attach(entry, to: parent)
        return id
    }

    /// Changes the path from a place on. The old messages stay as a branch where answers are among them.
    ///
    /// - Parameter change: gets the messages from that place, and changes, adds, moves or leaves out some. A new one has
    ///   ``root`` as its id.
    /// - Returns: the new ids of the messages that are still there, by the old ones.
    @discardableResult
    package mutating func rewrite(from place: Int, _ change: (inout [ThreadEntry]) -> Void) -> [Int: Int] {
        let old = Array(path[place...])
        var new = old
        change(&new)
        // What has not changed up to the first change keeps its id.
        let same = zip(old, new).prefix { $0 == $1 }.count
        guard same < max(old.count, new.count) else { return [:] }
        leave(from: place + same, keeping: .answers)
        let before = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
        var ids: [Int: Int] = [:]
        for entry in new.dropFirst(same) {
            let original = before[entry.id]
            let isSame = original == entry
            let known = isSame ? entry.repeats ?? entry.id : Self.root
            let last = path.last?.id ?? Self.root
            // Back where it stood before: there is nothing to repeat.
            if aside[known]?.parent == last {
                enter(known)
                ids[entry.id] = known
                continue
            }
            let id = newID()
            var copy = entry.copied(as: id, repeats: isSame && aside[known] != nil)
            // An answer that somebody has changed is no longer what came.
            if let original, original.message != entry.message { copy.facts = nil }
            if original != nil { ids[entry.id] = id }
            extend(copy)
        }
        return ids
    }

    // MARK: - Going elsewhere

    /// What of a part that is left stays as a branch.
    package enum Keeping: Sendable {
        case all
        /// All but what only repeats messages of another branch.
        case originals
        /// Answers, and what leads to them.
        case answers
    }

    /// Ends the path before a place.
    package mutating func leave(from place: Int, keeping: Keeping) {
        guard place < path.count else { return }
        let tail = path[place...]
        var parent = self.parent(ofPlace: place)
        path.removeSubrange(place...)
        outline.truncate(to: path, gone: tail)
        for (index, entry) in zip(tail.indices, tail) {
            attach(entry, to: parent)
            if index > place { chosen[parent] = entry.id }
            parent = entry.id
        }
        guard keeping != .all else { return }
        for entry in tail.reversed() where children[entry.id] == nil {
            let isNeeded =
                switch keeping {
                case .all: true
                case .originals: entry.repeats.map { aside[$0] == nil && self.place(of: $0) == nil } ?? entry.isMessage
                case .answers: entry.isOwnAnswer
                }
            if !isNeeded { detach(entry.id) }
        }
    }

    /// Makes a message part of the path, and goes on from it as its branch went last. One of the path stays as it is.
    ///
    /// - Parameter keeping: what of the part that is left stays as a branch.
    package mutating func choose(_ id: Int, keeping: Keeping = .all) {
        var way: [Int] = []
        var next = id
        while let node = aside[next] {
            way.append(next)
            next = node.parent
        }
        guard !way.isEmpty else { return }
        guard let place = next == Self.root ? 0 : place(of: next).map({ $0 + 1 }) else { return }
        leave(from: place, keeping: keeping)
        for id in way.reversed() { enter(id) }
        var last = id
        while let next = chosen[last] ?? children[last]?.last {
            chosen[last] = nil
            enter(next)
            last = next
        }
    }

    /// Goes to the branch `steps` further at a place of the path, or back if negative. Past the last one comes the first one.
    ///
    /// - Returns: false where there is no other.
    @discardableResult
    package mutating func step(_ steps: Int, atPlace place: Int) -> Bool {
        let all = siblings(atPlace: place)
        let isAtEnd = place >= path.count
        guard all.count > (isAtEnd ? 0 : 1) else { return false }
        let count = all.count
        let current = isAtEnd ? (steps > 0 ? -1 : count) : all.firstIndex(of: path[place].id) ?? 0
        choose(all[((current + steps) % count + count) % count])
        return true
    }

    /// Goes back to the thread that ended with a message; ``root`` stands for the empty one.
    ///
    /// - Returns: false where there is no such message.
    mutating func end(at id: Int) -> Bool {
        if id == Self.root {
            leave(from: 0, keeping: .answers)
            return true
        }
        choose(id, keeping: .answers)
        guard let place = place(of: id) else { return false }
        leave(from: place + 1, keeping: .answers)
        return true
    }

    // MARK: - Deleting

    /// Removes a message and all that follows it, and goes to the branch beside it, if there is one.
    package mutating func delete(from place: Int) {
        let all = siblings(atPlace: place)
        let index = all.firstIndex(of: path[place].id) ?? 0
        let neighbour = index > 0 ? all[index - 1] : all.dropFirst().first
        let id = path[place].id
        leave(from: place, keeping: .all)
        remove(id)
        if let neighbour { choose(neighbour) }
    }

    /// Removes a message beside the path with all that follows it.
    package mutating func remove(_ id: Int) {
        var rest = [id]
        var gone: Set<Int> = []
        while let next = rest.popLast() {
            rest += children[next] ?? []
            gone.insert(next)
        }
        for id in gone.sorted(by: >) where aside[id] != nil { detach(id) }
        deleted.formUnion(gone)
        // A message that only repeated a removed one stands for itself now.
        for place in path.indices where path[place].repeats.map(gone.contains) ?? false { path[place].repeats = nil }
        for (id, node) in aside where node.entry.repeats.map(gone.contains) ?? false { aside[id]?.entry.repeats = nil }
    }

    // MARK: - Joining

    /// Takes the answers of a later tree that this one does not have, with what leads to them, as branches.
    package mutating func keepAnswers(of later: ThreadTree) {
        var parents: [Int: Int] = [:]
        var entries: [Int: ThreadEntry] = [:]
        for (place, entry) in later.path.enumerated() {
            parents[entry.id] = later.parent(ofPlace: place)
            entries[entry.id] = entry
        }
        for (id, node) in later.aside {
            parents[id] = node.parent
            entries[id] = node.entry
        }
        let known = Set(path.map(\.id)).union(aside.keys)
        var missing: Set<Int> = []
        for (id, entry) in entries where entry.isOwnAnswer && !known.contains(id) && !deleted.contains(id) {
            var next = id
            while next != Self.root, !known.contains(next), missing.insert(next).inserted {
                next = parents[next] ?? Self.root
            }
        }
        for id in missing.sorted() {
            if let entry = entries[id] { attach(entry, to: parents[id] ?? Self.root) }
        }
        lastID = max(lastID, later.lastID)
    }

    /// Puts a message back that is no longer there.
    mutating func putBack(_ entry: ThreadEntry, after parent: Int) {
        guard aside[entry.id] == nil, place(of: entry.id) == nil else { return }
        attach(entry, to: parent)
        lastID = max(lastID, entry.id)
    }

    // MARK: - Nodes

    private mutating func attach(_ entry: ThreadEntry, to parent: Int) {
        aside[entry.id] = Aside(entry: entry, parent: parent)
        var list = children[parent] ?? []
        list.insert(entry.id, at: list.firstIndex { $0 > entry.id } ?? list.count)
        children[parent] = list
    }

    private mutating func detach(_ id: Int) {
        guard let parent = aside.removeValue(forKey: id)?.parent else { return }
        unlist(id, under: parent)
    }

    private mutating func unlist(_ id: Int, under parent: Int) {
        children[parent]?.removeAll { $0 == id }
        if children[parent]?.isEmpty == true { children[parent] = nil }
        if chosen[parent] == id { chosen[parent] = nil }
    }

    /// Takes a message that follows the last one of the path from beside it.
    private mutating func enter(_ id: Int) {
        guard let node = aside.removeValue(forKey: id) else { return }
        unlist(id, under: node.parent)
        extend(node.entry)
    }

    /// Takes a message at the end of the path.
    private mutating func extend(_ entry: ThreadEntry) {
        path.append(entry)
        outline.append(entry)
    }
}

// MARK: - As it is stored

extension ThreadTree {
    /// A message with its place in the tree.
    package struct Node: Sendable, Hashable {
        package var entry: ThreadEntry
        /// The id of the message before it, or ``root``.
        package var parent: Int
        /// Whether the thread goes on with it after that message.
        package var isChosen: Bool
    }

    /// Every message, those of the path first.
    package var nodes: [Node] {
        var nodes = path.indices.map { Node(entry: path[$0], parent: parent(ofPlace: $0), isChosen: true) }
        nodes.reserveCapacity(path.count + aside.count)
        for (id, node) in aside.sorted(by: { $0.key < $1.key }) {
            nodes.append(Node(entry: node.entry, parent: node.parent, isChosen: chosen[node.parent] == id))
        }
        return nodes
    }

    /// Makes the tree of stored messages. One whose place cannot be read follows the message before it, so that nothing is lost.
    package init(_ nodes: [Node]) {
        self.init()
        var known: Set<Int> = []
        for node in nodes.sorted(by: { $0.entry.id < $1.entry.id }) where node.entry.id > lastID {
            let (id, isKnown) = (node.entry.id, node.parent == Self.root || known.contains(node.parent))
            let parent = isKnown ? node.parent : lastID
            known.insert(id)
            lastID = id
            if node.isChosen, parent == path.last?.id ?? Self.root {
                extend(node.entry)
            } else {
                attach(node.entry, to: parent)
                if node.isChosen { chosen[parent] = id }
            }
        }
    }
}

// MARK: - Being the same

extension ThreadTree: Hashable {
    /// Two trees are the same if they show the same and have the same branches.
    package static func == (one: ThreadTree, other: ThreadTree) -> Bool {
        one.path == other.path && one.aside == other.aside
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(path)
        hasher.combine(aside.count)
    }
}
