import JSON
import Prompts
import RequestCore
import TextUI

/// Draws the visible part of the thread: blocks one below the other, with a bar in the left margin.
@MainActor enum ThreadPaneView {
    static func draw(_ state: AppState, in rect: Rect, blocks cache: ThreadBlocks, on canvas: inout Canvas) {
        let isFocused = state.focus == .thread
        canvas.hit(rect, .pane(.thread))
        let width = rect.width - 2
        guard width > 8, rect.height > 2 else { return }
        let inner = rect.inset(by: 1)
        let (part, found) = cache.part(
            of: state, width: width - 1 - margin(in: inner), height: max(1, inner.height))
        let page = LogPage(blocks: part.blocks, gap: 1, theme: canvas.theme)
        let matches = LogMatches(of: state.thread.search?.words ?? "", in: page)
        let number = found.flatMap { $0.number(after: state.thread.search?.steps ?? 0) }
        let current = found.flatMap { found in
            number.flatMap(found.place).flatMap { part.number(of: $0, found.refs, in: matches) }
        }
        let top = top(state, part, height: inner.height, match: current.map { matches.lines[$0] })
        let goesOn = part.goesOn || top + inner.height < part.lineCount
        _ = canvas.box(
            rect, title: "Thread", right: position(state), hint: hint(state, goesOn: goesOn), isFocused: isFocused)

        canvas.metrics.threadLines = part.lineCount
        canvas.metrics.threadOrigin = part.origin
        canvas.metrics.threadGoesOn = part.goesOn
        canvas.metrics.threadHeight = inner.height
        canvas.metrics.threadTop = top
        canvas.metrics.threadText = (page, inner)
        canvas.metrics.threadMatches = found
        canvas.metrics.threadTextWidth = width - 2 - margin(in: inner)
        for (block, start) in zip(part.blocks, part.starts) {
            if let ref = block.ref { canvas.metrics.entryLines[ref] = start..<(start + block.height) }
            guard start + block.height > top, start < top + inner.height else { continue }
            draw(block, at: start - top, in: inner, state, on: &canvas)
        }
        if state.layers.isEmpty { state.nameCompletion?.draw(on: &canvas, in: inner) }
        if let found, let search = state.thread.search {
            for line in top..<min(top + inner.height, page.lineCount) where !matches.pieces(inLine: line).isEmpty {
                let content = page.line(line)
                let point = Point(x: inner.x + content.indent, y: inner.y + line - top)
                matches.mark(line: line, content.left.text, at: point, current: current ?? -1, clip: inner, on: &canvas)
            }
            SearchLine(
                buffer: search.buffer, isActive: search.isActive && isFocused, count: found.count,
                current: number ?? 0, isComplete: found.isComplete
            ).draw(in: rect, on: &canvas)
        }
    }

    /// One free column at the right, if there is room.
    static func margin(in inner: Rect) -> Int { inner.width >= 58 ? 1 : 0 }

    /// The line at the top of the view: the scrolled position, adjusted so that a cursor is visible.
    private static func top(_ state: AppState, _ part: ThreadPart, height: Int, match: Int?) -> Int {
        let last = max(0, part.lineCount - height)
        let scrolled = state.thread.top.flatMap { part.line(of: $0, height: height) }
        var top = min(scrolled ?? last, last)
        if let match, state.thread.search?.isMoved == true {
            if match < top || match >= top + height { top = max(0, min(match - height / 3, last)) }
            return top
        }
        if scrolled == nil, let line = part.cursorLine {
            if line >= top + height { top = line - height + 1 }
            if line < top { top = max(0, line - 1) }
        }
        return top
    }

    /// Draws the part of a block that is in view.
    ///
    /// - Parameter row: the block's first row, counted from the top of `inner`.
    static func draw(
        _ block: ThreadBlock, at row: Int, in inner: Rect, _ state: AppState, on canvas: inout Canvas
    ) {
        let visible = Rect(x: inner.x, y: inner.y + row, width: inner.width, height: block.height).intersection(inner)
        if let target = block.target { canvas.hit(visible, target) }
        for y in visible.y..<visible.maxY where block.bar != .plain {
            canvas.frame.put(canvas.borders == .ascii ? "|" : "▎", at: Point(x: inner.x, y: y), style: block.bar)
        }
        let content = inner.inset(left: 1, right: margin(in: inner))
        var y = inner.y + row
        for segment in block.segments {
            let from = max(0, content.y - y)
            let to = min(height(segment), content.maxY - y)
            if from < to { draw(segment, rows: from..<to, at: y, in: content, state.draft.inputs, on: &canvas) }
            y += height(segment)
        }
        if let ref = block.ref, state.focus == .thread, state.thread.cursor == .selected(ref), row >= 0,
            row < inner.height, !(state.layers.top is VisualMode)
        {
            canvas.markSelected(Rect(x: content.x, y: inner.y + row, width: content.width, height: 1))
        }
    }

    private static func height(_ segment: ThreadBlock.Segment) -> Int {
        switch segment {
        case .rows(let rows): rows.count
        case .text(let lines, _, _): lines.count
        case .styled(let rows): rows.count
        case .image(let key): key.size.height
        case .input(let layout, _, _, _): layout.rowCount
        }
    }

    private static func draw(
        _ segment: ThreadBlock.Segment, rows: Range<Int>, at y: Int, in content: Rect, _ inputs: JSONObject,
        on canvas: inout Canvas
    ) {
        switch segment {
        case .rows(let all):
            for index in rows {
                let row = all[index]
                let place = Point(x: content.x + row.indent, y: y + index)
                canvas.row(
                    row.left, right: row.right, at: place,
                    width: content.width - row.indent)
                if let url = row.fetches { canvas.metrics.want(fetched: url) }
                if let target = row.target {
                    canvas.hit(Rect(x: content.x, y: y + index, width: content.width, height: 1), target)
                }
            }
        case .text(let lines, let style, let marksVariables):
            for index in rows {
                let line = StyledText(lines[index].text, style)
                let text =
                    marksVariables
                    ? VariableMarks.marked(line, canvas.theme[.variable], unset: canvas.theme[.warn], inputs) : line
                canvas.frame.put(text, at: Point(x: content.x + 1, y: y + index), clip: content)
            }
        case .styled(let all):
            for index in rows {
                canvas.frame.put(all[index].text, at: Point(x: content.x + 1, y: y + index), clip: content)
            }
        case .image(let key): canvas.image(key, rows: rows, at: Point(x: content.x + 3, y: y), clip: content)
        case .input(let layout, let prefix, let hasCursor, let target):
            let indent = prefix.width
            canvas.metrics.inputs[target] = Point(x: content.x + indent, y: y)
            for (offset, row) in layout.rows(rows).enumerated() {
                let line = y + rows.lowerBound + offset
                if rows.lowerBound + offset == 0 { canvas.frame.put(prefix, at: Point(x: content.x, y: line)) }
                canvas.frame.put(
                    row.text, at: Point(x: content.x + indent, y: line), style: canvas.theme[.text], clip: content)
                if let selection = row.selection {
                    let rect = Rect(
                        x: content.x + indent + selection.lowerBound, y: line, width: selection.count, height: 1)
                    canvas.markSelected(rect.intersection(content))
                }
                canvas.hit(Rect(x: content.x, y: line, width: content.width, height: 1), target)
            }
            if hasCursor, rows.contains(layout.cursor.y) {
                canvas.frame.cursor = Point(
                    x: min(content.x + indent + layout.cursor.x, content.maxX - 1), y: y + layout.cursor.y)
            }
        }
    }

    private static func position(_ state: AppState) -> String {
        let all = state.selectableEntries
        guard !all.isEmpty else { return "" }
        if case .selected(let ref) = state.thread.cursor, let index = all.firstIndex(of: ref) {
            return "\(index + 1) of \(all.count)"
        }
        return "\(all.count)"
    }

    private static func hint(_ state: AppState, goesOn: Bool) -> String {
        let open = state.thread.missingResults.count
        if open > 0, state.run == nil { return open == 1 ? "1 call needs a result" : "\(open) calls need a result" }
        return goesOn ? "more below" : ""
    }
}

/// Makes `{{names}}` stand out in a line of a template.
enum VariableMarks {
    /// - Parameters:
    ///   - unset: the style of variables without a value.
    ///   - inputs: the values; nil where all are marked alike.
    static func marked(
        _ line: StyledText, _ style: Style, unset: Style = .plain, _ inputs: JSONObject? = nil
    ) -> StyledText {
        guard line.spans.count == 1, let span = line.spans.first, span.text.utf8.contains(UInt8(ascii: "{")) else {
            return line
        }
        var result = StyledText()
        var rest = Substring(span.text)
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            result.append(String(rest[..<open.lowerBound]), span.style)
            let name = String(rest[open.upperBound..<close.lowerBound]).trimmingSpaces
            let isUnset = inputs.map { Variables.value(name, in: $0) == nil } ?? false
            result.append(String(rest[open.lowerBound..<close.upperBound]), isUnset ? unset : style)
            rest = rest[close.upperBound...]
        }
        result.append(String(rest), span.style)
        return result
    }
}
