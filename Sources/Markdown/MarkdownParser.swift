internal import CMarkdown

/// Reads Markdown with md4c, in the dialect of GitHub and with `$…$` as text.
package enum MarkdownParser {
    /// Whether the library is installed. The first call opens it.
    package static var isAvailable: Bool { etude_markdown_open() == nil }

    /// The blocks of a document; nil without the library.
    ///
    /// Nothing a document holds is an error. Quotes and lists that are nested deeper than
    /// ``MarkdownBuilder/deepest`` levels are read as if they were not.
    package static func blocks(of text: String) -> [MarkdownBlock]? {
        guard isAvailable else { return nil }
        let builder = MarkdownBuilder()
        var parser = MD_PARSER()
        parser.flags = etude_markdown_flags
        parser.enter_block = { kind, detail, context in
            builderBehind(context).enter(kind, detail)
            return 0
        }
        parser.leave_block = { kind, _, context in
            builderBehind(context).leave(kind)
            return 0
        }
        parser.enter_span = { kind, detail, context in
            builderBehind(context).enter(kind, detail)
            return 0
        }
        parser.leave_span = { kind, _, context in
            builderBehind(context).leave(kind)
            return 0
        }
        parser.text = { kind, start, size, context in
            let bytes = UnsafeBufferPointer(start: start, count: Int(size))
            builderBehind(context).text(kind, String(decoding: bytes.map(UInt8.init(bitPattern:)), as: UTF8.self))
            return 0
        }
        var text = text
        let status = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                etude_markdown_parse(
                    characters.baseAddress, MD_SIZE(characters.count), &parser,
                    Unmanaged.passUnretained(builder).toOpaque())
            }
        }
        return status == 0 ? builder.blocks : nil
    }
}

/// The builder that md4c hands back, which lives until the parser has returned.
private func builderBehind(_ context: UnsafeMutableRawPointer?) -> MarkdownBuilder {
    guard let context else { return MarkdownBuilder() }
    return Unmanaged<MarkdownBuilder>.fromOpaque(context).takeUnretainedValue()
}
