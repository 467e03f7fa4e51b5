/// Works out sums and equations with one unknown that a message states: `8x + 7 = -23`, `12 * (3 + 4)`.
struct LinearEquation {
    struct Step: Equatable {
        var explanation: String
        var output: String
    }

    /// As stated, blanks tidied.
    let statement: String
    let steps: [Step]
    /// `x = -3.75`, or the value of a sum.
    let answer: String

    /// Finds the first formula of a text and solves it; nil when there is none or it has no single solution.
    init?(in text: String) {
        guard let statement = Self.formula(in: text) else { return nil }
        self.init(statement: statement)
    }

    private init?(statement: String) {
        self.statement = statement
        let sides = statement.split(separator: "=").map(String.init)
        if sides.count == 1 {
            guard let sum = LinearForm(parsing: statement), sum.unknown == nil else { return nil }
            let value = Self.text(sum.constant)
            answer = value
            steps = [Step(explanation: "Work out the expression.", output: "\(statement) = \(value)")]
            return
        }
        guard sides.count == 2, let left = LinearForm(parsing: sides[0]), let right = LinearForm(parsing: sides[1]),
            let name = left.unknown ?? right.unknown, left.unknown ?? name == right.unknown ?? name
        else { return nil }
        let factor = left.factor - right.factor
        let constant = right.constant - left.constant
        guard factor != 0 else { return nil }
        (steps, answer) = Self.solve(left, right, name, factor, constant)
    }

    private static func solve(
        _ left: LinearForm, _ right: LinearForm, _ name: Character, _ factor: Double, _ constant: Double
    ) -> ([Step], String) {
        var steps = [Step(explanation: "Start with the equation.", output: "\(left.text(name)) = \(right.text(name))")]
        if right.factor != 0 {
            let form = LinearForm(factor: factor, constant: left.constant)
            let term = LinearForm(factor: abs(right.factor), constant: 0).text(name)
            steps.append(
                Step(
                    explanation:
                        "\(right.factor > 0 ? "Subtract" : "Add") \(term) \(right.factor > 0 ? "from" : "to") both sides.",
                    output: "\(form.text(name)) = \(text(right.constant))"))
        }
        let lone = LinearForm(factor: factor, constant: 0).text(name)
        if left.constant != 0 {
            let verb = left.constant > 0 ? "Subtract \(text(left.constant)) from" : "Add \(text(-left.constant)) to"
            steps.append(Step(explanation: "\(verb) both sides.", output: "\(lone) = \(text(constant))"))
        }
        let answer = "\(name) = \(text(constant / factor))"
        if factor != 1 {
            steps.append(Step(explanation: "Divide both sides by \(text(factor)).", output: answer))
        }
        return (steps, answer)
    }

    /// The first stretch of a text that reads as a formula.
    static func formula(in text: String) -> String? {
        var best: String?
        for piece in text.prefix(Words.horizon).split(whereSeparator: { "?!,;\n".contains($0) }) {
            let words = piece.split(separator: " ").map(trimmed)
            for start in words.indices where isFormulaic(words[start]) {
                let run = words[start...].prefix(while: isFormulaic)
                let candidate = run.joined(separator: " ")
                guard candidate.contains(where: \.isNumber),
                    candidate.dropFirst().contains(where: { "=+*/×÷-−".contains($0) })
                else { continue }
                let isReadable = candidate.split(separator: "=").allSatisfy { LinearForm(parsing: String($0)) != nil }
                let isMeant =
                    candidate.contains("=") || candidate.contains(" ")
                    || words.count - run.count <= 4 && text.count < 60
                if isReadable, isMeant, candidate.count > (best?.count ?? 0) { best = candidate }
            }
            if best != nil { return best }
        }
        return best
    }

    private static func trimmed(_ word: Substring) -> String {
        var word = word
        while let last = word.last, ".:\"'”".contains(last) { word.removeLast() }
        while let first = word.first, "\"'“".contains(first) { word.removeFirst() }
        return String(word)
    }

    private static func isFormulaic(_ word: String) -> Bool {
        !word.isEmpty && word.filter(\.isLetter).count <= 1 && !["a", "I", "i"].contains(word)
            && word.allSatisfy { $0.isNumber || $0.isLetter || "+-−*/×÷=().^".contains($0) }
    }

    /// At most four places behind the point.
    static func text(_ value: Double) -> String {
        guard abs(value) < 1e15 else { return "\(value)" }
        let rounded = (value * 10_000).rounded() / 10_000
        return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
    }
}

/// `factor · unknown + constant`
struct LinearForm {
    var factor: Double
    var constant: Double
    var unknown: Character?

    init(factor: Double, constant: Double, unknown: Character? = nil) {
        self.factor = factor
        self.constant = constant
        self.unknown = unknown
    }

    /// Reads a side of an equation; nil when it is not linear or not understood.
    init?(parsing text: String) {
        var parser = Parser(characters: Array(text.filter { $0 != " " }))
        guard let form = parser.sum(depth: 0), parser.isAtEnd, form.constant.isFinite, form.factor.isFinite
        else { return nil }
        self = form
    }

    func text(_ name: Character) -> String {
        guard factor != 0 else { return LinearEquation.text(constant) }
        let term = factor == 1 ? "\(name)" : factor == -1 ? "-\(name)" : LinearEquation.text(factor) + "\(name)"
        if constant == 0 { return term }
        return "\(term) \(constant > 0 ? "+" : "-") \(LinearEquation.text(abs(constant)))"
    }

    private struct Parser {
        let characters: [Character]
        var at = 0

        init(characters: [Character]) {
            self.characters = characters
        }

        var isAtEnd: Bool { at == characters.count }
        private var next: Character? { at < characters.count ? characters[at] : nil }

        mutating func sum(depth: Int) -> LinearForm? {
            guard depth < 20, var total = product(depth: depth) else { return nil }
            while let sign = next, "+-−".contains(sign) {
                at += 1
                guard let term = product(depth: depth),
                    let joined = total.adding(term, times: sign == "+" ? 1 : -1)
                else { return nil }
                total = joined
            }
            return total
        }

        private mutating func product(depth: Int) -> LinearForm? {
            guard var total = factor(depth: depth) else { return nil }
            while let sign = next, !"+-−)".contains(sign) {
                let divides = "/÷".contains(sign)
                if divides || "*×".contains(sign) { at += 1 }
                guard let other = factor(depth: depth),
                    let joined = divides ? total.divided(by: other) : total.times(other)
                else { return nil }
                total = joined
            }
            return total
        }

        private mutating func factor(depth: Int) -> LinearForm? {
            guard let first = next, depth < 20 else { return nil }
            if "-−".contains(first) {
                at += 1
                return factor(depth: depth + 1)?.times(LinearForm(factor: 0, constant: -1))
            }
            if first == "(" {
                at += 1
                guard let inner = sum(depth: depth + 1), next == ")" else { return nil }
                at += 1
                return inner
            }
            if first.isLetter {
                at += 1
                return LinearForm(factor: 1, constant: 0, unknown: first)
            }
            let digits = characters[at...].prefix { $0.isASCII && $0.isNumber || $0 == "." }
            at += digits.count
            return Double(String(digits)).map { LinearForm(factor: 0, constant: $0) }
        }
    }

    private func adding(_ other: LinearForm, times sign: Double) -> LinearForm? {
        if let unknown, let theirs = other.unknown, unknown != theirs { return nil }
        return LinearForm(
            factor: factor + sign * other.factor, constant: constant + sign * other.constant,
            unknown: unknown ?? other.unknown)
    }

    private func times(_ other: LinearForm) -> LinearForm? {
        guard unknown == nil || other.unknown == nil else { return nil }
        let (plain, form) = unknown == nil ? (self, other) : (other, self)
        return LinearForm(
            factor: form.factor * plain.constant, constant: form.constant * plain.constant, unknown: form.unknown)
    }

    private func divided(by other: LinearForm) -> LinearForm? {
        guard other.unknown == nil, other.constant != 0 else { return nil }
        return LinearForm(factor: factor / other.constant, constant: constant / other.constant, unknown: unknown)
    }
}
