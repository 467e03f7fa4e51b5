/// A person's way to name a stored version: `weather`, `weather@v12`, `weather@production`, `weather~2`, or a hash.
package struct Reference: Sendable, Hashable {
    /// What a reference names before any `~`.
    package enum Target: Sendable, Hashable {
        /// The prompt's newest version.
        case newest(prompt: String)
        case number(prompt: String, Int)
        case environment(prompt: String, String)
        /// The beginning of a hash: at least 8 lower-case hex digits.
        case hash(String)
    }

    /// The version to start from.
    package var target: Target
    /// How many parents to go back from the target: `~2`.
    package var ancestors: Int

    /// Makes a reference to an ancestor of a target.
    package init(target: Target, ancestors: Int = 0) {
        self.target = target
        self.ancestors = ancestors
    }

    /// Tells whether a text can be a prompt's name: by itself it must be a REF to the prompt on a command line.
    /// `support/triage` is in the folder `support`; `-x` would be an option there, and `notes.txt` a file.
    package static func canBePrompt(_ name: String) -> Bool {
        let pieces = name.split(separator: "/", omittingEmptySubsequences: false)
        guard pieces.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), name.utf8.count <= 200 else {
            return false
        }
        guard case .newest(name) = Reference(name)?.target, !name.contains("~"), !name.hasPrefix("-") else {
            return false
        }
        let unseen: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator, .surrogate]
        return !hasExtension(name) && !name.unicodeScalars.contains { unseen.contains($0.properties.generalCategory) }
    }

    /// Tells whether a text ends like a file's name: in a dot and letters.
    package static func hasExtension(_ text: String) -> Bool {
        guard let dot = text.lastIndex(of: ".") else { return false }
        return dot != text.startIndex && text.index(after: dot) != text.endIndex
    }

    /// Returns why a text cannot be a prompt's name.
    package static func notAPrompt(_ name: String) -> String {
        let why =
            if name.contains("@") || name.contains("~") {
                "@ and ~ are for its versions"
            } else if name.hasPrefix("-") {
                "it would be an option"
            } else if hasExtension(name) {
                "with a dot it would be a file"
            } else if case .hash? = Reference(name)?.target {
                "it could be a hash"
            } else {
                "use words such as weather or support/triage"
            }
        return "'\(name.prefix(40))' cannot be a prompt's name: \(why)"
    }

    /// Reads a REF: `weather`, `weather@v12`, `weather@production`, `weather~2` or a hash of at least 8 digits.
    ///
    /// nil if the text is not one (empty, or with a malformed `@` or `~`).
    package init?(_ text: String) {
        var name = Substring(text)
        var ancestors = 0
        if let tilde = name.lastIndex(of: "~") {
            let count = name[name.index(after: tilde)...]
            guard let steps = count.isEmpty ? 1 : Int(count), steps >= 0 else { return nil }
            ancestors = steps
            name = name[..<tilde]
        }
        guard !name.isEmpty else { return nil }
        if let at = name.lastIndex(of: "@") {
            let prompt = String(name[..<at])
            let label = name[name.index(after: at)...]
            guard !prompt.isEmpty, !label.isEmpty else { return nil }
            if label.first == "v", let number = Int(label.dropFirst()) {
                self.init(target: .number(prompt: prompt, number), ancestors: ancestors)
            } else {
                self.init(target: .environment(prompt: prompt, String(label)), ancestors: ancestors)
            }
            return
        }
        let lowered = name.lowercased()
        let isHash =
            (8...64).contains(lowered.utf8.count)
            && lowered.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        self.init(target: isHash ? .hash(lowered) : .newest(prompt: String(name)), ancestors: ancestors)
    }
}
