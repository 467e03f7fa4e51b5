import Synchronization

/// The rows of all lines of a text.
struct LineRows: Sendable {
    var lines: [String] = []
    /// The rows of the first line, then those of the second, …
    var rows: [RowBreak] = []
    /// For each line the index of its first row, and at the end the count of rows.
    var firstRow: [Int] = [0]
}

/// Remembers how a text was wrapped, so that after an edit only the lines that changed are wrapped again.
///
/// Copies of a buffer share the cache. Its content is compared with the requested text, so it is never wrong.
final class WrapCache: Sendable {
    private let state = Mutex<(width: Int, rows: LineRows)>((0, LineRows()))

    func rows(of lines: [String], width: Int) -> LineRows {
        state.withLock { state in
            if state.width != width { state = (width, LineRows()) }
            Self.update(&state.rows, to: lines, width: width)
            return state.rows
        }
    }

    private static func update(_ known: inout LineRows, to lines: [String], width: Int) {
        let shorter = min(known.lines.count, lines.count)
        var prefix = 0
        while prefix < shorter && known.lines[prefix] == lines[prefix] { prefix += 1 }
        if prefix == lines.count && prefix == known.lines.count { return }
        var suffix = 0
        while suffix < shorter - prefix
            && known.lines[known.lines.count - 1 - suffix] == lines[lines.count - 1 - suffix]
        {
            suffix += 1
        }
        let oldEnd = known.lines.count - suffix
        let changed = lines[prefix..<(lines.count - suffix)]
        let firstChangedRow = known.firstRow[prefix]
        var rows: [RowBreak] = []
        var starts: [Int] = []
        for line in changed {
            starts.append(firstChangedRow + rows.count)
            wrap(line, width: width, into: &rows)
        }
        let shift = rows.count - (known.firstRow[oldEnd] - firstChangedRow)
        known.rows.replaceSubrange(firstChangedRow..<known.firstRow[oldEnd], with: rows)
        known.firstRow.replaceSubrange(prefix..<oldEnd, with: starts)
        if shift != 0 {
            for index in (prefix + starts.count)..<known.firstRow.count { known.firstRow[index] += shift }
        }
        known.lines = lines
    }

    static func wrap(_ line: String, width: Int, into rows: inout [RowBreak]) {
        let breaker = RowBreaker(width: width)
        GlyphScanner.scan(Substring(line)) { scanner in
            var isContinuation = false
            repeat {
                rows.append(breaker.next(&scanner, isContinuation: isContinuation))
                isContinuation = true
            } while scanner.offset < scanner.bytes.count
        }
    }
}
