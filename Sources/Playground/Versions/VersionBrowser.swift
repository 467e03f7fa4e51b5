package import Prompts
import TextUI

/// The versions of the prompt, newest first: their parents, their statistics, their deployments.
package struct VersionBrowser: Layer {
    /// A row of the list.
    enum Row: Hashable, Sendable {
        /// A version, by its place among the prompt's versions, with its part of the graph.
        case version(Int, graph: String)
        /// This many versions that were never run, named, saved or deployed.
        case folded(Int)
    }

    /// The row under the cursor.
    package var selection = 0
    var rows: [Row] = []
    /// The filter; nil if there is none.
    var filter: TextBuffer?
    package var isTyping = false
    /// Whether versions that were never run, named, saved or deployed are folded.
    var isFolded = true
    /// The marked versions, the last one being the other side of the next difference.
    var marked: [VersionID] = []
    /// Whether Enter adds columns to a comparison, and does not restore.
    var addsColumns = false
    /// The facts about the versions; nil until they have been read.
    var facts: VersionFacts?
    /// Whether the version under the cursor is deployed as soon as the facts are known.
    var deploysNext = false

    package init() {}

    /// Rebuilds the rows. The cursor stays on its version.
    mutating func arrange(in state: AppState, select id: VersionID? = nil) {
        let versions = state.versions
        let selected = id ?? self.selected(in: versions)?.id
        let words = (filter?.text ?? "").lowercased().split(separator: " ")
        guard words.isEmpty else {
            let matching = versions.indices.filter { index in
                let text = Self.searchable(versions[index])
                return words.allSatisfy { text.contains($0) }
            }
            rows = matching.map { .version($0, graph: "") }
            return select(selected, in: versions)
        }
        let shown = versions.indices.filter { !isFolded || stays(versions[$0], in: state) }
        let graph = VersionGraph.lines(
            isFolded ? Self.joined(shown.map { versions[$0] }, passing: versions) : shown.map { versions[$0] })
        let width = graph.map(\.count).max() ?? 0
        rows = []
        var next = 0
        for (place, index) in shown.enumerated() {
            if index > next { rows.append(.folded(index - next)) }
            rows.append(.version(index, graph: graph[place].padding(to: width)))
            next = index + 1
        }
        if next < versions.count { rows.append(.folded(versions.count - next)) }
        select(selected, in: versions)
    }

    /// Whether a version has a row of its own while the others are folded.
    private func stays(_ version: VersionSummary, in state: AppState) -> Bool {
        state.stays(version) || facts?.history.contains { $0.version == version.id } ?? false
    }

    private mutating func select(_ id: VersionID?, in versions: [VersionSummary]) {
        let place = rows.firstIndex { row in
            if case .version(let index, _) = row { versions[index].id == id } else { false }
        }
        selection = place ?? max(0, min(selection, rows.count - 1))
    }

    func selected(in versions: [VersionSummary]) -> VersionSummary? {
        guard rows.indices.contains(selection), case .version(let index, _) = rows[selection] else { return nil }
        return versions.indices.contains(index) ? versions[index] : nil
    }

    /// The shown versions with their nearest shown ancestors as parents.
    ///
    /// - Parameter all: all versions, the newest first, so that a parent comes after its children.
    private static func joined(_ shown: [VersionSummary], passing all: [VersionSummary]) -> [VersionSummary] {
        let kept = Set(shown.map(\.id))
        // The nearest shown ancestor of each hidden version, computed from the oldest on.
        var nearest: [VersionID: VersionID] = [:]
        for version in all.reversed() where !kept.contains(version.id) {
            guard let parent = version.parent else { continue }
            nearest[version.id] = kept.contains(parent) ? parent : nearest[parent]
        }
        return shown.map { version in
            var version = version
            if let parent = version.parent, !kept.contains(parent) { version.parent = nearest[parent] }
            return version
        }
    }

    private static func searchable(_ version: VersionSummary) -> String {
        (["v\(version.number)", version.id.hex, version.name, version.note] + version.environments)
            .joined(separator: " ").lowercased()
    }
}

extension AppState {
    /// Whether a version is one that somebody may look for: it was run, named, saved or deployed, or is on screen.
    func stays(_ version: VersionSummary) -> Bool {
        version.runCount > 0 || !version.environments.isEmpty || !version.name.isEmpty || !version.note.isEmpty
            || version.id == draft.version?.id || version.number == draft.baseNumber
    }

    /// F4: opens the versions; on top already, closes them.
    package mutating func toggleVersions() {
        if layers.top is VersionBrowser { layers.pop() } else { openVersions() }
    }

    /// - Parameter id: a version that is folded, to be shown; nil begins at the draft's own.
    package mutating func openVersions(at id: VersionID? = nil) {
        var browser = VersionBrowser()
        browser.isFolded = id == nil
        browser.arrange(in: self, select: id ?? draft.version?.id)
        layers.push(browser)
        ask(.version(.list(prompt: draft.name)))
        ask(.version(.loadFacts(prompt: draft.name)))
    }

    /// Takes a loaded list. An open browser shows it.
    package mutating func versionsLoaded(_ prompt: String, _ versions: [VersionSummary]) {
        guard prompt == draft.name else { return }
        let (known, current) = (self.versions, draft.version?.id)
        self.versions = versions
        // A browser that was opened before the draft's own version was listed has the cursor where it was meant to be now.
        let isNew = !known.contains { $0.id == current }
        let state = self
        layers.change(VersionBrowser.self) { browser in
            let id = isNew ? current : browser.selected(in: known)?.id
            browser.arrange(in: state, select: id)
        }
    }

    package mutating func versionFactsLoaded(_ prompt: String, _ facts: VersionFacts) {
        guard prompt == draft.name else { return }
        let state = self
        layers.change(VersionBrowser.self) { browser in
            browser.facts = facts
            browser.arrange(in: state)
        }
        withTop(VersionBrowser.self) { browser, state in
            guard browser.deploysNext, let version = browser.selected(in: state.versions) else { return }
            browser.deploysNext = false
            state.openDeploying(version, browser)
        }
    }
}
