import TextUI

/// Selecting text in an opened log.
extension LogView {
    /// Where the lines of the open tab stand, and the line at the top.
    func view(in state: AppState) -> (rect: Rect, top: Int) {
        let place = place(in: state)
        return (place.lines, top(place))
    }

    /// The lines of the open tab.
    func shownPage(in state: AppState) -> LogPage { place(in: state).page }

    /// Scrolls while something lies over the log.
    mutating func scrollBelow(by lines: Int, in state: AppState) { scroll(by: lines, place(in: state)) }

    /// Selects text by keys, from the first line in view on.
    func openVisualMode(in state: inout AppState) {
        let place = place(in: state)
        guard place.page.lineCount > 0 else { return state.say("there is nothing to select") }
        state.layers.push(VisualMode(.log, in: place.page, at: PagePlace(line: top(place), offset: 0)))
    }
}
