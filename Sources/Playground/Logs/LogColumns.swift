import Prompts
import RequestCore
import TextUI

/// Where the columns of the log list stand. As the width shrinks, they disappear from the right: cost, tokens, time,
/// calls, version.
struct LogColumns: Hashable {
    enum Column: Hashable, CaseIterable {
        case version, calls, time, tokens, cost
    }

    /// The columns, from left to right.
    let shown: [Column]
    let modelWidth: Int
    let messageWidth: Int
    let width: Int

    /// The least width of the message. Other columns disappear before it becomes narrower.
    private static let leastMessage = 24
    private static let timeX = 3
    private static let gap = 2

    init(width: Int) {
        self.width = width
        modelWidth = width >= 140 ? 24 : 13
        let fixed = Self.timeX + 8 + Self.gap + modelWidth + Self.gap
        var shown = Column.allCases
        while !shown.isEmpty, width - fixed - Self.taken(by: shown) < Self.leastMessage { shown.removeLast() }
        self.shown = shown
        messageWidth = max(0, width - fixed - Self.taken(by: shown))
    }

    /// The width of a column with its gap.
    private static func columns(_ column: Column) -> Int {
        switch column {
        case .version: 9
        case .calls: 6
        case .time: 9
        case .tokens: 7
        case .cost: 9
        }
    }

    private static func taken(by shown: [Column]) -> Int {
        shown.reduce(0) { $0 + columns($1) } + (shown.contains(.cost) ? 5 : 1)
    }

    var modelX: Int { Self.timeX + 8 + Self.gap }
    var versionX: Int { modelX + modelWidth + Self.gap }
    var messageX: Int { versionX + (shown.contains(.version) ? Self.columns(.version) : 0) }

    /// The width of an error, which covers the right half of the message and everything right of it.
    var errorWidth: Int {
        let room = width - messageX
        return max(0, room / 2 - 3, min(9, room - 3))
    }
    var errorX: Int { width - 3 - errorWidth }

    /// The place of a column right of the message. Numbers are aligned at its right end.
    func place(of column: Column) -> (x: Int, width: Int)? {
        var x = messageX + messageWidth
        for each in shown where each != .version {
            let columns = Self.columns(each)
            let gap = each == .calls ? Self.gap : each == .time ? 0 : 1
            if each == column { return (x + gap, columns - gap) }
            x += columns
        }
        return nil
    }
}
