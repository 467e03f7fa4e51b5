/// Which items or members of one value some schema has looked at, for `unevaluatedItems` and `unevaluatedProperties`.
struct EvaluatedParts {
    /// Whether anybody asks.
    let isAsked: Bool
    private(set) var all = false
    private var marks: [Bool] = []

    /// How many parts the value has, as far as is known here.
    var count: Int { marks.count }

    init(isAsked: Bool) { self.isAsked = isAsked }

    mutating func addAll() { all = true }

    /// - Parameter count: how many parts the value has.
    mutating func add(_ part: Int, of count: Int) {
        guard isAsked, !all else { return }
        if marks.isEmpty { marks = [Bool](repeating: false, count: count) }
        marks[part] = true
    }

    mutating func add(_ other: EvaluatedParts) {
        guard isAsked, !all else { return }
        if other.all {
            all = true
        } else if marks.isEmpty {
            marks = other.marks
        } else {
            for part in other.marks.indices where other.marks[part] { marks[part] = true }
        }
    }

    func contains(_ part: Int) -> Bool { all || marks.indices.contains(part) && marks[part] }
}
