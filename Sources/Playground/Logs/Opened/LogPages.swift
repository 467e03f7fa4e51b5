import RequestCore
import Synchronization
import TextUI

/// Caches the layout of a log's tabs and the matches of a search, so that scrolling costs only what is in view.
///
/// Copies of a view share the cache. Each entry is stored with everything that it depends on, so it is never wrong.
final class LogPages: Sendable {
    /// Everything that the layout of a tab depends on.
    struct Manner: Hashable {
        /// The columns between the borders.
        var width: Int
        var theme: Theme
        var images: ImagePlan
    }

    private struct Layout {
        var manner: Manner
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

    func page(_ tab: LogView.Tab, _ manner: Manner) -> LogPage {
        layouts.withLock { layouts in
            if let known = layouts[tab], known.manner == manner { return known.page }
            let page = layOut(tab, manner)
            layouts[tab] = Layout(manner: manner, page: page)
            return page
        }
    }

    func matches(of words: String, in tab: LogView.Tab, _ manner: Manner) -> LogMatches {
        let page = page(tab, manner)
        return layouts.withLock { layouts in
            if let known = layouts[tab], known.words == words { return known.matches }
            let matches = LogMatches(of: words, in: page)
            layouts[tab]?.words = words
            layouts[tab]?.matches = matches
            return matches
        }
    }

    private func layOut(_ tab: LogView.Tab, _ manner: Manner) -> LogPage {
        let (width, theme) = (manner.width, manner.theme)
        if tab == .messages {
            let maker = MessageBlock(theme: theme, width: max(8, width - 2), images: manner.images)
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
