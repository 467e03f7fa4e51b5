import Synchronization
import TextUI

/// Keeps the lines of a text for the width and theme that they were made for, so that scrolling does not make them again.
///
/// Copies of a layer share it. What it keeps is stored with all that it depends on, so it is never wrong.
final class LineCache: Sendable {
    private struct Lines {
        var width: Int
        var theme: Theme
        var lines: [StyledText]
    }

    private let kept = Mutex<Lines?>(nil)

    func lines(width: Int, _ theme: Theme, _ make: (Int) -> [StyledText]) -> [StyledText] {
        kept.withLock { kept in
            if let kept, kept.width == width, kept.theme == theme { return kept.lines }
            let lines = make(width)
            kept = Lines(width: width, theme: theme, lines: lines)
            return lines
        }
    }
}
