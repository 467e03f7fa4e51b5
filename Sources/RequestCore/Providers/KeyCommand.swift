package import Prompts

/// The command of a password manager that prints a provider's key. It is run without a shell.
package struct KeyCommand: Sendable, Hashable {
    /// The program and its arguments.
    package var argv: [String]
    /// Seconds for which its key is used; nil for as long as the process lives.
    package var lifetime: Double?

    /// Makes a command.
    package init(argv: [String], lifetime: Double? = nil) {
        self.argv = argv
        self.lifetime = lifetime
    }

    /// The program's name without its folder. The arguments stay out of messages, because they may name a secret.
    package var program: String { argv.first?.split(separator: "/").last.map(String.init) ?? "" }

    /// The longest time that a command may take, in seconds.
    package static let timeout = 30.0
    /// The longest output that is read, in bytes.
    package static let longestOutput = 8 << 10

    /// The key in what the command printed: its first line, without white space at the ends.
    ///
    /// - Throws: what is wrong with it, without quoting it.
    package func key(in output: [UInt8]) throws(FieldError) -> Secret {
        guard output.count <= Self.longestOutput else { throw error("printed more than 8 KB; it should print a key") }
        guard let text = String(validating: output, as: UTF8.self) else {
            throw error("printed something that is not text")
        }
        var line = text.prefix { !$0.isNewline }
        while line.first?.isWhitespace ?? false { line.removeFirst() }
        while line.last?.isWhitespace ?? false { line.removeLast() }
        guard !line.isEmpty else { throw error("printed no key: its first line is empty") }
        if let problem = KeyText.problem(with: String(line)) {
            throw error("printed a key that cannot be used: " + problem)
        }
        return Secret(String(line))
    }

    private func error(_ words: String) -> FieldError {
        FieldError(field: "api_key_command", message: "\(program) \(words)")
    }
}
