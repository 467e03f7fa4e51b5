package import Logbook
package import TextUI

/// What the logs of the list come to, filter included: numbers of all, a line over time, and a table by model, version and so on.
package struct NumbersScreen: Layer {
    package static let place = Command.Place("numbers", "In the numbers of the logs")
    package static let commands = [
        Command(
            NumbersScreen.self, "numbers.filter", "Show these logs", "these logs",
            help: "Adds the group to the filter of the logs.", keys: ["enter"],
            disabledReason: { view, _ in view.selection == nil ? "there is no group here" : nil },
            perform: { $0.filter(in: &$1) }),
        Command(
            NumbersScreen.self, "numbers.group", "Group by the next property", "group by",
            help: "Model, version, prompt, day, provider, error.", keys: ["tab"], perform: { $0.group(1, in: &$1) }),
        Command(
            NumbersScreen.self, "numbers.groupBack", "Group by the previous property",
            help: "From model back to error.", keys: ["shift-tab"], perform: { $0.group(-1, in: &$1) }),
        Command(
            NumbersScreen.self, "numbers.left", "Number to the left", help: "Moves to a column, to sort by it.",
            keys: ["left"], perform: { view, _ in view.moveColumn(by: -1) }),
        Command(
            NumbersScreen.self, "numbers.right", "Number to the right", help: "Moves to a column, to sort by it.",
            keys: ["right"], perform: { view, _ in view.moveColumn(by: 1) }),
        Command(
            NumbersScreen.self, "numbers.sort", "Sort the groups by the column", "sort",
            help: "In the other direction the second time.", keys: ["s"],
            disabledReason: { view, _ in
                view.cursor.column == nil ? "no column is selected; Left and Right select one" : nil
            }, perform: { view, _ in view.sort() }),
        Command(
            NumbersScreen.self, "numbers.change", "Change the filter", "filter",
            help: "Goes back to the list, where the filter is typed.", keys: ["/"], perform: { $0.change(in: &$1) }),
        Command.help(NumbersScreen.self, "help.numbers", "the numbers"),
        Command(
            NumbersScreen.self, "numbers.close", "Close the numbers", "back", help: "Goes back to the list.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    /// What the numbers are of.
    let question: LogQuestion
    /// The filter as it was typed; empty for all logs.
    let words: String
    private(set) var grouping: LogGrouping
    /// The number of the request whose answer is awaited; nil if nothing is.
    private var awaited: Int?
    /// The numbers; nil before the store has answered.
    private(set) var report: LogReport?
    /// Why there are no numbers.
    private(set) var refusal: String?
    private(set) var cursor = TableCursor()
    private(set) var manner = TableManner()
    /// The groups in the order of the table.
    private(set) var groups: [LogReport.Group] = []

    init(_ question: LogQuestion, words: String, grouping: LogGrouping = .model) {
        self.question = question
        self.words = words
        self.grouping = grouping
    }

    /// The group under the cursor.
    var selection: LogReport.Group? { groups.indices.contains(cursor.row) ? groups[cursor.row] : nil }

    /// Asks for the numbers.
    mutating func load(in state: inout AppState) {
        let serial = state.nextSerial()
        awaited = serial
        state.ask(.logs(.count(serial, question, by: grouping, points: NumbersChartView.points)))
    }

    /// Takes the numbers that were asked for; answers to earlier requests are dropped.
    mutating func take(_ serial: Int, _ report: LogReport) {
        guard serial == awaited else { return }
        awaited = nil
        refusal = nil
        self.report = report
        order()
        cursor = TableCursor()
    }

    /// Takes why they cannot be counted.
    mutating func refuse(_ serial: Int, _ sentence: String) {
        guard serial == awaited else { return }
        awaited = nil
        report = nil
        groups = []
        refusal = sentence
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let height = NumbersPlace(self, state).groupCount
        let next = ListKeys.place(
            after: key, from: cursor.row, count: groups.count, page: max(1, height), hasLetters: true)
        if let next { cursor.select(next, of: groups.count, height: height) }
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) {
        cursor.scroll(by: lines, of: groups.count, height: NumbersPlace(self, state).groupCount)
    }

    package mutating func click(row: Int, in state: inout AppState) {
        guard groups.indices.contains(row) else { return }
        if row == cursor.row { return filter(in: &state) }
        cursor.select(row, of: groups.count, height: NumbersPlace(self, state).groupCount)
    }

    package mutating func click(head: TableColumn.ID, in state: inout AppState) {
        cursor.go(to: head)
        sort()
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        NumbersScreenView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    private func filter(in state: inout AppState) {
        guard let selection else { return }
        state.layers.pop()
        state.filterLogs(adding: grouping.filter(key: selection.key))
    }

    private func change(in state: inout AppState) {
        state.layers.pop()
        state.show(.logs)
        state.openLogFilter()
    }

    private mutating func group(_ step: Int, in state: inout AppState) {
        let all = LogGrouping.allCases
        let index = all.firstIndex(of: grouping) ?? 0
        grouping = all[(index + step + all.count) % all.count]
        manner.sort = nil
        load(in: &state)
    }

    private mutating func moveColumn(by step: Int) {
        cursor.moveColumn(by: step, among: manner.shown(NumbersTable.columns(grouping)))
    }

    private mutating func sort() {
        guard let column = cursor.column else { return }
        manner.sort(by: column, isDescendingFirst: column != "key")
        order()
    }

    private mutating func order() {
        let groups = report?.groups ?? []
        self.groups = manner.sort.map { NumbersTable.sorted(groups, by: $0) } ?? groups
    }
}

extension AppState {
    /// Shows what the logs of the list come to.
    mutating func openNumbers() {
        show(.logs)
        var question = logQuestion
        question.order = .newestFirst
        var screen = NumbersScreen(question, words: logs.filter?.buffer.text.trimmingSpaces ?? "")
        screen.load(in: &self)
        layers.push(screen)
    }

    /// Takes the numbers that a screen asked for.
    package mutating func logsCounted(_ serial: Int, _ report: LogReport) {
        layers.change(NumbersScreen.self) { $0.take(serial, report) }
    }

    /// Says on the screen why the numbers cannot be counted.
    package mutating func logCountRefused(_ serial: Int, _ sentence: String) {
        layers.change(NumbersScreen.self) { $0.refuse(serial, sentence) }
    }
}
