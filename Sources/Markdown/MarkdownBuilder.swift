internal import CMarkdown

/// Puts the events of md4c together into blocks.
final class MarkdownBuilder {
    /// The levels of quotes and lists that are kept apart; deeper ones join the last of these.
    static let deepest = 24

    /// A quote, list or item that has begun. The document itself is the first.
    private enum Container {
        case document
        case quote
        case list(MarkdownList)
        case item(isDone: Bool?)
    }

    private var containers: [(kind: Container, blocks: [MarkdownBlock])] = [(.document, [])]
    /// The containers that are too deep to be kept.
    private var skipped = 0
    private var inlines = MarkdownInlines()
    /// The text of a code block or of raw HTML.
    private var literal = ""
    private var language = ""
    private var level = 1
    private var table = MarkdownTable()
    private var row: [[MarkdownInline]] = []

    /// The finished blocks of the document.
    var blocks: [MarkdownBlock] {
        var builder = self.containers
        while builder.count > 1, let inner = builder.popLast() {
            builder[builder.count - 1].blocks.append(.quote(inner.blocks))
        }
        return builder[0].blocks
    }

    func enter(_ kind: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
        switch kind {
        case MD_BLOCK_QUOTE: open(.quote)
        case MD_BLOCK_UL:
            let detail = detail?.load(as: MD_BLOCK_UL_DETAIL.self)
            open(.list(MarkdownList(start: nil, isTight: detail?.is_tight != 0)))
        case MD_BLOCK_OL:
            let detail = detail?.load(as: MD_BLOCK_OL_DETAIL.self)
            open(.list(MarkdownList(start: Int(detail?.start ?? 1), isTight: detail?.is_tight != 0)))
        case MD_BLOCK_LI:
            endTightText()
            let detail = detail?.load(as: MD_BLOCK_LI_DETAIL.self)
            let isTask = detail?.is_task ?? 0 != 0
            open(.item(isDone: isTask ? detail?.task_mark != CChar(UInt8(ascii: " ")) : nil))
        case MD_BLOCK_H:
            endTightText()
            level = Int(detail?.load(as: MD_BLOCK_H_DETAIL.self).level ?? 1)
        case MD_BLOCK_CODE:
            endTightText()
            literal = ""
            language = detail.map { Self.text(of: $0.load(as: MD_BLOCK_CODE_DETAIL.self).lang) } ?? ""
        case MD_BLOCK_HTML:
            endTightText()
            literal = ""
        case MD_BLOCK_TABLE:
            endTightText()
            table = MarkdownTable()
        case MD_BLOCK_TR: row = []
        case MD_BLOCK_TH:
            let align = detail?.load(as: MD_BLOCK_TD_DETAIL.self).align
            table.alignments.append(align == MD_ALIGN_CENTER ? .center : align == MD_ALIGN_RIGHT ? .right : .left)
        case MD_BLOCK_HR: endTightText()
        case MD_BLOCK_P: endTightText()
        default: break
        }
    }

    func leave(_ kind: MD_BLOCKTYPE) {
        switch kind {
        case MD_BLOCK_QUOTE, MD_BLOCK_UL, MD_BLOCK_OL, MD_BLOCK_LI: close()
        case MD_BLOCK_P: add(.paragraph(inlines.take()))
        case MD_BLOCK_H: add(.heading(level: level, inlines.take()))
        case MD_BLOCK_CODE: add(.code(language: language, literal))
        case MD_BLOCK_HTML: add(.html(literal))
        case MD_BLOCK_HR: add(.rule)
        case MD_BLOCK_TH, MD_BLOCK_TD: row.append(inlines.take())
        case MD_BLOCK_TR: table.rows.append(row)
        case MD_BLOCK_TABLE: add(.table(table))
        default: break
        }
    }

    func enter(_ kind: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
        switch kind {
        case MD_SPAN_EM: inlines.begin(.emphasis)
        case MD_SPAN_STRONG: inlines.begin(.strong)
        case MD_SPAN_CODE: inlines.begin(.code)
        case MD_SPAN_DEL: inlines.begin(.deleted)
        case MD_SPAN_A:
            inlines.beginLink(to: detail.map { Self.text(of: $0.load(as: MD_SPAN_A_DETAIL.self).href) } ?? "")
        case MD_SPAN_IMG:
            let source = detail.map { Self.text(of: $0.load(as: MD_SPAN_IMG_DETAIL.self).src) } ?? ""
            inlines.addSign(ofImage: source)
            inlines.beginLink(to: source)
        case MD_SPAN_LATEXMATH: inlines.add("$")
        case MD_SPAN_LATEXMATH_DISPLAY: inlines.add("$$")
        default: break
        }
    }

    func leave(_ kind: MD_SPANTYPE) {
        switch kind {
        case MD_SPAN_EM, MD_SPAN_STRONG, MD_SPAN_CODE, MD_SPAN_DEL: inlines.end()
        case MD_SPAN_A, MD_SPAN_IMG: inlines.endLink()
        case MD_SPAN_LATEXMATH: inlines.add("$")
        case MD_SPAN_LATEXMATH_DISPLAY: inlines.add("$$")
        default: break
        }
    }

    func text(_ kind: MD_TEXTTYPE, _ text: String) {
        switch kind {
        case MD_TEXT_BR: inlines.add("\n")
        case MD_TEXT_SOFTBR: inlines.add(" ")
        case MD_TEXT_NULLCHAR: inlines.add("\u{FFFD}")
        case MD_TEXT_ENTITY: inlines.add(MarkdownEntity.text(of: text))
        case MD_TEXT_CODE where inlines.isEmptyOfSpans: literal += text
        case MD_TEXT_HTML where inlines.isEmptyOfSpans && inlines.isEmpty: literal += text
        default: inlines.add(text)
        }
    }

    private func open(_ container: Container) {
        endTightText()
        guard containers.count <= Self.deepest else {
            skipped += 1
            return
        }
        containers.append((container, []))
    }

    private func close() {
        endTightText()
        guard skipped == 0 else {
            skipped -= 1
            return
        }
        guard containers.count > 1, let last = containers.popLast() else { return }
        switch last.kind {
        case .document: break
        case .quote: add(.quote(last.blocks))
        case .list(let list): add(.list(list))
        case .item(let isDone):
            guard case .list(var list)? = containers.last?.kind else { return }
            list.items.append(MarkdownList.Item(isDone: isDone, blocks: last.blocks))
            containers[containers.count - 1].kind = .list(list)
        }
    }

    /// The text of a tight item has no paragraph of its own; it ends where the next block begins.
    private func endTightText() {
        let text = inlines.take()
        if !text.isEmpty { add(.paragraph(text)) }
    }

    private func add(_ block: MarkdownBlock) {
        // Blocks of a list too deep to be kept may only stand in its items.
        if case .list(var list)? = containers.last?.kind {
            if list.items.isEmpty { list.items.append(MarkdownList.Item()) }
            list.items[list.items.count - 1].blocks.append(block)
            containers[containers.count - 1].kind = .list(list)
        } else {
            containers[containers.count - 1].blocks.append(block)
        }
    }

    private static func text(of attribute: MD_ATTRIBUTE) -> String {
        guard attribute.size > 0, let start = attribute.text else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: Int(attribute.size)).map(UInt8.init(bitPattern:))
        var text = ""
        var piece = 0
        // The pieces follow each other, and the end of the last is the size.
        while let from = attribute.substr_offsets?[piece], from < attribute.size {
            guard let to = attribute.substr_offsets?[piece + 1] else { break }
            let words = String(decoding: bytes[Int(from)..<Int(to)], as: UTF8.self)
            text += attribute.substr_types?[piece] == MD_TEXT_ENTITY ? MarkdownEntity.text(of: words) : words
            piece += 1
        }
        return text
    }
}
