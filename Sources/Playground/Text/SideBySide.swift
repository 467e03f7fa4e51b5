import Prompts
import TextUI

/// Draws a difference in two columns: the old text at the left, the new one at the right, changed lines opposite each other.
enum SideBySide {
    private static let separator = " │ "

    /// The lines of both texts, each wrapped to half of the width.
    static func lines(_ diff: TextDiff, width: Int, _ theme: Theme) -> [StyledText] {
        let room = max(8, (width - DisplayWidth.of(separator)) / 2)
        return pairs(diff.lines).flatMap { pair -> [StyledText] in
            let left = pair.old.map { DiffText.wrapped($0, width: room, theme) } ?? []
            let right = pair.new.map { DiffText.wrapped($0, width: room, theme) } ?? []
            return (0..<max(left.count, right.count)).map { row in
                let old = left.indices.contains(row) ? left[row] : StyledText()
                let new = right.indices.contains(row) ? right[row] : StyledText()
                return old.padded(to: room).appending(separator, theme[.border]).appending(new)
            }
        }
    }

    /// The lines that stand opposite each other. Of a change, the first removed line stands opposite the first added one.
    private static func pairs(_ lines: [TextDiff.Line]) -> [(old: TextDiff.Line?, new: TextDiff.Line?)] {
        var pairs: [(old: TextDiff.Line?, new: TextDiff.Line?)] = []
        var open = 0
        for line in lines {
            switch line.kind {
            case .same:
                pairs.append((line, line))
                open = pairs.count
            case .removed: pairs.append((line, nil))
            case .added:
                if open < pairs.count, pairs[open].new == nil {
                    pairs[open].new = line
                    open += 1
                } else {
                    pairs.append((nil, line))
                    open = pairs.count
                }
            }
        }
        return pairs
    }
}
