import Commands
import Glibc
import TextUI

/// Asks a question at the terminal, whatever stdin and stdout are.
enum TerminalQuestion {
    /// The answer in small letters; nil if there is no terminal.
    ///
    /// - Parameter question: its lines. A line cannot contain a line break.
    static func ask(_ question: [String]) -> String? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        let words = question.map { Sanitiser.oneLine($0) }.joined(separator: "\n") + " "
        // Text that was typed before the question does not answer it.
        tcflush(terminal, TCIFLUSH)
        try? Output(descriptor: terminal).write(words)
        var answer: [UInt8] = []
        var byte: UInt8 = 0
        while read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n"), answer.count < 100 { answer.append(byte) }
        return String(decoding: answer, as: UTF8.self).lowercased()
    }
}
