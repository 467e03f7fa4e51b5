import Dispatch
import Glibc
import JSON
import RequestCore
package import TextUI

/// The loop: terminal input → ``Action`` → ``AppState/update(_:)`` → effects → frame.
///
/// A frame that a key caused is drawn at once. Frames that only a stream caused wait for a clock of 16 ms, so that a
/// fast answer costs no more frames than the eye can see.
@MainActor package final class Program {
    package private(set) var state: AppState
    private let terminal: any Terminal
    private var world: World
    private let blocks = ThreadBlocks()
    private lazy var effects = EffectRunner(
        world: world, terminal: { [weak self] effect in self?.perform(effect) },
        send: { [weak self] action in self?.receive(action) })
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var lastFrameAt: Double = -1
    private var isFrameScheduled = false
    private var isAutosaveScheduled = false
    private var isQuitting = false
    private var isPasting = false
    /// Whether another program has the terminal.
    private var isLent = false
    /// Those who wait for the terminal while another program has it.
    private var awaitingTerminal: [CheckedContinuation<Void, Never>] = []
    private var isSuspending = false
    /// When the terminal is read again though nothing has come.
    private var wakesAt = Double.infinity
    private var sources: [any DispatchSourceProtocol] = []
    private let onQuit: @MainActor () -> Void

    /// Seconds between frames that only a stream asks for.
    private static let frameInterval = 0.016

    /// - Parameter onQuit: called once, after everything is written and the terminal is restored.
    package init(state: AppState, terminal: any Terminal, world: World, onQuit: @escaping @MainActor () -> Void) {
        self.state = state
        self.terminal = terminal
        self.world = world
        self.onQuit = onQuit
        start = clock.now
        self.world.models = state.settings.models
        let readKey = world.readKey
        self.world.keys = KeyKeeper { [weak self] command in
            guard let self else { throw CancellationError() }
            return try await self.lendingTerminal { try await readKey(command) }
        }
    }

    /// Draws the first frame, then restores the session, then reads keys. What is typed meanwhile waits.
    ///
    /// - Parameters:
    ///   - opensPrompt: whether the actions that follow open a prompt, in the place of the last conversation.
    ///   - first: returns the actions that follow the session, for example opening a file.
    package func run(opensPrompt: Bool = false, first: @escaping @MainActor () async -> [Action] = { [] }) {
        terminal.setMouse(state.settings.usesMouse)
        state.size = terminal.size
        terminal.pixels = { [weak self] id in self?.state.images.pixels(id) }
        draw()
        if state.images.allowsPixels, state.images.mode != .described { terminal.askForReports() }
        Task {
            dispatch(await effects.loadSession(opensPrompt: opensPrompt))
            for action in await first() { dispatch(action) }
            listen()
        }
    }

    /// Applies an action, performs its effects and draws at once.
    package func dispatch(_ action: Action) {
        apply(action)
        draw()
    }

    /// Applies an action that does not come from the keyboard. Its frame waits for the frame clock.
    private func receive(_ action: Action) {
        apply(action)
        scheduleFrame()
    }

    private func apply(_ action: Action) {
        guard !isQuitting else { return }
        state.now = seconds
        state.today = .today(offset: state.settings.timeZoneOffset)
        for effect in state.update(action) { effects.perform(effect) }
        if state.isSessionDirty { scheduleAutosave() }
    }

    private var seconds: Double {
        let elapsed = clock.now - start
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    }

    private func draw() {
        guard !isQuitting else { return }
        lastFrameAt = seconds
        state.now = lastFrameAt
        state.today = .today(offset: state.settings.timeZoneOffset)
        terminal.usesSixels = state.images.usesSixels
        let (frame, metrics) = ScreenView.frame(of: state, blocks: blocks)
        state.metrics = metrics
        terminal.draw(frame)
        effects.draw(metrics.wantedImages)
        effects.fetch(metrics.wantedFetches)
        // A search looks through the rest of a long thread between keys.
        if metrics.searchGoesOn { drawLater(after: Self.frameInterval) }
    }

    private func scheduleFrame() {
        guard !isFrameScheduled else { return }
        let wait = lastFrameAt + Self.frameInterval - seconds
        if wait <= 0 { return draw() }
        drawLater(after: wait)
    }

    private func drawLater(after wait: Double) {
        guard !isFrameScheduled else { return }
        isFrameScheduled = true
        DispatchQueue.main.asyncAfter(deadline: .now() + wait) { [weak self] in
            MainActor.assumeIsolated {
                self?.isFrameScheduled = false
                self?.draw()
            }
        }
    }

    /// Saves what is being typed a second later, so that not even a kill loses it.
    private func scheduleAutosave() {
        guard !isAutosaveScheduled else { return }
        isAutosaveScheduled = true
        DispatchQueue.main.asyncAfter(deadline: .now() + 1) { [weak self] in
            MainActor.assumeIsolated {
                guard let self else { return }
                self.isAutosaveScheduled = false
                self.apply(.autosave)
            }
        }
    }

    private func perform(_ effect: TerminalEffect) {
        switch effect {
        case .copy(let text): copy(text)
        case .page(let text): page(text)
        case .setMouse(let isOn): terminal.setMouse(isOn)
        case .redraw: terminal.redraw()
        case .suspend: suspend()
        case .edit(let target, let text, let suffix): edit(target, text, suffix)
        case .quit: leave()
        }
    }

    /// Puts a text on the clipboard: through the terminal, or by a helper where it takes no copies or none so long.
    private func copy(_ text: String) {
        if terminal.copy(text) { return receive(.terminal(.copied(characters: text.count, helper: nil))) }
        Task {
            do {
                let helper = try await world.texts.copy(text)
                receive(.terminal(.copied(characters: text.count, helper: helper)))
            } catch {
                receive(.failed("\(error)"))
            }
        }
    }

    private func page(_ text: String) {
        Task {
            do {
                let (texts, shown) = (world.texts, Sanitiser.visible(text))
                try await lendingTerminal { try await texts.page(shown) }
                draw()
            } catch {
                dispatch(.failed("\(error)"))
            }
        }
    }

    private func edit(_ target: EditTarget, _ text: String, _ suffix: String) {
        Task {
            do {
                let editor = world.editor
                dispatch(
                    .terminal(
                        .edited(target, try await lendingTerminal { try await editor.edit(text, suffix: suffix) })))
            } catch {
                dispatch(.failed("\(error)"))
            }
        }
    }

    /// Gives the terminal to another program until it ends. One program has it at a time.
    private func lendingTerminal<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        while isLent { await withCheckedContinuation { awaitingTerminal.append($0) } }
        guard !isQuitting else { throw CancellationError() }
        isLent = true
        stopListening()
        terminal.pause()
        defer {
            isLent = false
            if !isQuitting {
                terminal.resume()
                terminal.redraw()
                listen()
                resize()
            }
            if !awaitingTerminal.isEmpty { awaitingTerminal.removeFirst().resume() }
        }
        return try await work()
    }

    /// Writes what is unwritten, gives the terminal back and stops, until the shell brings the program back. Also the answer
    /// to SIGTSTP.
    package func suspend() {
        guard !isSuspending, !isQuitting else { return }
        isSuspending = true
        apply(.autosave)
        Task {
            await effects.settle()
            isSuspending = false
            guard !isQuitting else { return }
            terminal.suspend()
            resize()
            draw()
        }
    }

    /// Takes the terminal anew after the program was stopped from outside. The answer to SIGCONT.
    package func continueAfterStop() {
        terminal.continueAfterStop()
        resize()
        draw()
    }

    /// Quits when everything is written. Where something cannot be, the person is asked first.
    private func leave() {
        Task {
            await effects.settle()
            if state.lossOnQuit == nil { quit() } else { dispatch(.quitRefused) }
        }
    }

    /// Writes what is unwritten, restores the terminal and ends. SIGTERM and SIGHUP do the same.
    package func quit() {
        guard !isQuitting else { return }
        apply(.autosave)
        isQuitting = true
        stopListening()
        terminal.close()
        Task {
            await effects.finish()
            onQuit()
        }
    }

    /// Writes the state and ends the program, as the quit key does.
    package func terminate() {
        apply(.terminated)
        quit()
    }

    /// The answer to SIGINT and SIGQUIT. While another program has the terminal, Ctrl-C is that program's.
    package func interrupt() {
        if !isLent { terminate() }
    }

    private func resize() {
        if case .resized(let size)? = terminal.checkSize() { dispatch(.resized(size)) }
    }
}

extension Program {
    /// Watches the keyboard and the window's size.
    private func listen() {
        guard sources.isEmpty, !isQuitting else { return }
        let input = DispatchSource.makeReadSource(fileDescriptor: terminal.inputDescriptor, queue: .main)
        input.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.readInput() }
        }
        let window = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .main)
        window.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.resize() }
        }
        // A change before the source watches would be missed.
        window.setRegistrationHandler { [weak self] in
            MainActor.assumeIsolated { self?.resize() }
        }
        sources = [input, window]
        input.activate()
        window.activate()
        readInput()
    }

    private func stopListening() {
        for source in sources { source.cancel() }
        sources = []
    }

    private func readInput() {
        let events = terminal.readEvents()
        defer { awaitRest() }
        guard !events.isEmpty else { return }
        for event in events {
            switch event {
            case .key(let key): apply(.key(key))
            case .paste(let text): apply(.paste(text))
            case .textTab: apply(state.takesTabs ? .paste("\t") : .key(.tab))
            case .mouse(let mouse): apply(.mouse(mouse))
            case .resized(let size): apply(.resized(size))
            case .hangup: return terminate()
            case .report(let report): apply(.terminal(.reported(report)))
            case .focus: break
            }
            if isQuitting { return }
            // The next key may go to what has not been laid out yet.
            if state.awaitsLayout { draw() }
        }
        draw()
    }

    /// Reads again when the terminal has waited long enough for the rest of what it has begun to send.
    private func awaitRest() {
        if terminal.isPasting != isPasting, !isQuitting {
            isPasting.toggle()
            dispatch(.terminal(.pasting(isPasting)))
        }
        guard let patience = terminal.patience, seconds + patience < wakesAt, !isQuitting else { return }
        wakesAt = seconds + patience
        DispatchQueue.main.asyncAfter(deadline: .now() + patience) { [weak self] in
            MainActor.assumeIsolated {
                guard let self else { return }
                self.wakesAt = .infinity
                // While the terminal is given back its keys are others'.
                if !self.sources.isEmpty { self.readInput() }
            }
        }
    }
}
