package import Prompts
import TextUI

/// The versions of the prompt, newest first: what was made from what, how each did, where it is deployed.
package struct VersionBrowser: Sendable {
    /// A row of the list.
    enum Row: Hashable, Sendable {
        /// By its place among the prompt's versions, with what stands beside it of the graph.
        case version(Int, graph: String)
        /// So many that were never run, named or deployed.
        case folded(Int)
    }

    /// The row under the cursor.
    package var selection = 0
    var rows: [Row] = []
    /// Words that a shown version has; nil while nothing is filtered.
    var filter: TextBuffer?
    var isTyping = false
    /// Whether versions that were never run, named or deployed are folded away.
    var isFolded = false
    /// The other one of the next comparison.
    var marked: VersionID?
    /// nil until they have been read.
    var facts: VersionFacts?
    /// Whether the version under the cursor is to be deployed as soon as that is known.
    var deploysNext = false

    package init() {}

    /// Makes the rows anew; the cursor stays on its version.
    mutating func arrange(_ versions: [VersionSummary], current: VersionID?, select id: VersionID? = nil) {
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
        let shown = versions.indices.filter { !isFolded || Self.stays(versions[$0], current: current) }
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

    /// Versions whose parents are the nearest shown ones that they go back to.
    ///
    /// - Parameter all: the newest first, so that a parent stands below what was made from it.
    private static func joined(_ shown: [VersionSummary], passing all: [VersionSummary]) -> [VersionSummary] {
        let kept = Set(shown.map(\.id))
        // Of each hidden version the nearest shown one that it goes back to; the oldest are looked at first.
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

    private static func stays(_ version: VersionSummary, current: VersionID?) -> Bool {
        version.runCount > 0 || !version.environments.isEmpty || !version.name.isEmpty || !version.note.isEmpty
            || version.id == current
    }

    private static func searchable(_ version: VersionSummary) -> String {
        (["v\(version.number)", version.id.hex, version.name, version.note] + version.environments)
            .joined(separator: " ").lowercased()
    }

    /// The keys, for help.
    static let keys: [(keys: String, text: String)] = [
        ("Enter", "Takes the version into the draft."),
        ("d", "Compares it with the one it was made from, or with the marked one."),
        ("Space", "Marks it for a comparison, or no longer."),
        ("c D", "Compares it with the draft, with what is deployed."),
        ("n a", "Names it, writes a note about it."),
        ("p b", "Deploys it; rolls its environment back to what was there before."),
        ("h", "The deployments so far."),
        ("z", "Folds away what was never run, named or deployed."),
        ("/", "Filters by number, hash, name, note, environment."),
        ("y", "Copies the whole id."),
    ]
}

extension AppState {
    /// F4.
    package mutating func openVersions() {
        var browser = VersionBrowser()
        browser.arrange(versions, current: draft.version?.id, select: draft.version?.id)
        overlays.append(.versions(browser))
        ask(.version(.list(prompt: draft.name)))
        ask(.version(.loadFacts(prompt: draft.name)))
    }

    /// Takes a list that was loaded; an open browser shows it.
    package mutating func versionsLoaded(_ prompt: String, _ versions: [VersionSummary]) {
        guard prompt == draft.name else { return }
        let (known, current) = (self.versions, draft.version?.id)
        self.versions = versions
        changeBrowser { browser in
            let id = browser.selected(in: known)?.id
            browser.arrange(versions, current: current, select: id ?? (known.isEmpty ? current : nil))
        }
    }

    package mutating func versionFactsLoaded(_ prompt: String, _ facts: VersionFacts) {
        guard prompt == draft.name else { return }
        changeBrowser { $0.facts = facts }
        guard case .versions(var browser)? = overlays.last, browser.deploysNext,
            let version = browser.selected(in: versions)
        else { return }
        browser.deploysNext = false
        setTopOverlay(.versions(browser))
        return openDeploying(version, browser)
    }

    private mutating func changeBrowser(_ change: (inout VersionBrowser) -> Void) {
        for index in overlays.indices {
            guard case .versions(var browser) = overlays[index] else { continue }
            change(&browser)
            overlays[index] = .versions(browser)
        }
    }

    mutating func pressInVersions(_ browser: VersionBrowser, _ key: Key) {
        if browser.isTyping { return pressInVersionFilter(browser, key) }
        if settings.keymap.command(for: key, in: .anywhere)?.id == "versions" { return closeOverlay() }
        var browser = browser
        switch key {
        case .escape where browser.filter != nil:
            browser.filter = nil
            browser.arrange(versions, current: draft.version?.id)
        case .escape, .character("q"): return closeOverlay()
        case .enter: return restoreSelected(browser)
        case .character("/"):
            browser.filter = browser.filter ?? TextBuffer("", isMultiline: false)
            browser.isTyping = true
        case .character("z"):
            browser.isFolded.toggle()
            browser.arrange(versions, current: draft.version?.id)
        case .space:
            let id = browser.selected(in: versions)?.id
            browser.marked = browser.marked == id ? nil : id
        case .character("?"): return openHelp()
        case .character("h"): return openHistory(browser)
        default:
            let page = VersionBrowserView.listHeight(browser, size)
            if let place = ListKeys.place(
                after: key, from: browser.selection, count: browser.rows.count, page: page, hasLetters: true)
            {
                browser.selection = place
            } else {
                return actOnVersion(browser, key)
            }
        }
        setTopOverlay(.versions(browser))
    }

    /// The keys that are about the version under the cursor.
    private mutating func actOnVersion(_ browser: VersionBrowser, _ key: Key) {
        guard let version = browser.selected(in: versions) else { return }
        switch key {
        case .character("y"): return ask(.terminal(.copy(version.id.hex)))
        case .character("d"): return compare(version, browser)
        case .character("c"):
            return ask(.version(.compare(.version(version.id), .draft(draft.config), prompt: draft.name)))
        case .character("D"): return compareWithDeployed(version, browser)
        case .character("n"), .character("a"):
            let isName = key == .character("n")
            overlays.append(
                .line(
                    LineInput(
                        .annotation(version.id, number: version.number, isName: isName),
                        text: isName ? version.name : version.note)))
        case .character("p"): return openDeploying(version, browser)
        case .character("b"): return rollBack(version, browser)
        default: break
        }
    }

    private mutating func pressInVersionFilter(_ browser: VersionBrowser, _ key: Key) {
        var browser = browser
        switch key {
        case .enter, .down, .up, .tab: browser.isTyping = false
        case .escape:
            (browser.filter, browser.isTyping) = (nil, false)
            browser.arrange(versions, current: draft.version?.id)
        default:
            guard let edit = TextBuffer.edit(for: key, isMultiline: false) else { return }
            return filter(browser, edit)
        }
        setTopOverlay(.versions(browser))
    }

    /// Does an edit in the filter.
    mutating func filter(_ browser: VersionBrowser, _ edit: TextEdit) {
        var browser = browser
        guard browser.isTyping else { return }
        browser.filter?.apply(edit)
        browser.arrange(versions, current: draft.version?.id)
        setTopOverlay(.versions(browser))
    }

    /// Takes the version of the selected row into the draft; what is folded is shown.
    mutating func restoreSelected(_ browser: VersionBrowser) {
        guard let version = browser.selected(in: versions) else {
            guard !browser.rows.isEmpty else { return }
            return pressInVersions(browser, .character("z"))
        }
        closeOverlay()
        ask(.version(.load(version.id, prompt: draft.name)))
    }
}
