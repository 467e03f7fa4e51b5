import Processes
import RequestCore
import TextUI

/// What the terminal around tmux can show, according to tmux. tmux answers questions itself and passes nothing on
/// without permission.
enum TmuxOutside {
    /// The reports of the terminal around tmux; empty if tmux does not pass images on.
    static func reports(_ environment: [String: String]) async -> [TerminalReport] {
        let asked = ["TMUX", "TMUX_PANE", "PATH", "TMPDIR", "TMUX_TMPDIR"]
        let process = ToolProcess(
            argv: ["tmux", "display-message", "-p", "#{allow-passthrough} #{client_termname}"], input: [],
            directory: "/", environment: environment.filter { asked.contains($0.key) }, timeLimit: 2)
        let result = await ThisProcess.processes.run(process)
        let words = result.output.split(whereSeparator: \.isWhitespace)
        // Before tmux 3.4 it is a flag, printed as 1.
        guard result.ending == .exited(0), words.count == 2, ["on", "all", "1"].contains(words[0]) else { return [] }
        return [.name(String(words[1])), .kittyGraphics]
    }
}
