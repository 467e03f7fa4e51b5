/// The pieces of the text of a block, as they come.
struct MarkdownInlines {
    private var pieces: [MarkdownInline] = []
    private var traits: [MarkdownInline.Traits] = [[]]
    /// The links that have begun: the address, and the number of pieces before.
    private var links: [(address: String, start: Int)] = []

    var isEmpty: Bool { pieces.isEmpty }

    /// Whether no emphasis, code or link has begun.
    var isEmptyOfSpans: Bool { traits.count == 1 }

    mutating func begin(_ trait: MarkdownInline.Traits) {
        traits.append(current.union(trait))
    }

    mutating func end() {
        if traits.count > 1 { traits.removeLast() }
    }

    mutating func beginLink(to address: String) {
        links.append((address, pieces.count))
        begin(.link)
    }

    /// Ends a link. Its address is shown behind its text, unless the text says it.
    mutating func endLink() {
        end()
        guard let link = links.popLast(), !link.address.isEmpty else { return }
        let text = pieces[min(link.start, pieces.count)...].reduce(into: "") { $0 += $1.text }
        if text.isEmpty {
            add(link.address, [.link])
        } else if !Self.says(text, link.address) {
            add(" (\(link.address))", [.address])
        }
    }

    private static func says(_ text: String, _ address: String) -> Bool {
        ["", "http://", "https://", "mailto:"].contains { $0 + text == address || $0 + text + "/" == address }
    }

    /// Adds the sign that stands before the text of an image.
    mutating func addSign(ofImage address: String) {
        var sign = MarkdownInline("▣ ", current)
        if !address.isEmpty { sign.image = address }
        pieces.append(sign)
    }

    mutating func add(_ text: String) {
        add(text, current)
    }

    private mutating func add(_ text: String, _ traits: MarkdownInline.Traits) {
        guard !text.isEmpty else { return }
        if let last = pieces.last, last.traits == traits, last.image == nil {
            pieces[pieces.count - 1].text += text
        } else {
            pieces.append(MarkdownInline(text, traits))
        }
    }

    /// The pieces so far; begins anew.
    mutating func take() -> [MarkdownInline] {
        defer { self = MarkdownInlines() }
        return pieces
    }

    private var current: MarkdownInline.Traits { traits.last ?? [] }
}
