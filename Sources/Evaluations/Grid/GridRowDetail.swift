package import JSON
package import Prompts
package import RequestCore

/// A row that is looked at: its distinct answers in each column, and what each check says of them.
package struct GridRowDetail: Sendable {
    /// Cells of one column that answer the same.
    package struct Group: Sendable, Hashable {
        /// What the answers share; nil for cells without one.
        package var answer: String?
        /// The cells, the first repeat first.
        package var cells: [CellRecord]
        /// The answer; nil if it was not read or is gone.
        package var message: Message?
        /// The text of the answer, else its calls as the API writes them; nil without an answer.
        package var text: String?
        /// The calls of the answer.
        package var calls: [ToolCall] { message?.toolCalls ?? [] }
        /// Why there is no answer; nil if there is one.
        package var error: String?
        /// Whether the cells pass; nil if they were not checked, or did not come to the same.
        package var outcome: CheckOutcome? {
            let outcomes = Set(cells.map(\.verdict.outcome))
            return outcomes.count == 1 ? outcomes.first : nil
        }
        /// The log of its first cell.
        package var log: String { cells[0].log }
    }

    /// What a check says in each column.
    package struct CheckLine: Sendable, Hashable {
        package var type: String
        package var value: JSONValue?
        /// By column.
        package var counts: [Counts]

        /// What a check says of the repeats.
        package struct Counts: Sendable, Hashable {
            package var passed = 0
            package var failed = 0
            package var errors = 0
            package var unchecked = 0
            /// The first reason of one that did not pass.
            package var reason: String?
        }
    }

    /// The row.
    package var key: GridRowKey
    /// The groups of each column, the most frequent answer first.
    package private(set) var columns: [[Group]]
    /// The checks in the order of the file.
    package private(set) var checks: [CheckLine] = []
    /// The values of variables as they were sent; nil if no log says.
    package private(set) var inputs: JSONObject?
    /// How people rated the answers, by log.
    package private(set) var ratings: [String: LogRecord.Feedback] = [:]

    /// Groups the cells of a row.
    ///
    /// - Parameter columns: how many columns there are.
    package init(key: GridRowKey, cells: [CellRecord], columns count: Int) {
        self.key = key
        columns = (0..<count).map { column in
            Self.groups(cells.filter { $0.key.column == column && $0.state != .sent })
        }
        for column in columns.indices {
            for cell in columns[column].flatMap(\.cells).sorted(by: { $0.key.repeat < $1.key.repeat }) {
                for result in cell.verdict.checks { add(result, column) }
            }
        }
    }

    private static func groups(_ cells: [CellRecord]) -> [Group] {
        var groups: [Group] = []
        for cell in cells.sorted(by: { $0.key.repeat < $1.key.repeat }) {
            if let place = groups.firstIndex(where: { $0.answer == cell.answer }) {
                groups[place].cells.append(cell)
            } else {
                groups.append(Group(answer: cell.answer, cells: [cell]))
            }
        }
        let ordered = groups.enumerated().sorted { left, right in
            (right.element.cells.count, left.offset) < (left.element.cells.count, right.offset)
        }
        return ordered.map(\.element)
    }

    private mutating func add(_ result: CheckResult, _ column: Int) {
        let place =
            checks.firstIndex { $0.type == result.type && $0.value == result.value }
            ?? {
                let counts = Array(repeating: CheckLine.Counts(), count: columns.count)
                checks.append(CheckLine(type: result.type, value: result.value, counts: counts))
                return checks.count - 1
            }()
        switch result.outcome {
        case .pass: checks[place].counts[column].passed += 1
        case .fail: checks[place].counts[column].failed += 1
        case .error: checks[place].counts[column].errors += 1
        case .unchecked: checks[place].counts[column].unchecked += 1
        }
        if result.outcome != .pass, checks[place].counts[column].reason == nil {
            checks[place].counts[column].reason = result.reason
        }
    }

    /// The logs to read: one for each distinct answer.
    package var logs: [String] { columns.flatMap { $0.map(\.log) } }

    /// Takes the answer of a log.
    package mutating func take(_ record: LogRecord) {
        if inputs == nil { inputs = record.inputs }
        if let feedback = record.feedback { ratings[record.id] = feedback }
        for column in columns.indices {
            for place in columns[column].indices where columns[column][place].log == record.id {
                columns[column][place].message = record.reply.message
                columns[column][place].text = Answer.output(of: record.reply.message)
                columns[column][place].error = record.reply.error?.headline
            }
        }
    }

    /// Takes a person's rating; nil clears it.
    package mutating func rate(_ log: String, _ feedback: LogRecord.Feedback?) { ratings[log] = feedback }
}
