import Processes
import RequestCore
import TextUI

/// What the terminal round tmux can show, asked of tmux: it answers questions itself and hands nothing on unless it may.
enum TmuxOutside {
    /// What the terminal round it would report; empty where tmux does not pass images on.
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
