import Prompts
import RequestCore
import TextUI

/// The versions of the prompt, newest first.
package struct VersionList: Sendable {
    package var selection = 0

    package init() {}
}

extension AppState {
    /// F4.
    package mutating func openVersions() -> [Effect] {
        var list = VersionList()
        list.selection = versions.firstIndex { $0.id == draft.version?.id } ?? 0
        overlays.append(.versions(list))
        return [.loadVersions(prompt: draft.name)]
    }

    mutating func pressInVersions(_ list: VersionList, _ key: Key) -> [Effect] {
        var list = list
        if settings.keymap.command(for: key, in: .anywhere)?.id == "versions" { return closeOverlay() }
        switch key {
        case .escape, .character("q"): return closeOverlay()
        case .enter: return restoreSelected(list)
        case .character("y"): return selected(list).map { [.copy($0.id.hex)] } ?? []
        default:
            let page = OverlayLayout.versions(size, rows: versions.count).height - 2
            let place = ListKeys.place(
                after: key, from: list.selection, count: versions.count, page: page, hasLetters: true)
            if let place { list.selection = place }
        }
        setTopOverlay(.versions(list))
        return []
    }

    /// Takes the version of the selected row into the draft.
    mutating func restoreSelected(_ list: VersionList) -> [Effect] {
        guard let version = selected(list) else { return [] }
        return closeOverlay() + [.loadVersion(version.id, prompt: draft.name)]
    }

    private func selected(_ list: VersionList) -> VersionSummary? {
        versions.indices.contains(list.selection) ? versions[list.selection] : nil
    }
}
