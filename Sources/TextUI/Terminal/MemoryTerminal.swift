import Glibc

/// A terminal without a screen, for tests: events are sent by hand, frames are kept.
@MainActor package final class MemoryTerminal: Terminal {
    package private(set) var size: Size
    package var colors = 256
    package var isUnicode = true

    /// Every frame drawn, oldest first.
    package private(set) var frames: [Frame] = []
    package private(set) var isOpen = false
    package private(set) var isPaused = false
    package private(set) var hasMouse = false
    /// The number of suspensions.
    package private(set) var suspensions = 0
    /// The number of requests to redraw everything.
    package private(set) var redraws = 0
    package private(set) var hasAsked = false
    package var usesSixels = false
    package var patience: Double?
    package var isPasting = false
    package var pixels: @MainActor (UInt8) -> PixelImage? = { _ in nil }

    /// Whether it takes texts for the clipboard.
    package var takesCopies = true
    /// Every text put on the clipboard.
    package private(set) var copied: [String] = []

    private var events: [TerminalEvent] = []
    private var changedSize: Size?
    private let descriptors: (read: Int32, write: Int32)

    package init(size: Size = Size(width: 80, height: 24)) {
        self.size = size
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            for end in ends { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
        }
        descriptors = (ends[0], ends[1])
    }

    deinit {
        _ = Self.closeDescriptor(descriptors.read)
        _ = Self.closeDescriptor(descriptors.write)
    }

    package var inputDescriptor: Int32 { descriptors.read }
    /// The frame on the screen.
    package var lastFrame: Frame? { frames.last }

    /// The text of the last frame; empty before the first.
    package var text: String { lastFrame?.text() ?? "" }

    /// Makes events arrive.
    package func send(_ events: TerminalEvent...) {
        self.events += events
        var byte: UInt8 = 0
        _ = write(descriptors.write, &byte, 1)
    }

    /// Makes keys arrive.
    package func send(_ keys: Key...) {
        for key in keys { send(.key(key)) }
    }

    /// Makes each character of a text arrive as a key; `\n` is Enter, `\t` Tab.
    package func type(_ text: String) {
        for character in text {
            switch character {
            case "\n": send(.enter)
            case "\t": send(.tab)
            default: send(.character(character))
            }
        }
    }

    /// Makes keys arrive by their names, separated by spaces: `"ctrl-x m down enter"`. Unknown names are typed.
    package func send(keys names: String) {
        for name in names.split(separator: " ") {
            if let key = Key(description: String(name)) { send(key) } else { type(String(name)) }
        }
    }

    /// Changes the window's size, as a person would.
    package func resize(to size: Size) {
        self.size = size
        changedSize = size
        send(.resized(size))
    }

    package func open() throws(TerminalError) { isOpen = true }
    package func close() { isOpen = false }
    package func draw(_ frame: Frame) { frames.append(frame) }

    /// Whether something that was sent has not been read yet.
    package var hasUnreadEvents: Bool { !events.isEmpty }

    package func readEvents() -> [TerminalEvent] {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(descriptors.read, &bytes, bytes.count) == bytes.count {}
        defer { events = [] }
        return events
    }

    package func checkSize() -> TerminalEvent? {
        defer { changedSize = nil }
        return changedSize.map { .resized($0) }
    }

    package func suspend() { suspensions += 1 }
    package func continueAfterStop() { redraws += 1 }

    package func pause() { isPaused = true }
    package func resume() { isPaused = false }
    package func redraw() { redraws += 1 }

    package func copy(_ text: String) -> Bool {
        guard takesCopies else { return false }
        copied.append(text)
        return true
    }

    package func setMouse(_ on: Bool) { hasMouse = on }
    package func askForReports() { hasAsked = true }

    private nonisolated static func closeDescriptor(_ descriptor: Int32) -> Int32 {
        Glibc.close(descriptor)
    }
}
