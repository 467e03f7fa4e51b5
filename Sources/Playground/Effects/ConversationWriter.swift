import JSON
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes conversations: only what has changed since it wrote them last.
actor ConversationWriter {
    /// What is stored of a conversation.
    private struct Written {
        /// nil where it is not known what is stored, as of a conversation that was opened.
        var draft: Draft?
        var nodes: [Int: ThreadTree.Node]
        var writing: SessionSnapshot.Writing?
        /// The numbers of the stored steps of undo.
        var steps: Set<Int>
    }

    /// Returns a file's path from the root, links resolved.
    private let place: @Sendable (String) -> String
    /// The conversations of documents that began here, by ``Draft/documentID``.
    private var begun: [Int: String] = [:]
    private var written: [String: Written] = [:]
    private var view: SessionSnapshot.View?

    init(place: @escaping @Sendable (String) -> String) { self.place = place }

    /// Writes a snapshot.
    ///
    /// - Parameter touches: also notes the time where nothing has changed, so that the next start goes on here.
    /// - Returns: the conversation's id; nil where there is nothing to keep.
    func write(_ snapshot: SessionSnapshot, touches: Bool, to stores: any Stores) async throws -> String? {
        if view != snapshot.view {
            try await stores.saveSession(snapshot.view.json)
            view = snapshot.view
        }
        let known = begun[snapshot.draft.documentID] ?? snapshot.draft.conversation
        if known == nil, snapshot.isEmpty { return nil }
        let id = known ?? Self.newID
        if try await write(snapshot, as: id, touches: touches, to: stores) { return remember(id, of: snapshot) }
        // Another process has taken the conversation: what is here goes on as a new one.
        let other = Self.newID
        _ = try await write(snapshot, as: other, touches: true, to: stores)
        return remember(other, of: snapshot)
    }

    /// The conversation that a document's runs belong to. One that is not written yet has its id from here on.
    ///
    /// - Parameter known: the conversation that the document had when the run began.
    func conversation(ofDocument document: Int, known: String?) -> String {
        if let id = begun[document] ?? known { return id }
        let id = Self.newID
        begun[document] = id
        return id
    }

    private func remember(_ id: String, of snapshot: SessionSnapshot) -> String {
        if id != snapshot.draft.conversation { begun[snapshot.draft.documentID] = id }
        return id
    }

    private func write(
        _ snapshot: SessionSnapshot, as id: String, touches: Bool, to stores: any Stores
    ) async throws -> Bool {
        let before = written[id] ?? opened(id, snapshot)
        let file = snapshot.draft.path.map(place)
        var change = ConversationChange(id: id, prompt: snapshot.draft.name, file: file)
        if before?.draft != snapshot.draft {
            var draft = snapshot.draft.sessionJSON
            draft["path"] = file.map(JSONValue.string)
            change.draft = .object(draft)
        }
        if before?.writing != snapshot.writing { change.writing = snapshot.writing.json }
        var nodes: [Int: ThreadTree.Node] = [:]
        for node in snapshot.tree.nodes {
            nodes[node.entry.id] = node
            if before?.nodes[node.entry.id] != node { change.messages.append(StoredMessage(node)) }
        }
        if let before {
            change.removed = Set(before.nodes.keys.filter { nodes[$0] == nil })
        } else {
            change.isWhole = true
        }
        let isUnsaid = snapshot.tree.path.isEmpty && change.writing != nil
        if change.draft != nil || !change.messages.isEmpty || !change.removed.isEmpty || isUnsaid {
            let unsent = snapshot.writing.composer.buffer.text
            change.summary = ConversationFacts(snapshot.tree, unsent: unsent).json
        }
        let kept = addSteps(of: snapshot, before, to: &change)
        let isSame =
            before != nil && change.draft == nil && change.writing == nil && change.messages.isEmpty
            && change.removed.isEmpty && change.keptSteps == nil && change.steps.isEmpty
        if isSame, !touches { return true }
        guard try await stores.save(change) else { return false }
        written[id] = Written(draft: snapshot.draft, nodes: nodes, writing: snapshot.writing, steps: kept)
        return true
    }

    /// What is known of a conversation that was opened and not written yet.
    private func opened(_ id: String, _ snapshot: SessionSnapshot) -> Written? {
        guard let opened = snapshot.opened, opened.id == id else { return nil }
        let nodes = opened.tree.nodes.map { ($0.entry.id, $0) }
        return Written(draft: nil, nodes: Dictionary(nodes) { first, _ in first }, writing: nil, steps: [])
    }

    /// Adds the steps of undo that are not stored as they are. What the last one changes depends on the present.
    ///
    /// - Returns: the numbers of all.
    private func addSteps(
        of snapshot: SessionSnapshot, _ before: Written?, to change: inout ConversationChange
    ) -> Set<Int> {
        let numbers = Set(snapshot.steps.numbers)
        let known = before?.steps ?? []
        let hasNewPresent = change.draft != nil || !change.messages.isEmpty || !change.removed.isEmpty
        guard hasNewPresent || numbers != known else { return numbers }
        let lasts = [numbers.max(), known.max()]
        change.steps = snapshot.steps.stored { !known.contains($0) || lasts.contains($0) }
        change.keptSteps = numbers
        return numbers
    }

    private static var newID: String { LogID.next(atSecondsSince1970: Date().timeIntervalSince1970) }
}
