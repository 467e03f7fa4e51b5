package import RequestCore
import TextUI

/// An opened log: the visible tab, and how far it is scrolled.
package struct LogView: Layer {
    package static let standsBeside = true

    /// The tabs of a log, from left to right.
    package enum Tab: Int, CaseIterable, Hashable, Sendable {
        case messages, request, response, wire, timing, config

        /// The title on the screen.
        package var title: String {
            switch self {
            case .messages: "Messages"
            case .request: "Request"
            case .response: "Response"
            case .wire: "Wire"
            case .timing: "Timing"
            case .config: "Config"
            }
        }
    }

    package private(set) var record: LogRecord
    /// The version's number within the prompt; nil if it is not known.
    package let versionNumber: Int?
    package private(set) var tab = Tab.messages
    /// The search; nil if there is none.
    package private(set) var search: LogSearch?
    private(set) var pages: LogPages
    private let wire: WireRecord?
    /// The conversation's name, else its first words; nil for a log of none, and if it is not known.
    let conversation: String?
    private let timeZoneOffset: Int
    private var tops: [Tab: Int] = [:]

    /// Opens a log with its messages shown.
    ///
    /// - Parameters:
    ///   - wire: the recording; nil if it was not kept.
    ///   - conversation: the conversation's name, else its first words; nil if there is none, or it is not known.
    ///   - timeZoneOffset: seconds east of Greenwich.
    package init(
        record: LogRecord, versionNumber: Int?, wire: WireRecord? = nil, conversation: String? = nil,
        timeZoneOffset: Int
    ) {
        self.record = record
        self.versionNumber = versionNumber
        self.wire = wire
        self.conversation = conversation
        self.timeZoneOffset = timeZoneOffset
        let text = LogText(
            record: record, versionNumber: versionNumber, wire: wire, conversation: conversation,
            timeZoneOffset: timeZoneOffset)
        pages = LogPages(record: record, text: text)
    }

    /// Whether the conversation has a line of its own below the messages.
    var namesConversation: Bool { conversation?.isEmpty == false }

    mutating func judge(_ feedback: LogRecord.Feedback?) {
        var judgement = record.judgement
        judgement.feedback = feedback
        take(judgement)
    }

    /// Takes what is said of the answer now, which stands in the texts, too.
    mutating func take(_ judgement: Judgement) {
        record.judgement = judgement
        let text = LogText(
            record: record, versionNumber: versionNumber, wire: wire, conversation: conversation,
            timeZoneOffset: timeZoneOffset)
        pages = LogPages(record: record, text: text)
    }

    /// Shows the tab of another log, with the same search.
    mutating func goOn(from other: LogView) {
        tab = other.tab
        search = other.search
        search?.origin = 0
        search?.current = 0
    }

    mutating func show(_ tab: Tab) {
        self.tab = tab
        search?.current = 0
        search?.origin = 0
    }

    /// Moves this many tabs to the right, cyclically.
    mutating func turn(_ step: Int) {
        let count = Tab.allCases.count
        show(Tab.allCases[((tab.rawValue + step) % count + count) % count])
    }

    /// The line at the top of the view. The view never scrolls beyond the end.
    func top(_ place: LogPlace) -> Int { max(0, min(tops[tab] ?? 0, place.lastTop)) }

    mutating func scroll(to line: Int, _ place: LogPlace) { tops[tab] = max(0, min(line, place.lastTop)) }

    mutating func scroll(by lines: Int, _ place: LogPlace) { scroll(to: top(place) + lines, place) }

    func matches(_ place: LogPlace) -> LogMatches {
        guard let search else { return LogMatches() }
        return pages.matches(of: search.words, in: tab, place.manner)
    }
}

/// Searching in the open tab.
extension LogView {
    mutating func beginSearch(_ place: LogPlace) { search = LogSearch(origin: top(place)) }

    mutating func endSearch() { search = nil }

    mutating func keepSearch() {
        if search?.words.isEmpty == true { search = nil } else { search?.isActive = false }
    }

    mutating func editSearch(_ edit: TextEdit, _ place: LogPlace) {
        let before = search?.words
        search?.buffer.apply(edit)
        guard let search, search.words != before else { return }
        let matches = matches(place)
        self.search?.current = matches.first(from: search.origin)
        if matches.count == 0 { scroll(to: search.origin, place) } else { reveal(matches, place) }
    }

    /// Goes to the next match, or the previous one, cyclically.
    mutating func goToMatch(_ step: Int, _ place: LogPlace) {
        let matches = matches(place)
        guard matches.count > 0, let current = search?.current else { return }
        search?.current = ((current + step) % matches.count + matches.count) % matches.count
        reveal(matches, place)
    }

    private mutating func reveal(_ matches: LogMatches, _ place: LogPlace) {
        guard let search, matches.lines.indices.contains(search.current) else { return }
        let line = matches.lines[search.current]
        let top = top(place)
        if line < top || line >= top + place.lines.height { scroll(to: line - place.lines.height / 3, place) }
    }
}

/// The places of an opened log's parts on the screen.
struct LogPlace {
    let manner: LogPages.Manner
    let page: LogPage
    let rect: Rect
    /// The rectangle inside the border.
    let inner: Rect
    let tabs: Rect
    /// The lines of the tab.
    let lines: Rect
    /// The rectangle of version, tokens, pace and conversation below the messages; nil if there is no room.
    let foot: Rect?

    init(_ view: LogView, in rect: Rect, theme: Theme, images: ImagePlan) {
        self.rect = rect
        inner = rect.inset(by: 1)
        manner = LogPages.Manner(width: inner.width, theme: theme, images: images)
        page = view.pages.page(view.tab, manner)
        tabs = Rect(x: inner.x, y: inner.y, width: inner.width, height: min(1, inner.height))
        let rest = inner.removingTop(2).rest
        guard view.tab == .messages, rest.height > 6 else {
            lines = rest
            foot = nil
            return
        }
        let height = view.namesConversation ? 3 : 2
        let shown = min(page.lineCount, rest.height - height - 1)
        (lines, _) = rest.removingTop(shown)
        foot = Rect(x: rest.x, y: lines.maxY + 1, width: rest.width, height: height)
    }

    /// The last line that may be at the top.
    var lastTop: Int { max(0, page.lineCount - lines.height) }
}
