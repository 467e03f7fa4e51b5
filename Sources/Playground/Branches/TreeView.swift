import Prompts
package import TextUI

/// All messages of the conversation, branch by branch.
package struct TreeView: FilteredList {
    package static let place = Command.Place("tree", "In the branches (b in the thread)")
    package static let commands = [
        Command(
            TreeView.self, "tree.go", "Go to the message", "go there",
            help: "Makes its branch the thread, and selects it.", keys: ["enter"], perform: { $0.go(in: &$1) }),
        Command(
            TreeView.self, "tree.delete", "Delete the branch", "delete",
            help: "Removes the message and all that follows it. Ctrl-_ restores them.", keys: ["d", "D", "delete"],
            perform: { $0.delete(in: &$1) }),
        Command(
            TreeView.self, "tree.next", "Next branching message", "next branch",
            help: "Moves to the next message that has others beside it.", keys: [">", "n"],
            perform: { $0.move(to: 1, in: $1) }),
        Command(
            TreeView.self, "tree.previous", "Previous branching message",
            help: "Moves to the message before that has others beside it.", keys: ["<", "N"],
            perform: { $0.move(to: -1, in: $1) }),
        Command.filter(TreeView.self, "tree.filter", "Filter the branches"),
        Command.help(TreeView.self, "help.tree", "the branches"),
        Command(
            TreeView.self, "tree.close", "Close the branches", "close", help: "Goes back to the panes.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    package var selection = 0
    package var filter = ListFilter()
    /// All messages.
    private var all: [TreeRow] = []

    package func isEmpty(in state: AppState) -> Bool { all.isEmpty }

    /// The messages that are shown.
    func rows(in state: AppState) -> [TreeRow] {
        guard filter.isActive else { return all }
        let messages = state.thread.tree.nodes.map { ($0.entry.id, $0.entry.message) }
        let shown = Set(messages.filter { filter.shows("\($0.1.role.rawValue) \($0.1.text)") }.map(\.0))
        return all.filter { shown.contains($0.id) }
    }

    /// - Parameter selected: the message under the cursor; nil for the end of the thread.
    init(_ tree: ThreadTree, selected: Int?) {
        all = TreeRow.rows(of: tree)
        let id = selected ?? tree.path.last?.id
        selection = all.firstIndex { $0.id == id } ?? 0
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = rows(in: state).count
        press(key, count: count, page: LayerLayout.wideList(state.size, rows: count).height - 2, in: &state)
    }

    /// A click selects a message; on the selected one it does what Enter does.
    package mutating func click(row: Int, in state: inout AppState) {
        if selection == row { go(in: &state) } else { selection = row }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        TreeViewView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    private mutating func move(to step: Int, in state: AppState) {
        let rows = rows(in: state)
        var next = selection + step
        while rows.indices.contains(next) {
            if rows[next].branch != nil { selection = next; return }
            next += step
        }
    }

    private func go(in state: inout AppState) {
        let rows = rows(in: state)
        guard rows.indices.contains(selection) else { return }
        guard !state.isBusy() else { return }
        state.layers.pop()
        state.show(.thread)
        state.settleTyping()
        state.thread.tree.choose(rows[selection].id)
        state.tookBranch()
        state.thread.cursor = .selected(.entry(rows[selection].id))
    }

    private mutating func delete(in state: inout AppState) {
        let rows = rows(in: state)
        guard rows.indices.contains(selection) else { return }
        guard !state.isBusy() else { return }
        state.settleTyping()
        state.rememberMoment()
        let id = rows[selection].id
        if let place = state.thread.tree.place(of: id) {
            state.thread.tree.delete(from: place)
        } else {
            state.thread.tree.remove(id)
        }
        state.tookBranch()
        all = TreeRow.rows(of: state.thread.tree)
        selection = max(0, min(selection, self.rows(in: state).count - 1))
        state.say("deleted the branch; \(state.label("undo")) restores it")
        if all.isEmpty { state.layers.pop() }
    }
}

/// A message in the list of all branches.
struct TreeRow: Hashable, Sendable {
    let id: Int
    /// How many times the conversation branched before it.
    let depth: Int
    /// Its place among the messages that follow the same one, and how many they are; nil if it is alone.
    let branch: (number: Int, count: Int)?
    let isOnPath: Bool

    static func == (one: TreeRow, other: TreeRow) -> Bool {
        one.id == other.id && one.depth == other.depth && one.isOnPath == other.isOnPath
            && one.branch?.number == other.branch?.number && one.branch?.count == other.branch?.count
    }

    func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// The messages from the first one on; each branch with all that follows it before the next.
    static func rows(of tree: ThreadTree) -> [TreeRow] {
        var children: [Int: [Int]] = [:]
        var path: Set<Int> = []
        for node in tree.nodes { children[node.parent, default: []].append(node.entry.id) }
        for entry in tree.path { path.insert(entry.id) }
        var rows: [TreeRow] = []
        var waiting: [(id: Int, depth: Int, branch: (Int, Int)?)] = []
        func enter(_ parent: Int, _ depth: Int) {
            let all = (children[parent] ?? []).sorted()
            for (index, id) in all.enumerated().reversed() {
                waiting.append((id, all.count > 1 ? depth + 1 : depth, all.count > 1 ? (index + 1, all.count) : nil))
            }
        }
        enter(ThreadTree.root, 0)
        while let next = waiting.popLast() {
            rows.append(TreeRow(id: next.id, depth: next.depth, branch: next.branch, isOnPath: path.contains(next.id)))
            enter(next.id, next.depth)
        }
        return rows
    }
}

extension AppState {
    /// Shows the conversation with all its branches.
    package mutating func openTree() {
        guard !thread.entries.isEmpty || thread.tree.hasBranches else { return say("the thread is empty") }
        settleTyping()
        var selected: Int?
        if case .entry(let id)? = thread.cursor.entry { selected = id }
        layers.push(TreeView(thread.tree, selected: selected))
    }
}
