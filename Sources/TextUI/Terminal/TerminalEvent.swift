/// What a person did with the mouse.
package struct MouseEvent: Hashable, Sendable {
    /// Presses, moves with a button held, releases, and steps of the wheel.
    package enum Kind: Hashable, Sendable {
        case press, release, drag, wheelUp, wheelDown
    }

    /// The mouse button.
    package enum Button: Hashable, Sendable {
        case left, middle, right
        /// For the wheel, and for releases of terminals that do not say which button it was.
        case none
    }

    package var kind: Kind
    package var button: Button
    /// The cell under the pointer.
    package var position: Point
    package var modifiers: Key.Modifiers

    package init(kind: Kind, button: Button = .left, position: Point, modifiers: Key.Modifiers = []) {
        self.kind = kind
        self.button = button
        self.position = position
        self.modifiers = modifiers
    }
}

/// What a terminal reports.
package enum TerminalEvent: Hashable, Sendable {
    case key(Key)
    /// A Tab with text right behind it in the same read: a text about to be edited takes it as part of a paste without marks,
    /// everything else as the Tab key.
    case textTab
    /// A bracketed paste as it came, with `\n` as its line breaks; never obeyed as keys.
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
    /// The input is at its end: the terminal has gone away.
    case hangup
    /// The terminal's window got or lost the focus, where it says so.
    case focus(Bool)
    /// What the terminal answers to ``Terminal/askForReports()``.
    case report(TerminalReport)
}

/// What a terminal reports about itself.
package enum TerminalReport: Hashable, Sendable {
    /// Its name and version, for example `kitty(0.35.2)` (XTVERSION).
    case name(String)
    /// It takes images by kitty's graphics protocol.
    case kittyGraphics
    /// It takes images as sixels (primary device attributes, 4).
    case sixel
    /// The pixels of one of its cells.
    case cellSize(Size)
}
