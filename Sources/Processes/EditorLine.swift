/// An editor's command line, as it stands in `$EDITOR`, made into a script that edits the file `$1`.
struct EditorLine: Sendable {
    /// For `sh -c`.
    let script: String
    /// The same command with the option by which it waits for its window.
    let waiting: String
    /// An editor that leaves a text as it was and ends sooner has not shown it to anybody.
    let shortestVisit: Duration

    /// Editors that hand the file to a window and end, by the names of their programs, with what makes them wait.
    private static let windowed: [String: String] = [
        "code": "--wait", "code-insiders": "--wait", "codium": "--wait", "cursor": "--wait", "windsurf": "--wait",
        "zed": "--wait", "zeditor": "--wait", "subl": "--wait", "sublime_text": "--wait", "atom": "--wait",
        "idea": "--wait",
        "pycharm": "--wait", "gedit": "--wait", "mate": "--wait", "bbedit": "--wait",
        "gnome-text-editor": "--standalone",
        "kate": "--block", "gvim": "--nofork", "mvim": "--nofork", "open": "-W",
    ]

    /// - Parameters:
    ///   - command: the editor as the person names it: shell words, or a path that may hold spaces.
    ///   - home: what `~` stands for.
    ///   - isProgram: whether a file exists that can be run.
    init(_ command: String, home: String? = nil, isProgram: (String) -> Bool) {
        let (assignments, rest) = Self.split(command)
        let path = Self.path(in: rest, home: home, isProgram)
        let program = path.map { "'" + $0.file.replacing("'", with: "'\\''") + "'" + $0.arguments } ?? String(rest)
        // Ctrl-C in the editor reaches the shell, too, which must wait on. A trap, since what is ignored here would be
        // ignored in the editor.
        script = "trap : INT QUIT; \(assignments)\(program) \"$1\""
        let name = (path?.file ?? String(rest.prefix { $0 != " " })).split(separator: "/").last.map(String.init) ?? ""
        let option = Self.windowed[name]
        waiting = command.contains("--wait") ? command : command + " " + (option ?? "--wait")
        shortestVisit = option == nil ? .milliseconds(500) : .seconds(3)
    }

    /// The variables that are set for the editor, and what is behind them.
    private static func split(_ command: String) -> (assignments: Substring, rest: Substring) {
        var rest = command[...]
        while let match = rest.prefixMatch(of: #/[A-Za-z_][A-Za-z0-9_]*=[^\s'"\\]*\s+/#) {
            rest = rest[match.range.upperBound...]
        }
        return (command[..<rest.startIndex], rest)
    }

    /// The longest beginning that is a program's path: the shell would take it apart at its spaces.
    private static func path(
        in text: Substring, home: String?, _ isProgram: (String) -> Bool
    ) -> (file: String, arguments: Substring)? {
        var ends = text.indices.filter { text[$0] == " " }
        ends.append(text.endIndex)
        for end in ends.reversed() {
            var file = String(text[..<end])
            if file.hasPrefix("~/"), let home { file = home + file.dropFirst() }
            if file.contains("/"), isProgram(file) { return (file, text[end...]) }
        }
        return nil
    }
}
