/// Why a terminal cannot be used, in words for the person.
package struct TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// A screen with a keyboard.
@MainActor package protocol Terminal: AnyObject {
    /// Columns and rows of the window.
    var size: Size { get }

    /// How many colours it shows: 0, 8, 16, 256 or 16,777,216.
    var colors: Int { get }

    /// Whether the locale has UTF-8. If not, boxes are drawn with `Borders.ascii`.
    var isUnicode: Bool { get }

    /// The descriptor that becomes readable when there may be events. The program's loop watches it.
    var inputDescriptor: Int32 { get }

    /// Takes the terminal: alternate screen, keys as they come.
    func open() throws(TerminalError)

    /// Gives the terminal back as it was. Harmless when it is not open.
    func close()

    /// Shows a frame; only what differs from the frame before reaches the terminal.
    func draw(_ frame: Frame)

    /// All events that have arrived. Never blocks.
    func readEvents() -> [TerminalEvent]

    /// The seconds after which ``readEvents()`` has to be called though nothing has become readable: it gives up what has
    /// been begun and not ended. Nil while nothing waits.
    var patience: Double? { get }

    /// Whether a paste is arriving whose end has not come.
    var isPasting: Bool { get }

    /// Checks whether the window has another size. The program's loop calls it when SIGWINCH arrives.
    func checkSize() -> TerminalEvent?

    /// Gives the terminal back, stops the process as Ctrl-Z does, and takes the terminal again when the process is in the
    /// foreground again. While the terminal is given back already, the process stops all the same.
    func suspend()

    /// Takes the terminal anew after something else has stopped the process and let it go on. The program's loop calls it
    /// when SIGCONT arrives.
    func continueAfterStop()

    /// Gives the terminal back until ``resume()``, to an editor for example.
    func pause()

    /// Takes the terminal again after ``pause()``.
    func resume()

    /// Writes the whole screen anew with the next frame.
    func redraw()

    /// Puts a text on the person's clipboard by OSC 52.
    ///
    /// - Returns: false when it is longer than terminals take (74,994 bytes encoded), and where the terminal is known to take none;
    ///   nothing is sent then.
    @discardableResult func copy(_ text: String) -> Bool

    /// Whether clicks and the wheel are reported. Shift-drag selects as the terminal does in either case.
    func setMouse(_ on: Bool)

    /// Asks the terminal for its name and whether it shows images in pixels. The answers arrive as events.
    func askForReports()

    /// Whether images are shown as sixels, and not by kitty's placeholders.
    var usesSixels: Bool { get set }

    /// Gives the image with a number that a frame refers to.
    var pixels: @MainActor (UInt8) -> PixelImage? { get set }
}
