import Evaluations
package import Prompts

/// Columns that answer the thread side by side. It is a value without a screen.
package struct Comparison: Sendable {
    /// The document whose thread is answered; see ``Draft/documentID``.
    package let document: Int
    package internal(set) var columns: [ComparedColumn] = []
    /// The label of the column that the others are compared with; nil where there is no column.
    package private(set) var baseline: String?
    /// The place of the column that keys are about.
    package private(set) var focus = 0
    /// How often each column is asked.
    package private(set) var repeats = 1
    /// The messages that were answered last, template excluded; nil before anything was asked.
    package internal(set) var asked: [Message]?
    /// Whether answers are shown as their differences from the baseline's.
    package var isDiffing = false
    /// Whether each column has a place of its own when it is scrolled.
    package private(set) var isApart = false
    /// Whether the column that keys are about has the whole width.
    package var isZoomed = false
    /// The labels of the columns that are marked.
    package private(set) var marks = TableMarks<String>()
    /// The words that an answer of a column has to have, in small letters; empty for any.
    package private(set) var words: [String] = []
    /// The labels of the columns with an answer that has the words. Frames ask often, so it is found out when the words change or
    /// an answer ends.
    private var found: Set<String> = []
    /// In which order the columns were put last.
    package private(set) var order = Order.added
    /// The line at the top of all columns while they scroll together; nil stays at the end.
    package private(set) var top: Int?
    /// The number of labels that have been given.
    package internal(set) var labelCount = 0

    /// An order of columns.
    package enum Order: Sendable, Hashable, CaseIterable {
        /// As they were added.
        case added
        case fastest
        case cheapest
    }

    /// The most repeats. More are a task for an evaluation.
    package static let mostRepeats = 20

    /// Makes a comparison without columns.
    package init(document: Int) { self.document = document }

    /// The column that keys are about.
    package var focused: ComparedColumn? { columns.indices.contains(focus) ? columns[focus] : nil }

    package var baselineColumn: ComparedColumn? { columns.first { $0.label == baseline } }

    /// The number of answers that are awaited or arriving.
    package var underWayCount: Int { columns.reduce(0) { $0 + $1.answers.count(where: \.isUnderWay) } }

    package var isUnderWay: Bool { columns.contains(where: \.isUnderWay) }

    package var hasAnswers: Bool { columns.contains { !$0.answers.isEmpty } }
}

extension Comparison {
    /// Adds a column at the end and moves to it.
    ///
    /// - Returns: false if there is one of the same recipe. That one is moved to.
    @discardableResult
    package mutating func add(_ recipe: ComparedColumn.Recipe) -> Bool {
        if let place = columns.firstIndex(where: { $0.recipe == recipe }) {
            focus = place
            return false
        }
        append(ComparedColumn(label: EvaluationColumn.label(at: labelCount), recipe: recipe))
        labelCount += 1
        focus = columns.count - 1
        return true
    }

    /// Appends a column that has its label already.
    mutating func append(_ column: ComparedColumn) {
        columns.append(column)
        baseline = baseline ?? column.label
        look(through: columns.count - 1)
    }

    /// The places of the columns that are shown: those with an answer that has the words that are looked for, those that still
    /// answer, and the baseline.
    package var shown: [Int] {
        guard !words.isEmpty else { return Array(columns.indices) }
        return columns.indices.filter { place in
            let column = columns[place]
            return column.label == baseline || found.contains(column.label) || column.isUnderWay
        }
    }

    /// Looks for the words in the answers of a column.
    private mutating func look(through place: Int) {
        guard !words.isEmpty else { return }
        if columns[place].hasAnswer(with: words) {
            found.insert(columns[place].label)
        } else {
            found.remove(columns[place].label)
        }
    }

    /// Shows only columns with an answer that has some words; an empty text shows all.
    package mutating func find(_ text: String) {
        words = text.lowercased().split(separator: " ").map(String.init)
        for place in columns.indices { look(through: place) }
        if !shown.contains(focus) { focus = shown.first ?? 0 }
    }

    /// The places of the columns that an action is about: those that are marked, else the one that keys are about.
    package var targets: [Int] {
        let marked = columns.indices.filter { marks.contains(columns[$0].label) }
        return marked.isEmpty ? [focus].filter(columns.indices.contains) : marked
    }

    /// Forgets what was asked and answered.
    mutating func forgetAnswers() {
        for place in columns.indices { columns[place].clear() }
        asked = nil
        top = nil
    }

    /// Marks the column that keys are about, or unmarks it, and moves to the next one.
    package mutating func markFocused() {
        guard let focused else { return }
        marks.toggle(focused.label)
        moveFocus(by: 1)
    }

    /// Drops the columns that an action is about. Without its baseline, a comparison compares with its first column.
    package mutating func dropTargets() {
        for place in targets.reversed() {
            let gone = columns.remove(at: place)
            if baseline == gone.label { baseline = nil }
            if place < focus { focus -= 1 }
        }
        marks.removeAll()
        focus = max(0, min(focus, columns.count - 1))
        baseline = baseline ?? columns.first?.label
        if columns.count < 2 { isDiffing = false }
    }

    /// Puts the columns into the next order. Columns without a time or a known cost come last.
    package mutating func sortNext() {
        let orders = Order.allCases
        order = orders[((orders.firstIndex(of: order) ?? 0) + 1) % orders.count]
        let label = focused?.label
        let values = columns.map { column -> Double in
            switch order {
            case .added: Double(labels(before: column.label))
            case .fastest: column.medianMS ?? .infinity
            case .cheapest: column.cost ?? .infinity
            }
        }
        let sorted = columns.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        columns = sorted.map { columns[$0] }
        focus = columns.firstIndex { $0.label == label } ?? focus
    }

    /// How many labels stand before this one: `A`, …, `Z`, `AA`, …
    private func labels(before label: String) -> Int {
        (0..<labelCount).first { EvaluationColumn.label(at: $0) == label } ?? labelCount
    }

    /// Makes the column that keys are about the baseline.
    package mutating func setBaseline() { baseline = focused?.label }

    /// Makes the column of a label the baseline, if there is one.
    mutating func setBaseline(_ label: String?) {
        if columns.contains(where: { $0.label == label }) { baseline = label }
    }

    package mutating func setRepeats(_ count: Int) { repeats = max(1, min(count, Self.mostRepeats)) }

    /// Moves to the next column, or to the previous one by a negative number; after the last one comes the first.
    package mutating func moveFocus(by steps: Int) {
        let shown = shown
        guard !shown.isEmpty else { return }
        let place = (shown.firstIndex(of: focus) ?? 0) + steps
        focus = shown[(place % shown.count + shown.count) % shown.count]
    }

    package mutating func moveFocus(to place: Int) {
        if columns.indices.contains(place) { focus = place }
    }

    /// Changes the column that keys are about.
    package mutating func changeFocused(_ change: (inout ComparedColumn) -> Void) {
        if columns.indices.contains(focus) { change(&columns[focus]) }
    }

    /// Looks at the next group of answers, or at the previous one by a negative number: of the column that keys are about,
    /// and past its last of the column beside it.
    package mutating func moveAnswer(by steps: Int) {
        guard columns.indices.contains(focus) else { return }
        let count = columns[focus].groups.count
        let place = min(columns[focus].choice, max(0, count - 1)) + steps
        guard !(0..<count).contains(place) else { return columns[focus].choice = place }
        moveFocus(by: steps)
        columns[focus].choice = steps > 0 ? 0 : max(0, columns[focus].groups.count - 1)
    }

    /// Changes the answer of a run.
    ///
    /// - Returns: false if no answer has that run.
    mutating func change(run id: Int, _ change: (inout ComparedAnswer) -> Void) -> Bool {
        for column in columns.indices {
            for place in columns[column].answers.indices where columns[column].answers[place].run.id == id {
                let wasUnderWay = columns[column].answers[place].isUnderWay
                change(&columns[column].answers[place])
                if wasUnderWay, !columns[column].answers[place].isUnderWay { look(through: column) }
                return true
            }
        }
        return false
    }
}

extension Comparison {
    /// The line at the top of a column; nil if it stays at its end.
    package func top(of column: ComparedColumn) -> Int? { isApart ? column.top : top }

    /// Scrolls the column that keys are about, and the others with it while they scroll together.
    package mutating func scroll(to line: Int?) {
        if isApart { changeFocused { $0.top = line } } else { top = line }
    }

    /// Lets each column have its own place, or all the same again.
    package mutating func toggleApart() {
        if isApart { top = focused?.top } else { for place in columns.indices { columns[place].top = top } }
        isApart.toggle()
    }
}
