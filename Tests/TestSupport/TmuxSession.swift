import Foundation

/// The program in a real terminal: a tmux server of its own, keys in, screen out.
///
/// It runs in a shell that says how it ended, so that what it leaves of the terminal can be seen.
package final class TmuxSession: Sendable {
    private let socket = "etude-\(UUID().uuidString)"

    /// Why a screen was not as awaited.
    package struct Unseen: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter command: for the shell, which finds the program as `etude`.
    package init(
        _ command: String = "etude", home: Etude.Folder, width: Int = 80, height: Int = 24,
        environment more: [String: String] = [:], terminal: String = "tmux-256color", directory: String? = nil
    ) async throws {
        let environment = Etude.environment(home: home, adding: more)
            .map { "\($0)=\(Self.quoted($1))" }.sorted().joined(separator: " ")
        let script = """
            PS1='shell> '; cd \(Self.quoted(directory ?? home.path)); \
            \(command); echo "ended with $?"; exec sh -i
            """
        try await tmux(
            [
                "-f", "/dev/null", "start-server", ";", "set-option", "-g", "default-terminal", terminal, ";",
                "set-option", "-g",
                "history-limit", "10", ";", "set-option", "-sg", "escape-time", "0", ";",
                "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
                "env -i TERM=\(terminal) PS1='shell> ' \(environment) sh -c \(Self.quoted(script))",
            ])
    }

    deinit {
        ChildProcess.start("/usr/bin/env", ["tmux", "-L", socket, "kill-server"])
    }

    /// Presses keys by tmux's names: `C-r`, `Enter`, `Escape`, `M-i`, `F6`.
    package func press(_ keys: String...) async throws {
        for key in keys { try await tmux(["send-keys", key]) }
    }

    /// Types a text as it is.
    package func type(_ text: String) async throws {
        try await tmux(["send-keys", "-l", text])
    }

    /// Pastes as a terminal with bracketed paste does.
    package func paste(_ text: String) async throws {
        try await tmux(["set-buffer", text])
        try await tmux(["paste-buffer", "-p"])
    }

    package func resize(width: Int, height: Int) async throws {
        try await tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    }

    /// What the terminal shows; with `colours` also its escape sequences.
    package func screen(colours: Bool = false) async throws -> String {
        try await tmux(["capture-pane", "-p"] + (colours ? ["-e"] : []))
    }

    /// A variable of tmux's, for example `alternate_on` or `mouse_any_flag`.
    package func value(_ format: String) async throws -> String {
        try await tmux(["display-message", "-p", "#{\(format)}"]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Waits until the screen holds all these texts.
    @discardableResult
    package func see(_ texts: String..., within seconds: Double = 20) async throws -> String {
        try await wait(within: seconds, for: texts.joined(separator: "', '")) { screen in
            texts.allSatisfy(screen.contains)
        }
    }

    /// Waits until the screen no longer holds a text.
    @discardableResult
    package func seeGone(_ text: String, within seconds: Double = 20) async throws -> String {
        try await wait(within: seconds, for: "no '\(text)'") { !$0.contains(text) }
    }

    @discardableResult
    package func wait(
        within seconds: Double = 20, for what: String, until isSo: (String) throws -> Bool
    ) async throws -> String {
        let end = Date().addingTimeInterval(seconds)
        while true {
            let screen = try await screen()
            if try isSo(screen) { return screen }
            if Date() > end { throw Unseen(description: "awaited '\(what)', the screen is:\n\(screen)") }
            try await Task.sleep(for: .milliseconds(15))
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }

    @discardableResult
    private func tmux(_ arguments: [String]) async throws -> String {
        let finished = try await ChildProcess.run(
            "/usr/bin/env", ["tmux", "-L", socket] + arguments, environment: ProcessInfo.processInfo.environment)
        guard finished.status == 0 else {
            throw Unseen(description: "tmux \(arguments.first ?? ""): \(finished.errors)")
        }
        return finished.output
    }
}
