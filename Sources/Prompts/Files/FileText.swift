/// The text of a prompt's file, as one read found it.
///
/// What is said of a file comes from one such value, so that it holds together even when another program writes the file
/// at the same moment.
package struct FileText: Sendable, Hashable {
    /// The path, as errors name it.
    package var path: String
    package let text: String

    /// Makes the text of a file, or the one that is about to be the text of a file.
    package init(_ text: String, path: String) {
        self.path = path
        self.text = text
    }

    /// Identifies the content: the SHA-256 of the text. It is hashed when asked for, since most texts are only read.
    package var fingerprint: String { SHA256.hex(of: Array(text.utf8)) }

    /// The text, where a draft can keep and edit it; see ``editable(_:path:)``.
    package var editable: String? { Self.editable(text, path: path) }

    /// Returns a text in Étude's own format as it is, and nil for other formats, foreign line ends and texts that are too
    /// long to be edited here. Those stay in their file only.
    ///
    /// - Parameter path: nil for a text that does not come from a file.
    package static func editable(_ text: String, path: String?) -> String? {
        guard text.utf8.count <= longestEditable, !text.utf8.contains(UInt8(ascii: "\r")) else { return nil }
        return [.prompt, .dotprompt].contains(Bridge.recognise(text, path: path)) ? text : nil
    }

    /// In bytes: 256 KB.
    private static let longestEditable = 256 << 10
}
