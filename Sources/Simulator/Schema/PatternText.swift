/// Writes texts that match a simple regular expression, and tells whether a text does.
///
/// Known are literals, classes, `\d \w \s`, groups, alternatives, anchors and repetitions. What goes beyond (look-around,
/// back references, `\b`) gives nil. Matching is bounded, however the pattern is made.
struct PatternText {
    private indirect enum Node {
        case one([ClosedRange<UInt32>], negated: Bool)
        case sequence([Node])
        case choice([Node])
        case repeated(Node, Int, Int?)
        case start, end
    }

    private let root: Node

    init?(_ pattern: String) {
        var parser = Parser(scalars: Array(pattern.unicodeScalars))
        guard let node = parser.choice(depth: 0), parser.isAtEnd else { return nil }
        root = node
    }

    /// A text that matches; `extra` makes what may repeat longer.
    func example(extra: Int, _ generator: inout SeededGenerator) -> String {
        var scalars: [Unicode.Scalar] = []
        var budget = Self.longest * 8
        write(root, extra, &generator, &scalars, &budget)
        return String(String.UnicodeScalarView(scalars.prefix(Self.longest)))
    }

    /// Longer texts are neither written nor matched: matching takes stack for each character.
    private static let longest = 300

    private func write(
        _ node: Node, _ extra: Int, _ generator: inout SeededGenerator, _ text: inout [Unicode.Scalar],
        _ budget: inout Int
    ) {
        budget -= 1
        guard budget > 0, text.count < Self.longest else { return }
        switch node {
        case .start, .end: break
        case .one(let ranges, let negated): text.append(Self.scalar(ranges, negated, &generator))
        case .sequence(let nodes):
            for node in nodes { write(node, extra, &generator, &text, &budget) }
        case .choice(let nodes): write(nodes[generator.below(nodes.count)], extra, &generator, &text, &budget)
        case .repeated(let inner, let least, let most):
            var left = max(least, min(least + extra, most ?? Int.max))
            while left > 0, budget > 0, text.count < Self.longest {
                write(inner, extra, &generator, &text, &budget)
                left -= 1
            }
        }
    }

    private static func scalar(
        _ ranges: [ClosedRange<UInt32>], _ negated: Bool, _ generator: inout SeededGenerator
    ) -> Unicode.Scalar {
        if negated {
            let readable: [ClosedRange<UInt32>] = [0x61...0x7A, 0x30...0x39, 0x20...0x7E]
            let found = readable.joined().first { candidate in !ranges.contains { $0.contains(candidate) } }
            return Unicode.Scalar(found ?? 0x2603) ?? "a"
        }
        guard !ranges.isEmpty else { return "a" }
        let range = ranges[generator.below(ranges.count)]
        let span = Int(min(range.upperBound - range.lowerBound, 60)) + 1
        return Unicode.Scalar(range.lowerBound + UInt32(generator.below(span))) ?? "a"
    }

    /// Whether the pattern is found in `text`, as JSON Schema means it; false too when that is too much work to tell.
    func matches(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.prefix(Self.longest + 1).map(\.value)
        guard scalars.count <= Self.longest else { return false }
        var budget = 50_000
        for start in 0...scalars.count {
            var found = false
            match(root, scalars, start, &budget) { _, _ in
                found = true
                return true
            }
            if found { return true }
            if budget <= 0 { return false }
        }
        return false
    }

    /// Calls `then` with each place where a match of `node` from `at` may end, until it returns true.
    @discardableResult
    private func match(
        _ node: Node, _ text: [UInt32], _ at: Int, _ budget: inout Int, _ then: (Int, inout Int) -> Bool
    ) -> Bool {
        budget -= 1
        guard budget > 0 else { return false }
        switch node {
        case .start: return at == 0 && then(at, &budget)
        case .end: return at == text.count && then(at, &budget)
        case .one(let ranges, let negated):
            guard at < text.count, ranges.contains(where: { $0.contains(text[at]) }) != negated else { return false }
            return then(at + 1, &budget)
        case .sequence(let nodes): return matchAll(nodes[...], text, at, &budget, then)
        case .choice(let nodes):
            for inner in nodes where match(inner, text, at, &budget, then) { return true }
            return false
        case .repeated(let inner, let least, let most):
            return matchRepeat(inner, least, most ?? Int.max, text, at, &budget, then)
        }
    }

    private func matchAll(
        _ nodes: ArraySlice<Node>, _ text: [UInt32], _ at: Int, _ budget: inout Int, _ then: (Int, inout Int) -> Bool
    ) -> Bool {
        guard let first = nodes.first else { return then(at, &budget) }
        return match(first, text, at, &budget) { matchAll(nodes.dropFirst(), text, $0, &$1, then) }
    }

    private func matchRepeat(
        _ inner: Node, _ least: Int, _ most: Int, _ text: [UInt32], _ at: Int, _ budget: inout Int,
        _ then: (Int, inout Int) -> Bool
    ) -> Bool {
        if case .one(let ranges, let negated) = inner {
            // The common case without a frame for each character.
            var end = at
            while end < text.count, end - at < most, ranges.contains(where: { $0.contains(text[end]) }) != negated {
                end += 1
            }
            while end - at >= least {
                if then(end, &budget) { return true }
                budget -= 1
                end -= 1
                if budget <= 0 || end < at { return false }
            }
            return false
        }
        if most > 0, text.count - at > 0 || least > 0 {
            let matched = match(inner, text, at, &budget) { end, budget in
                // A round that takes nothing may be repeated as often as is asked.
                guard end > at else { return then(at, &budget) }
                return matchRepeat(inner, max(0, least - 1), most - 1, text, end, &budget, then)
            }
            if matched { return true }
        }
        return least == 0 && then(at, &budget)
    }

    private struct Parser {
        let scalars: [Unicode.Scalar]
        private var at = 0

        init(scalars: [Unicode.Scalar]) {
            self.scalars = scalars
        }

        var isAtEnd: Bool { at == scalars.count }
        private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

        mutating func choice(depth: Int) -> Node? {
            guard depth < 30, let first = sequence(depth: depth) else { return nil }
            var branches = [first]
            while next == "|" {
                at += 1
                guard let branch = sequence(depth: depth) else { return nil }
                branches.append(branch)
            }
            return branches.count == 1 ? first : .choice(branches)
        }

        private mutating func sequence(depth: Int) -> Node? {
            var nodes: [Node] = []
            while let scalar = next, scalar != "|", scalar != ")" {
                guard let atom = atom(depth: depth), let node = repetition(of: atom) else { return nil }
                nodes.append(node)
            }
            return .sequence(nodes)
        }

        private mutating func repetition(of atom: Node) -> Node? {
            var bounds: (Int, Int?)
            switch next {
            case "*": bounds = (0, nil)
            case "+": bounds = (1, nil)
            case "?": bounds = (0, 1)
            case "{":
                guard let close = scalars[at...].firstIndex(of: "}") else { return nil }
                let parts = String(String.UnicodeScalarView(scalars[(at + 1)..<close]))
                    .split(separator: ",", omittingEmptySubsequences: false)
                guard let least = parts.first.flatMap({ Int($0) }), least <= 1000, parts.count <= 2 else { return nil }
                let most = parts.count == 1 ? least : Int(parts[1])
                guard parts.count == 1 || parts[1].isEmpty || most != nil, (most ?? least) >= least else { return nil }
                bounds = (least, most)
                at = close
            default: return atom
            }
            at += 1
            if next == "?" { at += 1 }
            return .repeated(atom, bounds.0, bounds.1)
        }

        private mutating func atom(depth: Int) -> Node? {
            guard let scalar = next else { return nil }
            at += 1
            switch scalar {
            case "^": return .start
            case "$": return .end
            case ".": return .one([10...10, 13...13], negated: true)
            case "[": return bracket()
            case "\\": return escape().map { .one($0.ranges, negated: $0.negated) }
            case "(":
                if next == "?" {
                    guard at + 1 < scalars.count, scalars[at + 1] == ":" else { return nil }
                    at += 2
                }
                guard let inner = choice(depth: depth + 1), next == ")" else { return nil }
                at += 1
                return inner
            case "*", "+", "?": return nil
            default: return .one([scalar.value...scalar.value], negated: false)
            }
        }

        private typealias Class = (ranges: [ClosedRange<UInt32>], negated: Bool)

        private mutating func escape() -> Class? {
            guard let scalar = next else { return nil }
            at += 1
            switch scalar {
            case "d": return ([0x30...0x39], false)
            case "D": return ([0x30...0x39], true)
            case "w": return ([0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F...0x5F], false)
            case "W": return ([0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F...0x5F], true)
            case "s": return ([0x20...0x20, 0x09...0x0D], false)
            case "S": return ([0x20...0x20, 0x09...0x0D], true)
            case "n": return ([10...10], false)
            case "t": return ([9...9], false)
            case "r": return ([13...13], false)
            default:
                let isLetter = scalar.properties.isAlphabetic || 0x30...0x39 ~= scalar.value
                return isLetter ? nil : ([scalar.value...scalar.value], false)
            }
        }

        private mutating func bracket() -> Node? {
            var ranges: [ClosedRange<UInt32>] = []
            let negated = next == "^"
            if negated { at += 1 }
            var isFirst = true
            while let scalar = next, scalar != "]" || isFirst {
                isFirst = false
                at += 1
                var low = scalar.value
                if scalar == "\\" {
                    guard let inner = escape(), !inner.negated else { return nil }
                    guard inner.ranges.count == 1, let only = inner.ranges.first, only.count == 1 else {
                        ranges += inner.ranges
                        continue
                    }
                    low = only.lowerBound
                }
                guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
                    ranges.append(low...low)
                    continue
                }
                at += 1
                var high = scalars[at].value
                at += 1
                if high == 0x5C {
                    guard let inner = escape(), let only = inner.ranges.first, inner.ranges.count == 1 else {
                        return nil
                    }
                    high = only.lowerBound
                }
                guard low <= high else { return nil }
                ranges.append(low...high)
            }
            guard next == "]" else { return nil }
            at += 1
            return .one(ranges, negated: negated)
        }
    }
}
