package import TextUI

/// The keys of an opened log.
extension AppState {
    /// A key while a log is the top overlay.
    package mutating func pressInLog(_ key: Key) {
        guard case .log(let view)? = overlays.last else { return }
        if settings.keymap.command(for: key, in: .anywhere)?.id == "help" { return perform("help") }
        if view.search?.isActive == true { return typeInLogSearch(key) }
        if let number = key.typedCharacter?.wholeNumberValue { return showLogTab(number - 1) }
        if scrollLog(key) { return }
        switch key {
        case .escape where view.search != nil: return changeLog { view, _ in view.endSearch() }
        case .escape, .character("q"): return closeLog()
        case .tab, .right: return changeLog { view, _ in view.turn(1) }
        case .shiftTab, .left: return changeLog { view, _ in view.turn(-1) }
        case .character("j"): return openNeighbour(of: view, 1)
        case .character("k"): return openNeighbour(of: view, -1)
        case .character("/"): return changeLog { view, place in view.beginSearch(place) }
        case .character("n"): return changeLog { view, place in view.goToMatch(1, place) }
        case .character("N"): return changeLog { view, place in view.goToMatch(-1, place) }
        case .character("y"): return ask(.terminal(.copy(view.pages.plainText(of: view.tab))))
        case .character("v"): return openImages(of: view)
        case .character("r"): return runAgain(view.record)
        case .character("+"): return judge(view.record.id, .good, now: view.record.feedback)
        case .character("-"): return judge(view.record.id, .bad, now: view.record.feedback)
        case .character("?"): return perform("help")
        default: break
        }
    }

    /// Shows a tab.
    ///
    /// - Parameter index: counted from 0 at the left; others do nothing.
    package mutating func showLogTab(_ index: Int) {
        guard let tab = LogView.Tab(rawValue: index) else { return }
        return changeLog { view, _ in view.show(tab) }
    }

    /// Moves the open tab by so many lines.
    package mutating func scrollLog(by lines: Int) {
        changeLog { view, place in view.scroll(by: lines, place) }
    }

    /// A paste goes into a search that is being typed, and nowhere else.
    package mutating func pasteIntoLog(_ text: String) {
        guard case .log(let view)? = overlays.last, view.search?.isActive == true else { return }
        return changeLog { view, place in view.editSearch(.insert(text), place) }
    }

    /// Shows the images of the log's messages large.
    private mutating func openImages(of view: LogView) {
        let images = view.record.conversation.messages.compactMap(\.message).flatMap(\.images)
        guard !images.isEmpty else { return say("there is no image in this log") }
        overlays.append(.image(ImageViewer(place: .log(images))))
    }

    private mutating func changeLog(_ change: (inout LogView, LogPlace) -> Void) {
        guard case .log(var view)? = overlays.last else { return }
        change(&view, LogPlace(view, size: size, theme: settings.theme, images: imagePlan))
        overlays[overlays.count - 1] = .log(view)
    }

    /// - Returns: false for a key that does not scroll.
    private mutating func scrollLog(_ key: Key) -> Bool {
        let far = 1_000_000_000
        let steps: (Int) -> Int
        switch key {
        case .down: steps = { _ in 1 }
        case .up: steps = { _ in -1 }
        case .pageDown, .space: steps = { max(1, $0 - 1) }
        case .pageUp: steps = { -max(1, $0 - 1) }
        case .control("d"): steps = { max(1, $0 / 2) }
        case .control("u"): steps = { -max(1, $0 / 2) }
        case .home, .character("g"): steps = { _ in -far }
        case .end, .character("G"): steps = { _ in far }
        default: return false
        }
        changeLog { view, place in view.scroll(by: steps(place.lines.height), place) }
        return true
    }

    private mutating func typeInLogSearch(_ key: Key) {
        switch key.code {
        case .escape: return changeLog { view, _ in view.endSearch() }
        case .enter: return changeLog { view, _ in view.keepSearch() }
        case .down: return changeLog { view, place in view.goToMatch(1, place) }
        case .up: return changeLog { view, place in view.goToMatch(-1, place) }
        default:
            guard let edit = TextBuffer.edit(for: key, isMultiline: false) else { return }
            return changeLog { view, place in view.editSearch(edit, place) }
        }
    }
}
