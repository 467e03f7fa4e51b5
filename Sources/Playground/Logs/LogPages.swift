import RequestCore
import Synchronization
import TextUI

/// Remembers how the tabs of a log were laid out, and what a search found in them: scrolling then costs what is seen.
///
/// Copies of a view share it; what it holds is kept with all that it depends on, so it is never wrong.
final class LogPages: Sendable {
    private struct Layout {
        var width: Int
        var theme: Theme
        var page: LogPage
        var words = ""
        var matches = LogMatches()
    }

    private let record: LogRecord
    private let text: LogText
    private let layouts = Mutex<[LogView.Tab: Layout]>([:])

    init(record: LogRecord, text: LogText) {
        self.record = record
        self.text = text
    }

    /// - Parameter width: columns between the borders.
    func page(_ tab: LogView.Tab, width: Int, theme: Theme) -> LogPage {
        layouts.withLock { layouts in
            if let known = layouts[tab], known.width == width, known.theme == theme { return known.page }
            let page = layOut(tab, width: width, theme: theme)
            layouts[tab] = Layout(width: width, theme: theme, page: page)
            return page
        }
    }

    func matches(of words: String, in tab: LogView.Tab, width: Int, theme: Theme) -> LogMatches {
        let page = page(tab, width: width, theme: theme)
        return layouts.withLock { layouts in
            if let known = layouts[tab], known.words == words { return known.matches }
            let matches = LogMatches(of: words, in: page)
            layouts[tab]?.words = words
            layouts[tab]?.matches = matches
            return matches
        }
    }

    private func layOut(_ tab: LogView.Tab, width: Int, theme: Theme) -> LogPage {
        if tab == .messages {
            let maker = MessageBlock(theme: theme, width: max(8, width - 2))
            return LogPage(blocks: LogMessages(record, maker: maker).blocks(), theme: theme)
        }
        return LogPage(text: text.text(of: tab), width: max(8, width - 2), theme: theme)
    }

    /// The text of a tab, for the clipboard.
    func plainText(of tab: LogView.Tab) -> String {
        switch tab {
        case .messages: LogMessages(record, maker: MessageBlock(theme: .plain, width: 80)).plainText
        case .wire where text.wire != nil: text.wire?.text ?? ""
        default: text.text(of: tab).text
        }
    }
}
