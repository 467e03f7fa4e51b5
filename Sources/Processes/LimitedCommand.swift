package import RequestCore

/// The start of a program that reads strangers' files, with limits that the system holds it to.
package enum LimitedCommand {
    /// Address space in KiB: an image of 100 megapixels fits, a bomb does not.
    private static let memory = 1 << 20
    /// Seconds of a processor.
    private static let seconds = 10

    /// The argv that starts a program under the limits: memory, processor time, no files written, no core.
    ///
    /// A shell sets them on itself and becomes the program; the arguments reach it as arguments, never as a script.
    package static func argv(_ program: [String]) -> [String] {
        let limits = "ulimit -v \(memory) && ulimit -t \(seconds) && ulimit -f 0 && ulimit -c 0"
        return ["/bin/sh", "-c", "\(limits) && exec \"$@\"", "sh"] + program
    }

    /// What went wrong, in a sentence about the program; nil for a good end.
    package static func fault(of program: String, _ result: ToolProcessResult) -> String? {
        switch result.ending {
        case .exited(0): nil
        case .exited(126), .exited(127): "\(program) is not installed"
        case .exited(let status): "\(program) ended with status \(status)" + words(result.errors)
        case .signalled(let number): "\(program) was ended by signal \(number)"
        case .timedOut: "\(program) took longer than its limit"
        case .wroteTooMuch: "\(program) wrote more than its limit"
        case .stopped: "stopped"
        case .notStarted(let words): "\(program) could not be started: \(words)"
        }
    }

    private static func words(_ errors: String) -> String {
        let line = errors.split(separator: "\n").first.map(String.init) ?? ""
        return line.isEmpty ? "" : ": " + line.prefix(200)
    }
}
