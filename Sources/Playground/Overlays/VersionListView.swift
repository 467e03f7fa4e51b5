import Prompts
import TextUI

/// How the list of versions looks.
enum VersionListView {
    static func draw(_ list: VersionList, _ state: AppState, on canvas: inout Canvas) {
        let versions = state.versions
        let position = versions.isEmpty ? "" : "\(min(list.selection, versions.count - 1) + 1) of \(versions.count)"
        let inside = canvas.overlay(
            OverlayLayout.versions(state.size, rows: versions.count),
            title: "Versions of \(Sanitiser.oneLine(state.draft.name))", right: position,
            hint: "Enter restore   y copy id   Esc leave")
        if versions.isEmpty {
            let text = StyledText("No version yet: a run or a settled change saves one.", canvas.theme[.dim])
            canvas.row(text, at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        }
        let numberWidth = "v\(versions.first?.number ?? 0)".count
        ListView.draw(
            count: versions.count, selection: min(list.selection, versions.count - 1), in: inside, on: &canvas
        ) { index, theme in
            row(versions[index], numberWidth: numberWidth, width: inside.width - 5, state, theme)
        }
    }

    private static func row(
        _ version: VersionSummary, numberWidth: Int, width: Int, _ state: AppState, _ theme: Theme
    ) -> (left: StyledText, right: StyledText) {
        let isCurrent = state.draft.version?.id == version.id
        let mark = isCurrent ? "● " : version.environments.isEmpty ? "  " : "◆ "
        var left = StyledText(mark, theme[isCurrent ? .good : .accent])
        left.append("v\(version.number)".padding(to: numberWidth), theme[.text])
        left.append(" \(version.id.short)", theme[.accent])
        left.append("  " + VersionTimes.full(version, state, isNarrow: width < 50), theme[.dim])
        if !version.environments.isEmpty {
            left.append("  " + version.environments.joined(separator: ", "), theme[.good])
        }
        let runs = version.runCount == 1 ? "1 run" : "\(Readable.count(version.runCount)) runs"
        return (left, StyledText(runs, theme[.dim]))
    }
}

extension String {
    /// Itself and as many spaces as it lacks of a width in columns.
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
    }
}
