import Prompts

/// Choices on a row of the config pane: somebody may go on choosing, so not each is a version.
extension AppState {
    /// How long a choice waits for the next one, in seconds.
    private static let restingTime = 10.0

    /// Changes the config by a choice, as one undo step. It settles when the row or the config pane is left, with a run or a save,
    /// or after a rest, wherever the list was opened.
    mutating func chooseConfig(_ change: (inout Config) -> Void) {
        var changed = draft.config
        change(&changed)
        guard changed != draft.config else { return }
        rememberMoment()
        draft.config = changed
        let row = configRow
        (config.cursor, config.position) = (row, config.index(in: configRows))
        isSessionDirty = true
        let rest = nextSerial()
        config.rest = rest
        ask(.wake(after: Self.restingTime, .rested(rest)))
    }

    /// Settles what was chosen on the row, if that waits.
    mutating func settleRow() {
        if config.rest != nil { settle() }
    }

    /// Settles what was chosen, unless something else was chosen since.
    mutating func rested(_ rest: Int) {
        if config.rest == rest { settle() }
    }
}
