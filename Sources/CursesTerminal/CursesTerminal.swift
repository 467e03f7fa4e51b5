import CCurses
import Dispatch
import Glibc
package import TextUI

/// A `TextUI.Terminal` on ncursesw: ncurses knows the terminal and writes, the window's bytes are read and decoded
/// here (`TextUI.InputDecoder`), so that keys, pastes and mouse reports arrive in order and nothing waits.
///
///     open → draw(frame) …            stdin readable → readEvents()        SIGWINCH → checkSize()
///                                     Ctrl-Z → suspend()                   the end → close()
@MainActor package final class CursesTerminal: Terminal {
    /// The milliseconds after which an ESC that nothing followed is the Escape key.
    package var escapeDelay: Int32 = 50 {
        didSet { decoder.patience = InputPatience(escape: Double(escapeDelay) / 1_000) }
    }

    package private(set) var size = Size(width: 80, height: 24)
    package private(set) var colors = 0
    package private(set) var isUnicode = false
    package var inputDescriptor: Int32 { STDIN_FILENO }

    /// After as many reads without a pause the screen has its turn.
    private static let readsAtOnce = 16
    /// Pieces of images, of 4 KB each, between two looks at the keys.
    private static let piecesAtOnce = 16

    private var isStarted = false
    private var isActive = false
    private var hasMouse = false
    private var wantsRedraw = false
    private var decoder = InputDecoder()
    /// The keys that terminfo knows are looked up with the first key: the screen is there by then.
    private var knowsKeys = false
    /// When the terminal was taken again after this process had stopped.
    private var resumedAt = -Double.infinity
    private var painter = Painter(colors: 0, isDirect: false)
    private var shown: Frame?
    /// What the terminal has in its memory, by number, with the serial of the image.
    private var loaded: [UInt8: Int] = [:]
    /// What of images has still to be written.
    private var outbox: [(image: PixelImage, sent: Int)] = []
    private var isSendingLater = false
    private var reportedCellSize: Size?
    package var pixels: @MainActor (UInt8) -> PixelImage? = { _ in nil }
    package var usesSixels = false {
        didSet {
            guard usesSixels != oldValue else { return }
            painter.blanksImages = usesSixels
            redraw()
        }
    }
    private lazy var sixels = SixelScreen(
        pixels: { [weak self] id in self?.pixels(id) }, write: { [weak self] text in self?.write(text) })
    private let isInTmux = Multiplexer.around == .tmux
    private var showsCursor: Bool?

    package init() {}

    package func open() throws(TerminalError) {
        guard !isActive else { return }
        guard isStarted else { return try start() }
        resume()
    }

    package func close() {
        pause()
    }

    private func start() throws(TerminalError) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw TerminalError("the playground needs a terminal for its input and output")
        }
        isUnicode = Locale.chooseUnicode()
        let name = getenv("TERM").map { String(cString: $0) } ?? ""
        guard !name.isEmpty else { throw TerminalError("TERM is not set; try TERM=xterm-256color") }
        // `etude &`: the shell's modes are none of ours.
        _ = Suspension.awaitForeground()
        var modes = termios()
        tcgetattr(STDIN_FILENO, &modes)
        guard etude_start() == 1 else {
            throw TerminalError("TERM=\(name) is not known to terminfo here; try TERM=xterm-256color")
        }
        isStarted = true
        guard Capability.bytes("cup") != nil else {
            endwin()
            tcsetattr(STDIN_FILENO, TCSANOW, &modes)
            throw TerminalError("TERM=\(name) cannot place the cursor; the playground needs a terminal that can")
        }
        colors = Int(etude_colors())
        painter = Painter(colors: colors, isDirect: colors > 256)
        activate(crashModes: modes)
    }

    /// What `start` and `resume` share: modes of the terminal that ncurses does not know.
    private func activate(crashModes: termios? = nil) {
        isActive = true
        shown = nil
        showsCursor = nil
        CrashRestore.arm(modes: crashModes)
        write(ControlBytes.pasteOn + (hasMouse ? ControlBytes.mouseOn : ""))
        _ = updateSize()
        etude_erase()
        etude_show(0, 0)
    }

    package func pause() {
        guard isActive else { return }
        isActive = false
        CrashRestore.disarm()
        guard !Suspension.isInBackground else { return leaveFromBackground() }
        write(ControlBytes.mouseOff + ControlBytes.pasteOff + forgetImages())
        if showsCursor == false { curs_set(1) }
        endwin()
    }

    package func resume() {
        guard isStarted, !isActive else { return }
        reset_prog_mode()
        activate()
    }

    package func suspend() {
        guard isActive else { return Suspension.stop() }
        guard !Suspension.isInBackground else {
            _ = returnToForeground()
            return
        }
        pause()
        Suspension.stop()
        resume()
        resumedAt = Suspension.seconds
    }

    package func continueAfterStop() {
        // The signal that ends a stop of our own is told of afterwards.
        guard isActive, Suspension.seconds - resumedAt > 0.5 else { return }
        _ = returnToForeground()
    }

    /// Waits until the terminal is ours, and takes it as after a pause. What stands on the screen is somebody else's until
    /// then: nothing is written there.
    private func returnToForeground() -> Bool {
        isActive = false
        CrashRestore.disarm()
        outbox = []
        loaded = [:]
        if usesSixels { sixels.forget() }
        guard Suspension.awaitForeground() else { return false }
        // The shell may have left the alternate screen, which ncurses believes it is on.
        for name in ["smcup", "smkx"] { write(String(decoding: Capability.bytes(name) ?? [], as: UTF8.self)) }
        resume()
        resumedAt = Suspension.seconds
        return true
    }

    /// The modes of the terminal are the shell's by now; what stands on the screen may still be ours.
    private func leaveFromBackground() {
        let names = ["sgr0", "rmkx", "cnorm", "rmcup"].compactMap { Capability.bytes($0) }
        let text = ControlBytes.mouseOff + ControlBytes.pasteOff + forgetImages()
        Suspension.withoutStopping { write(text + String(decoding: names.joined(), as: UTF8.self)) }
    }

    package func draw(_ frame: Frame) {
        guard isActive else { return }
        var changed = wantsRedraw || shown == nil || shown?.cursor != frame.cursor
        let bounds = Rect(size: size)
        // Where nothing is known of the screen, it has been erased, and is painted whole. Else row by row: of several rows at
        // once ncurses makes shifts of whole lines, which save nothing where panes stand side by side, tear, and are done
        // wrongly by some terminals that call themselves xterm.
        let isWhole = shown == nil
        var row = -1
        var wanted: Set<UInt8> = []
        var rows: Set<Int> = []
        frame.forEachChange(since: shown ?? Frame(size: frame.size)) { point, cell in
            guard bounds.contains(point) else { return }
            if !isWhole, row >= 0, point.y != row { etude_show_part() }
            if point.y != row { rows.insert(point.y) }
            row = point.y
            if let part = cell.image { wanted.insert(part.id) }
            painter.put(cell, at: point, width: size.width)
            changed = true
        }
        if !usesSixels { for id in wanted.sorted() { load(id) } }
        shown = frame
        guard changed else { return }
        wantsRedraw = false
        place(frame.cursor.flatMap { bounds.contains($0) ? $0 : nil })
        guard usesSixels else { return }
        sixels.cell = cellSize
        sixels.drawn(frame, rows: isWhole ? Set(0..<frame.size.height) : rows)
    }

    /// The pixels of a cell, as the system knows them, else as the terminal has said.
    private var cellSize: Size? {
        var (width, height): (Int32, Int32) = (0, 0)
        guard etude_window_pixels(&width, &height) == 1 else { return reportedCellSize }
        return Size(width: Int(width) / size.width, height: Int(height) / size.height)
    }

    package func askForReports() {
        // Inside tmux the answers would be its own; and 256 colours say that it is no console, which would show the question.
        // GNU screen takes the strings for its own, and tmux at the other end of an ssh makes a title of them.
        guard isActive, colors >= 256, isUnicode, Multiplexer.around == nil, !Multiplexer.isNamedByTerminal else {
            return
        }
        decoder.expectAnswers(until: Suspension.seconds + 20)
        // A terminal that does not know the string shows it as text: at the top, unseen, where the rows are written anew.
        write("\u{1B}7\u{1B}[8m\u{1B}[H" + KittyGraphics.question + "\u{1B}8")
        let rows = min(size.height, KittyGraphics.question.utf8.count / max(1, size.width) + 1)
        etude_rewrite(0, Int32(rows))
        place(shown?.cursor)
    }

    /// Sends an image, unless the terminal has it.
    private func load(_ id: UInt8) {
        guard let image = pixels(id), loaded[id] != image.serial else { return }
        // While an image is under way nothing else of the protocol may be sent; an earlier one of that number is replaced.
        loaded[id] = image.serial
        outbox.append((image, 0))
        sendImages()
    }

    /// Writes what the terminal takes now; the rest follows when keys and frames have had their turn.
    private func sendImages() {
        var budget = Self.piecesAtOnce
        while !outbox.isEmpty, budget > 0, Self.isWritable {
            write(KittyGraphics.piece(of: outbox[0].image, sent: &outbox[0].sent, inTmux: isInTmux))
            if outbox[0].sent == outbox[0].image.rgba.count { outbox.removeFirst() }
            budget -= 1
        }
        guard !outbox.isEmpty, !isSendingLater else { return }
        isSendingLater = true
        DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(budget > 0 ? 10 : 1)) { [weak self] in
            MainActor.assumeIsolated {
                self?.isSendingLater = false
                self?.sendImages()
            }
        }
    }

    private static var isWritable: Bool {
        var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }

    /// What takes all our images out of the terminal.
    private func forgetImages() -> String {
        outbox = []
        if usesSixels { sixels.forget() }
        defer { loaded = [:] }
        return loaded.keys.sorted().map { KittyGraphics.deletion(of: $0, inTmux: isInTmux) }.joined()
    }

    private func place(_ cursor: Point?) {
        let visible = cursor != nil
        if !visible && showsCursor != false { curs_set(0) }
        etude_show(Int32(cursor?.y ?? 0), Int32(cursor?.x ?? 0))
        if visible && showsCursor != true { curs_set(1) }
        showsCursor = visible
    }

    package func readEvents() -> [TerminalEvent] {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65_536) { readEvents(into: $0) }
    }

    package var patience: Double? { decoder.deadline.map { max(0, $0 - Suspension.seconds) } }
    package var isPasting: Bool { decoder.isPasting }

    private func readEvents(into bytes: UnsafeMutableBufferPointer<UInt8>) -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        for _ in 0..<Self.readsAtOnce {
            guard Self.isReadable else { return events + decoder.expire(at: Suspension.seconds) }
            let count = read(STDIN_FILENO, bytes.baseAddress, bytes.count)
            if count > 0 {
                if !knowsKeys { learnKeys() }
                let decoded = decoder.decode(bytes[..<count], at: Suspension.seconds)
                for case .report(.cellSize(let size)) in decoded { reportedCellSize = size }
                events += decoded
                // The system may know what the terminal does not answer.
                if decoded.contains(.report(.sixel)), let cellSize { events.append(.report(.cellSize(cellSize))) }
            } else if count < 0, errno == EINTR || errno == EAGAIN {
                continue
            } else if count < 0, errno == EIO, Suspension.isInBackground, returnToForeground() {
                events.append(.resized(size))
            } else {
                return events + decoder.flush() + [.hangup]
            }
        }
        return events
    }

    private func learnKeys() {
        knowsKeys = true
        decoder.learn(KeySequences.fromTerminfo())
    }

    private static var isReadable: Bool {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }

    package func checkSize() -> TerminalEvent? {
        guard isActive, updateSize() else { return nil }
        return .resized(size)
    }

    private func updateSize() -> Bool {
        var width = etude_columns()
        var height = etude_lines()
        _ = etude_window_size(&width, &height)
        if width != etude_columns() || height != etude_lines() { resizeterm(height, width) }
        let size = Size(width: Int(width), height: Int(height))
        guard size != self.size else { return false }
        self.size = size
        shown = nil
        etude_erase()
        return true
    }

    package func redraw() {
        wantsRedraw = true
        shown = nil
        guard isActive else { return }
        // The terminal may have dropped its images. Those under way arrive all the same.
        if outbox.isEmpty { write(forgetImages()) }
        etude_erase()
    }

    private static let takesCopies = ClipboardSupport.takesCopies { name in getenv(name).map { String(cString: $0) } }

    @discardableResult package func copy(_ text: String) -> Bool {
        guard isActive, Self.takesCopies, let bytes = ControlBytes.copy(text, in: .around) else { return false }
        write(bytes)
        return true
    }

    package func setMouse(_ on: Bool) {
        guard on != hasMouse else { return }
        hasMouse = on
        if isActive { write(on ? ControlBytes.mouseOn : ControlBytes.mouseOff) }
    }

    /// Writes what ncurses does not know, behind what it has written.
    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR && errno != EAGAIN { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }
}
