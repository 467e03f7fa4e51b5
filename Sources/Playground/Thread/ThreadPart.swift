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

    /// The number of blocks at the end that follow all messages.
    private let tailCount: Int

    /// - Parameter tail: what follows all messages, where the part goes that far.
    init(_ blocks: [ThreadBlock], tail: [ThreadBlock]?, beginsThread: Bool) {
        self.blocks = blocks + (tail ?? [])
        tailCount = tail?.count ?? 0
        var line = 0
        starts = self.blocks.map { block in
            defer { line += block.height + 1 }
            return line
        }
        lineCount = max(0, line - 1)
        origin = beginsThread ? nil : self.blocks.first?.ref
        goesOn = tail == nil
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

    /// The number of a match among those of this part; nil where its message is not here.
    ///
    /// - Parameter matches: those of this part.
    func number(of place: ThreadMatches.Place, _ refs: SelectableEntries, in matches: LogMatches) -> Int? {
        guard let lines = lines(of: place, refs), let from = matches.lines.firstIndex(where: { $0 >= lines.lowerBound })
        else { return nil }
        let count = matches.lines[from...].prefix { $0 < lines.upperBound }.count
        return count == 0 ? nil : from + min(place.number, count - 1)
    }

    /// The lines of the message of a match; nil where it is not here.
    func lines(of place: ThreadMatches.Place, _ refs: SelectableEntries) -> Range<Int>? {
        guard place.position < refs.count else {
            return tailCount == 0 ? nil : starts[blocks.count - tailCount]..<lineCount
        }
        let ref = refs[place.position]
        return blocks.firstIndex { $0.ref == ref }.map { starts[$0]..<(starts[$0] + blocks[$0].height) }
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
    /// The work depends on the size of the view, not on the length of the thread. A selection of text lays out what it may take.
    ///
    /// - Parameters:
    ///   - width: columns right of the bar.
    ///   - height: the lines of the view.
    /// - Returns: the part, and what a search has found in the whole thread.
    func part(of state: AppState, width: Int, height: Int) -> (part: ThreadPart, found: ThreadMatches?) {
        lay(out: state, width: width) { refs, block, tail in
            let found = found(in: state, width: width, refs, tail: tail)
            if let reach = state.visualReach {
                return (self.part(of: reach, refs, block, tail), found?.matches)
            }
            let part = part(around: pivot(of: state, refs), height: height, refs, block, tail)
            guard let search = state.thread.search, search.isMoved, let found,
                let place = found.matches.place(of: found.matches.number(after: search.steps)),
                part.lines(of: place, refs) == nil
            else { return (part, found?.matches) }
            // The match is far away.
            guard place.position < refs.count else {
                return (self.part(around: nil, height: height, refs, block, tail), found.matches)
            }
            let ref = refs[place.position]
            let lines = LogMatches(of: search.words, in: LogPage(blocks: [found.block(ref)], theme: .plain)).lines
            let row = lines.isEmpty ? 0 : lines[min(place.number, lines.count - 1)]
            let pivot: Pivot = (place.position, ref, row, false)
            return (self.part(around: pivot, height: height, refs, block, tail), found.matches)
        }
    }

    private func part(
        of reach: VisualReach, _ refs: SelectableEntries, _ block: (EntryRef) -> ThreadBlock, _ tail: [ThreadBlock]
    ) -> ThreadPart {
        let place = reach.center.flatMap(refs.firstIndex) ?? 0
        let above = blocks(before: place, lines: reach.above, refs, block)
        let below = blocks(after: place, lines: reach.below, refs, block)
        let isWhole = place + below.count == refs.count
        return ThreadPart(above + below, tail: isWhole ? tail : nil, beginsThread: above.count == place)
    }

    /// The place of a message and itself, nil for the beginning of the thread, and the row of it at which the view begins.
    private typealias Pivot = (place: Int, ref: EntryRef?, row: Int, endsView: Bool)

    /// Lays out what is seen around a message; nil for the end of the thread.
    private func part(
        around pivot: Pivot?, height: Int, _ refs: SelectableEntries, _ block: (EntryRef) -> ThreadBlock,
        _ tail: [ThreadBlock]
    ) -> ThreadPart {
        let margin = 2 * height
        guard let (place, ref, row, endsView) = pivot else {
            let wanted = height + margin - tail.reduce(0) { $0 + $1.height + 1 }
            let above = blocks(before: refs.count, lines: wanted, refs, block)
            return ThreadPart(above, tail: tail, beginsThread: above.count == refs.count)
        }
        let middle = ref.map(block)
        let from = place + (middle == nil ? 0 : 1)
        let above = blocks(before: place, lines: margin + (endsView ? height : 0), refs, block)
        let wanted = max(row, middle?.cursorRow ?? 0) + height + margin - (middle?.height ?? 0)
        let below = blocks(after: from, lines: wanted, refs, block)
        let isWhole = from + below.count == refs.count
        return ThreadPart(
            above + (middle.map { [$0] } ?? []) + below, tail: isWhole ? tail : nil, beginsThread: above.count == place)
    }

    /// The message around which the thread is laid out: the one where the view begins, else the one with the cursor of a text;
    /// nil for the end.
    ///
    private func pivot(of state: AppState, _ refs: SelectableEntries) -> Pivot? {
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
    /// How much of the thread a selection of text needs; nil without one.
    var visualReach: VisualReach? { layers.all(VisualMode.self).compactMap(\.reach).first }

    /// Whether the next key needs more than the last frame has laid out or found.
    package var awaitsLayout: Bool {
        visualReach?.awaitsFrame == true
            || thread.search.map { $0.words != metrics.threadMatches?.words } ?? false
    }
}
