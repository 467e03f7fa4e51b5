package import RequestCore
import TextUI

/// All that lint has found, the gravest first.
package struct FindingList: Sendable {
    package var selection = 0

    package init() {}
}

extension AppState {
    /// F8.
    package mutating func openFindings() {
        overlays.append(.findings(FindingList()))
    }

    /// The rows of the list.
    package var listedFindings: [Finding] {
        let order = Finding.Severity.allCases
        return order.flatMap { severity in shownFindings.filter { $0.severity == severity } }
    }

    mutating func pressInFindings(_ list: FindingList, _ key: Key) {
        var list = list
        if settings.keymap.command(for: key, in: .anywhere)?.id == "findings" { return closeOverlay() }
        switch key {
        case .escape, .character("q"): return closeOverlay()
        case .enter:
            guard let finding = selected(list) else { return }
            closeOverlay()
            return go(to: finding)
        case .character("!"):
            guard let finding = selected(list) else { return }
            closeOverlay()
            return fix(finding)
        case .character("y"):
            if let finding = selected(list) { ask(.terminal(.copy(finding.description))) }
            return
        default:
            let page = OverlayLayout.findings(size, rows: listedFindings.count).height - 5
            let place = ListKeys.place(
                after: key, from: list.selection, count: listedFindings.count, page: page, hasLetters: true)
            if let place { list.selection = place }
        }
        setTopOverlay(.findings(list))
    }

    /// A click selects, a second one goes there.
    mutating func clicked(_ list: FindingList, row: Int) {
        var list = list
        if list.selection == row { return pressInFindings(list, .enter) }
        list.selection = row
        setTopOverlay(.findings(list))
    }

    func selected(_ list: FindingList) -> Finding? {
        let listed = listedFindings
        return listed.indices.contains(list.selection) ? listed[list.selection] : nil
    }
}
