package import Prompts
import RequestCore
import TextUI

/// One side of a comparison.
package enum ComparedSide: Hashable, Sendable {
    case version(VersionID)
    case draft(Config)
}

/// Something to read: what differs between two versions, the deployments so far, the prompt as a program.
package struct Comparison: Sendable {
    enum Content: Sendable {
        case difference(ConfigDiff)
        case history([Deployment])
        case program(String)
    }

    let title: String
    let content: Content
    /// The line at the top of the view.
    var top = 0
    /// Whether all lines are shown, not only those near a change.
    var isWhole = false

    /// What is to be read, wrapped to a width: what became of the fields, then the lines of the text.
    func lines(width: Int, timeZoneOffset: Int, _ theme: Theme) -> [StyledText] {
        switch content {
        case .difference(let diff):
            if diff.isEmpty { return [StyledText("no difference", theme[.dim])] }
            var lines = diff.changes.flatMap { change in
                let text = StyledText(Sanitiser.oneLine(change.field), theme[.key])
                    .appending("  " + Sanitiser.oneLine(change.text), theme[.text])
                return text.wrapped(to: width)
            }
            lines.append("")
            return lines + DiffText.lines(diff.text, width: width, isWhole: isWhole, theme)
        case .program(let text):
            return TextWrapper.wrap(text, width: width).map { StyledText($0.text, theme[.text]) }
        case .history(let moves):
            if moves.isEmpty { return [StyledText("nothing was deployed yet: p in the list does it", theme[.dim])] }
            return moves.reversed().flatMap { move in
                let day = Day(move.at, offset: timeZoneOffset).description
                let time = Readable.time(move.at, offset: timeZoneOffset).prefix(5)
                var text = StyledText("\(day) \(time)  ", theme[.dim])
                text.append(Sanitiser.oneLine(move.environment), theme[.good])
                text.append("  v\(move.number) \(move.version.short)", theme[.accent])
                if move.kind == .rollback { text.append("  rolled back", theme[.warn]) }
                for word in [move.who, move.note] where !word.isEmpty {
                    text.append("  " + Sanitiser.oneLine(word), theme[.text])
                }
                return text.wrapped(to: width)
            }
        }
    }
}

extension StyledText {
    /// Itself cut to a width; what does not fit goes on below, indented.
    fileprivate func wrapped(to width: Int) -> [StyledText] {
        guard self.width > width, let last = spans.last else { return [self] }
        let head = StyledText(spans: spans.dropLast())
        let room = max(12, width - head.width)
        return TextWrapper.wrap(last.text, width: room).enumerated().map { index, row in
            index == 0
                ? head.appending(row.text, last.style)
                : StyledText(String(repeating: " ", count: min(head.width, width - room))).appending(
                    row.text, last.style)
        }
    }
}

extension AppState {
    /// With the marked version, else with the one that it was made from.
    mutating func compare(_ version: VersionSummary, _ browser: VersionBrowser) -> [Effect] {
        if let marked = browser.marked, marked != version.id {
            let other = versions.first { $0.id == marked }?.number ?? 0
            let isOlder = other < version.number
            return [
                .compare(
                    .version(isOlder ? marked : version.id), .version(isOlder ? version.id : marked), prompt: draft.name
                )
            ]
        }
        guard let parent = version.parent else {
            return say("v\(version.number) was made from no other; Space marks one to compare with", .warning)
        }
        return [.compare(.version(parent), .version(version.id), prompt: draft.name)]
    }

    /// What is deployed stands as the old side: what would change there.
    mutating func compareWithDeployed(_ version: VersionSummary, _ browser: VersionBrowser) -> [Effect] {
        let others = browser.deployed.filter { $0.version != version.id }
        guard let place = others.first(where: { $0.environment == "production" }) ?? others.first else {
            return say("no other version is deployed", .warning)
        }
        return [.compare(.version(place.version), .version(version.id), prompt: draft.name)]
    }

    package mutating func compared(_ old: String, _ new: String, _ diff: ConfigDiff) -> [Effect] {
        overlays.append(.comparison(Comparison(title: "\(old) → \(new)", content: .difference(diff))))
        return []
    }

    mutating func openHistory(_ browser: VersionBrowser) -> [Effect] {
        let title = "Deployments of \(Sanitiser.oneLine(draft.name))"
        overlays.append(.comparison(Comparison(title: title, content: .history(browser.history))))
        return []
    }

    mutating func pressInComparison(_ comparison: Comparison, _ key: Key) -> [Effect] {
        var comparison = comparison
        switch key {
        case .escape, .character("q"): return closeOverlay()
        case .character("w"):
            guard case .difference = comparison.content else { return [] }
            comparison.isWhole.toggle()
            comparison.top = 0
        case .character("y"):
            switch comparison.content {
            case .difference(let diff): return [.copy(diff.text.unified(old: "old", new: "new"))]
            case .program(let text): return [.copy(text)]
            case .history: return []
            }
        default:
            let (lines, height) = ComparisonView.place(comparison, self)
            let last = max(1, lines.count - height + 1)
            guard
                let top = ListKeys.place(
                    after: key, from: min(comparison.top, last - 1), count: last, page: height, hasLetters: true)
            else { return [] }
            comparison.top = top
        }
        setTopOverlay(.comparison(comparison))
        return []
    }
}

/// How a comparison looks.
enum ComparisonView {
    /// The lines of it, and how many are seen at once.
    static func place(_ comparison: Comparison, _ state: AppState) -> (lines: [StyledText], height: Int) {
        let rect = OverlayLayout.editor(state.size)
        let lines = comparison.lines(
            width: rect.width - 4, timeZoneOffset: state.settings.timeZoneOffset, state.settings.theme)
        return (lines, max(1, rect.height - 2))
    }

    static func draw(_ comparison: Comparison, _ state: AppState, on canvas: inout Canvas) {
        let (lines, height) = place(comparison, state)
        let top = max(0, min(comparison.top, lines.count - height))
        let isCut = lines.count > height
        let hint =
            switch comparison.content {
            case .difference: "j k scroll   w whole text   y copy   q back"
            case .program: "j k scroll   y copy   q back"
            case .history: "j k scroll   q back"
            }
        let inside = canvas.overlay(
            OverlayLayout.editor(state.size), title: comparison.title,
            right: isCut ? "\(top + 1)–\(min(lines.count, top + height)) of \(lines.count)" : "", hint: hint)
        for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
            canvas.row(line, at: Point(x: inside.x + 1, y: inside.y + offset), width: inside.width - 2)
        }
    }
}
