import TextUI

/// The part of the thread that is laid out: what is seen, and some more above and below it.
struct ThreadPart: Sendable {
    let blocks: [ThreadBlock]
    /// The first line of each block. One empty line separates blocks.
    let starts: [Int]
    let lineCount: Int
    /// The message with which the part begins; nil where the thread does.
    let origin: EntryRef?
    /// Whether the thread goes on below.
    let goesOn: Bool

    init(_ blocks: [ThreadBlock], beginsThread: Bool, goesOn: Bool) {
        self.blocks = blocks
        var line = 0
        starts = blocks.map { block in
            defer { line += block.height + 1 }
            return line
        }
        lineCount = max(0, line - 1)
        origin = beginsThread ? nil : blocks.first?.ref
        self.goesOn = goesOn
    }

    /// The line that an anchor tells; nil if its message is not here.
    ///
    /// - Parameter height: the lines of the view.
    func line(of anchor: ThreadAnchor, height: Int) -> Int? {
        guard let ref = anchor.ref else { return origin == nil ? anchor.row : nil }
        guard let index = blocks.firstIndex(where: { $0.ref == ref }) else { return nil }
        guard anchor.endsView else { return starts[index] + anchor.row }
        return max(0, min(starts[index], starts[index] + blocks[index].height - height))
    }

    /// The line of the cursor; nil if it is elsewhere.
    var cursorLine: Int? {
        for (block, start) in zip(blocks, starts) {
            if let row = block.cursorRow { return start + row }
        }
        return nil
    }
}

extension ThreadBlocks {
    /// Lays out what the view needs, and enough around it for the next key to scroll.
    ///
    /// The work depends on the size of the view, not on the length of the thread. A search, and a selection of text, need all.
    ///
    /// - Parameters:
    ///   - width: columns right of the bar.
    ///   - height: the lines of the view.
    func part(of state: AppState, width: Int, height: Int) -> ThreadPart {
        lay(out: state, width: width) { refs, block, tail in
            if state.readsWholeThread { return ThreadPart(refs.map(block) + tail, beginsThread: true, goesOn: false) }
            let margin = 2 * height
            guard let (place, ref, row, endsView) = pivot(of: state, refs) else {
                let wanted = height + margin - tail.reduce(0) { $0 + $1.height + 1 }
                let above = blocks(before: refs.count, lines: wanted, refs, block)
                return ThreadPart(above + tail, beginsThread: above.count == refs.count, goesOn: false)
            }
            let middle = ref.map(block)
            let from = place + (middle == nil ? 0 : 1)
            let above = blocks(before: place, lines: margin + (endsView ? height : 0), refs, block)
            let wanted = max(row, middle?.cursorRow ?? 0) + height + margin - (middle?.height ?? 0)
            let below = blocks(after: from, lines: wanted, refs, block)
            let isWhole = from + below.count == refs.count
            return ThreadPart(
                above + (middle.map { [$0] } ?? []) + below + (isWhole ? tail : []),
                beginsThread: above.count == place, goesOn: !isWhole)
        }
    }

    /// The message around which the thread is laid out: the one where the view begins, else the one with the cursor of a text;
    /// nil for the end.
    ///
    /// - Returns: its place and itself, nil for the beginning of the thread, and the anchor's row.
    private func pivot(
        of state: AppState, _ refs: SelectableEntries
    ) -> (place: Int, ref: EntryRef?, row: Int, endsView: Bool)? {
        if let top = state.thread.top {
            guard let ref = top.ref else { return (0, nil, top.row, false) }
            if let place = refs.firstIndex(of: ref) { return (place, ref, top.row, top.endsView) }
        }
        switch state.thread.cursor {
        case .editing(let ref): return refs.firstIndex(of: ref).map { ($0, ref, 0, false) }
        case .result(let call):
            let ref = EntryRef.entry(call.entry)
            return refs.firstIndex(of: ref).map { ($0, ref, 0, false) }
        case .composer, .selected: return nil
        }
    }

    private func blocks(
        before place: Int, lines: Int, _ refs: SelectableEntries, _ block: (EntryRef) -> ThreadBlock
    ) -> [ThreadBlock] {
        var (blocks, count, place): ([ThreadBlock], Int, Int) = ([], 0, place)
        while place > 0, count < lines {
            place -= 1
            blocks.append(block(refs[place]))
            count += (blocks.last?.height ?? 0) + 1
        }
        return blocks.reversed()
    }

    private func blocks(
        after place: Int, lines: Int, _ refs: SelectableEntries, _ block: (EntryRef) -> ThreadBlock
    ) -> [ThreadBlock] {
        var (blocks, count, place): ([ThreadBlock], Int, Int) = ([], 0, place)
        while place < refs.count, count < lines {
            blocks.append(block(refs[place]))
            count += (blocks.last?.height ?? 0) + 1
            place += 1
        }
        return blocks
    }
}

extension AppState {
    /// Whether all of the thread has to be laid out.
    var readsWholeThread: Bool {
        thread.search != nil || layers.all(VisualMode.self).contains { $0.source == .thread }
    }

    /// Whether all of the thread has to be laid out, and only a part was in the last frame.
    var awaitsWholeThread: Bool { metrics.threadIsCut && readsWholeThread }
}
