import Prompts
import RequestCore
import TextUI

/// Draws the version browser.
enum VersionBrowserView {
    /// The number of visible versions.
    static func listHeight(_ browser: VersionBrowser, _ size: Size) -> Int {
        max(1, LayerLayout.versions(size, rows: browser.rows.count).height - 2)
    }

    static func draw(_ browser: VersionBrowser, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let rect = LayerLayout.versions(state.size, rows: browser.rows.count)
        let marks = browser.marked.isEmpty ? "" : "\(browser.marked.count) marked   "
        let position = browser.rows.isEmpty ? "" : "\(browser.selection + 1) of \(browser.rows.count)"
        let inside = canvas.layer(
            rect, title: "Versions of \(Sanitiser.oneLine(state.draft.name))", right: marks + position,
            hint: browser.filter == nil ? hint : "")
        if browser.rows.isEmpty {
            let words =
                state.versions.isEmpty
                ? "No versions yet. Running the prompt or finishing a change saves one." : "nothing matches"
            canvas.row(
                StyledText(words, canvas.theme[.dim]), at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        }
        let numberWidth = "v\(state.versions.first?.number ?? 0)".count
        ListView.draw(count: browser.rows.count, selection: browser.selection, in: inside, on: &canvas) {
            index, theme in
            switch browser.rows[index] {
            case .folded(let count):
                let words = count == 1 ? "1 change" : "\(Readable.count(count)) changes"
                return (StyledText("⋯ \(words), never run, named, saved or deployed", theme[.dim]), "")
            case .version(let place, let graph):
                guard state.versions.indices.contains(place) else { return ("", "") }
                return row(
                    state.versions[place], graph, browser, numberWidth: numberWidth, width: inside.width - 5, state,
                    theme)
            }
        }
        guard let filter = browser.filter else { return }
        let field = BorderField(buffer: filter, hasCursor: browser.isTyping, width: max(2, min(40, rect.width - 8)))
        field.draw(at: Point(x: rect.x + 2, y: rect.maxY - 1), on: &canvas)
    }

    private static func row(
        _ version: VersionSummary, _ graph: String, _ browser: VersionBrowser, numberWidth: Int, width: Int,
        _ state: AppState, _ theme: Theme
    ) -> (left: StyledText, right: StyledText) {
        let isCurrent = state.draft.version?.id == version.id
        // A mark stands in the place of the graph's own sign, so that it hides nothing that is said of the version.
        let pieces = graph.split(separator: VersionGraph.sign, omittingEmptySubsequences: false)
        var left = StyledText(String(pieces.first ?? ""), theme[.dim])
        let isMarked = browser.marked.contains(version.id)
        if isMarked {
            left.append(state.settings.borders == .ascii ? "*" : "•", theme[.accent].bold())
        } else {
            left.append(graph.isEmpty ? " " : String(VersionGraph.sign), theme[.dim])
        }
        left.append(pieces.dropFirst().joined(separator: "") + (graph.isEmpty ? "" : " "), theme[.dim])
        let sign = isCurrent ? "● " : version.environments.isEmpty ? "  " : "◆ "
        left.append(sign, theme[isCurrent ? .good : .accent])
        left.append("v\(version.number)".padding(to: numberWidth), theme[.text])
        left.append(" \(version.id.short)", theme[.accent])
        left.append("  " + VersionTimes.full(version, state, isNarrow: width < 80), theme[.dim])
        if !version.environments.isEmpty {
            left.append("  " + Sanitiser.oneLine(version.environments.joined(separator: ", ")), theme[.good])
        }
        if !version.name.isEmpty { left.append("  " + Sanitiser.oneLine(version.name), theme[.accent]) }
        let change = browser.facts?.changes[version.id]
        if let change { left.append("  " + Sanitiser.oneLine(change.phrase), theme[.text]) }
        if !version.note.isEmpty { left.append("  " + Sanitiser.oneLine(version.note), theme[.dim]) }
        return (left, StyledText(facts(version, browser.facts, isNarrow: width < 80), theme[.dim]))
    }

    /// `gpt-4.1-mini  12 runs  1.8 s  $0.0031`; in a narrow list without the model. What is nothing is not shown.
    private static func facts(_ version: VersionSummary, _ known: VersionFacts?, isNarrow: Bool) -> String {
        let statistics = known?.statistics[version.id]
        var facts: [String] = []
        if !isNarrow, let model = known?.changes[version.id]?.model { facts.append(Sanitiser.oneLine(model)) }
        if version.runCount > 0 {
            facts.append(version.runCount == 1 ? "1 run" : "\(Readable.count(version.runCount)) runs")
        }
        if let median = statistics?.medianMS { facts.append(Readable.seconds(median)) }
        if let cost = statistics?.cost { facts.append(Readable.dollars(cost)) }
        if let judged = statistics?.judged { facts.append(judged) }
        return facts.joined(separator: "  ")
    }
}

extension String {
    /// The text followed by spaces up to a width in columns.
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
    }
}
