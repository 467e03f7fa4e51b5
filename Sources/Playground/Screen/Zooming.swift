import TextUI

/// One pane on the whole screen, and the screen without the config pane.
extension AppState {
    /// Gives a pane the whole body and the focus. If it has both already, puts the others back.
    mutating func toggleZoom(of pane: Pane) {
        guard focus != pane else { return isZoomed.toggle() }
        show(pane)
        isZoomed = true
    }

    /// Hides the config pane, or shows it again.
    mutating func toggleConfigPane() {
        hidesConfig.toggle()
        isSessionDirty = true
        if hidesConfig, focus == .config { show(.thread) }
    }

    /// Makes the log drawer this many rows higher, or lower where the number is negative.
    mutating func resizeLogs(by rows: Int) {
        guard let layout, let rect = layout.panes[.logs], rect.height < layout.body.height else {
            return say("the logs have the whole screen")
        }
        setLogHeight(rect.height + rows)
    }

    /// Moves the top border of the log drawer to a row of the screen.
    mutating func dragLogs(to row: Int) {
        if let body = layout?.body { setLogHeight(body.maxY - row) }
    }

    private mutating func setLogHeight(_ rows: Int) {
        guard let body = layout?.body else { return }
        logs.chosenHeight = Layout.logHeight(rows, in: body)
        logs.keepInView(height: logListHeight)
        isSessionDirty = true
    }
}
