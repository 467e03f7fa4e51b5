import JSON
import Markdown
import Prompts
package import RequestCore
import TextUI

/// What is asked about other programs for texts.
package enum TextEffect: Sendable, Hashable {
    /// Gives a text to a shell command. The number tells its output from that of others.
    case pipe(Int, command: String, text: String)
    /// Stops that command.
    case stop(Int)
}

/// What becomes of them.
package enum TextAction: Sendable {
    case piped(Int, ToolProcessResult)
}

/// A text that goes through a command, and what comes of it.
package struct PipedText: Sendable, Hashable {
    package let serial: Int
    package let command: String
    /// Nil while the command runs.
    package var result: ToolProcessResult?
}

extension AppState {
    /// The most commands that are remembered.
    private static let longestHistory = 50

    /// Asks for a command that takes the selected message.
    package mutating func pipeSelected() {
        guard let text = selectedText else { return }
        askForCommand(taking: text)
    }

    /// Opens the selected message in the pager.
    package mutating func pageSelected() {
        guard let text = selectedText else { return }
        ask(.terminal(.page(text)))
    }

    /// The text of the selected message as it came, with its calls; says so if there is none.
    private var selectedText: String? {
        mutating get {
            guard case .selected(let ref) = thread.cursor, let message = message(ref) else { return nil }
            let text = plainText(of: message)
            if text.isEmpty { say("this message has no text", .warning) }
            return text.isEmpty ? nil : text
        }
    }

    /// Asks for a command, with those of before below.
    mutating func askForCommand(taking text: String) {
        var line = LineInput(
            title: "Through a command", label: "A shell command; the text is its standard input", word: "run"
        ) { state, commands in
            state.pipe(text, through: commands[0])
        }
        line.recents = pipes
        layers.push(line)
    }

    /// Takes the commands of earlier sessions, which the person's own store keeps; those of this one stay before them.
    mutating func recallPipes(_ stored: JSONValue?) {
        let earlier = (stored?.arrayValue ?? []).compactMap(\.stringValue).filter { !pipes.contains($0) }
        pipes = Array((pipes + earlier).prefix(Self.longestHistory))
    }

    /// Runs a command with a text, and shows its output when it comes.
    mutating func pipe(_ text: String, through command: String) {
        pipes.removeAll { $0 == command }
        pipes.insert(command, at: 0)
        pipes = Array(pipes.prefix(Self.longestHistory))
        isSessionDirty = true
        let piped = PipedText(serial: nextSerial(), command: command)
        layers.push(Reading(title: "| " + Sanitiser.oneLine(command), content: .output(piped)))
        ask(.text(.pipe(piped.serial, command: command, text: text)))
    }

    /// Takes the output of a command. One whose layer was closed meanwhile is dropped.
    mutating func piped(_ serial: Int, _ result: ToolProcessResult) {
        layers.change(Reading.self) { $0.take(result, of: serial) }
    }

    /// Puts a text at the cursor of the message being written.
    mutating func insertIntoMessage(_ text: String) {
        layers.removeAll()
        show(.thread)
        settleTyping()
        thread.cursor = .composer
        thread.composer.buffer.apply(.insert(text))
        thread.top = nil
        isSessionDirty = true
        say("put into the message; ^_ takes it out")
    }
}

extension PipedText {
    /// The lines of its output, and how the command ended where that was not well.
    func lines(width: Int, _ theme: Theme) -> [StyledText] {
        guard let result else { return [StyledText("running… Esc stops it", theme[.dim])] }
        var lines: [StyledText] = []
        if let fault = result.fault {
            lines += TextWrapper.wrap(fault, width: width).map { StyledText($0.text, theme[.bad]) }
            if !result.errors.isEmpty {
                lines += TextWrapper.wrap(result.errors, width: width).map { StyledText($0.text, theme[.dim]) }
            }
            lines.append("")
        }
        guard !result.output.isEmpty else {
            return lines + (result.fault == nil ? [StyledText("no output", theme[.dim])] : [])
        }
        return lines + ReadingText.lines(result.output, width: width, theme)
    }
}

/// A text to read, coloured if it is JSON or a difference.
enum ReadingText {
    static func lines(_ text: String, width: Int, _ theme: Theme) -> [StyledText] {
        let language = text.looksLikeJSON ? "json" : text.hasPrefix("--- ") || text.hasPrefix("diff ") ? "diff" : ""
        return lines(text, language: language, width: width, theme)
    }

    static func lines(_ text: String, language: String, width: Int, _ theme: Theme) -> [StyledText] {
        let shown = text.hasSuffix("\n") ? String(text.dropLast()) : text
        return ColoredCode(shown, language: language).rows(width: width, theme: theme).map(\.text)
    }
}

extension ToolProcessResult {
    /// How the command ended, if not well.
    fileprivate var fault: String? {
        switch ending {
        case .exited(0): nil
        case .exited(127): "the command was not found (status 127)"
        case .exited(let status): "the command ended with status \(status)"
        case .signalled(let number): "the command was ended by signal \(number)"
        case .timedOut: "the command took longer than its limit and was stopped"
        case .wroteTooMuch: "the command wrote more than its limit and was stopped; this is the beginning"
        case .stopped: "stopped"
        case .notStarted(let words): "the command could not be started: \(words)"
        }
    }
}
