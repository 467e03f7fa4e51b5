/// A line of a body without tags that looks like the beginning of a message: `system:`, `<User>`, `### Assistant`.
package struct RoleLine: Sendable, Hashable {
    /// The line's number in the file, from 1.
    package let line: Int
    /// What it says, up to the message's own words.
    package let text: String
    /// The role that it names.
    package let role: Role

    /// Nobody names a role in longer lines than this.
    private static let longest = 40

    /// Finds the first such line of a `.prompt` file; nil where no line looks so.
    ///
    /// A role with words behind it (`user: hi there`) may be part of a prose text or its example; such a line counts
    /// where the body begins with one and another follows.
    package init?(inBareText text: String) {
        guard PromptFormat.isBareText(text), let parts = try? PromptFile(text, file: nil) else { return nil }
        let before = parts.bytes[..<parts.bodyStart].count { $0 == Byte.lineFeed }
        let lines = parts.bytes[parts.bodyStart...].split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let first = lines.firstIndex { !$0.allSatisfy(\.isWhitespace) } ?? 0
        let isTranscript = lines.count { Self.openingSpeech($0) != nil } > 1 && Self.openingSpeech(lines[first]) != nil
        for (index, line) in lines.enumerated() {
            let speech = isTranscript ? Self.openingSpeech(line) : nil
            guard let found = Self.heading(line) ?? speech else { continue }
            self = Self(line: before + index + 1, text: found.text, role: found.role)
            return
        }
        return nil
    }

    private init(line: Int, text: String, role: Role) {
        self.line = line
        self.text = text
        self.role = role
    }

    /// The role that a line consists of, in one of the forms that chats are written in.
    private static func heading(_ line: String) -> (text: String, role: Role)? {
        guard line.utf8.count < longest else { return nil }
        let names: [Substring?] = [
            line.firstMatch(of: /^\s*<\s*(\w+)\s*>/)?.1,
            line.firstMatch(of: /^\s*#{0,3}\s*\[?(\w+)\]?:\s*$/)?.1,
            line.firstMatch(of: /^#{1,4}\s*(\w+)\s*$/)?.1,
            line.firstMatch(of: /^\s*\*\*(\w+):?\*\*:?\s*$/)?.1,
            line.firstMatch(of: /^\s*<\|(?:im_start\|>)?(\w+)(?:\|>)?\s*$/)?.1,
        ]
        guard let role = names.lazy.compactMap({ $0 }).compactMap(named).first else { return nil }
        return (String(line.drop(while: \.isWhitespace)), role)
    }

    /// The role that a line begins with, as transcripts have it.
    private static func openingSpeech(_ line: String) -> (text: String, role: Role)? {
        guard let name = line.firstMatch(of: /^(\w+):/)?.1, let role = named(name) else { return nil }
        return (name + ":", role)
    }

    private static func named(_ name: Substring) -> Role? { Role(rawValue: name.lowercased()) }
}
