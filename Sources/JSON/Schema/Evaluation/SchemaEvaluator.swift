/// Validates one value against a graph of schemas.
struct SchemaEvaluator {
    /// Why a check ends before all is looked at.
    enum Stop: Error {
        case tooCostly, tooDeep, loop
        /// As many violations are found as are wanted.
        case enough
    }

    let graph: SchemaGraph
    private let limits: SchemaLimits
    private(set) var steps: Int
    private var path: [PathStep] = []
    /// The resources that led to the schema at hand, outermost first.
    private(set) var scope: [Int] = []
    private var depth = 0
    private var depthInPlace = 0
    private var found: [SchemaViolation] = []
    /// Above 0 while only the outcome counts. Nothing is reported then, and the first violation ends a schema.
    var silences = 0
    /// Above 0 while what is reported may be taken back.
    private var trials = 0
    /// How many of ``found`` stood there before the outermost trial.
    private var settled = 0

    init(_ graph: SchemaGraph, _ limits: SchemaLimits) {
        self.graph = graph
        self.limits = limits
        steps = max(0, limits.steps)
    }

    mutating func violations(of value: JSONValue) -> [SchemaViolation] {
        do throws(Stop) {
            var parts = EvaluatedParts(isAsked: false)
            _ = try check(0, value, &parts)
        } catch {
            note(error)
        }
        return found
    }

    mutating func allows(_ value: JSONValue) -> Bool {
        silences = 1
        var parts = EvaluatedParts(isAsked: false)
        do throws(Stop) {
            return try check(0, value, &parts)
        } catch {
            return false
        }
    }

    /// Whether only the outcome counts.
    var isSilent: Bool { silences > 0 }

    /// Holds a value against a schema.
    /// - Parameter outer: the parts of the value that are looked at, by whoever applies this schema.
    mutating func check(_ index: Int, _ value: JSONValue, _ outer: inout EvaluatedParts) throws(Stop) -> Bool {
        try spend(1)
        let node = graph.nodes[index]
        if let always = node.rules.always {
            if !always { try report(node, "", "is not allowed") }
            return always
        }
        guard depth < SchemaLimits.depth else { throw .tooDeep }
        guard depthInPlace < SchemaLimits.depthInPlace else { throw .loop }
        depth += 1
        depthInPlace += 1
        let isNewResource = scope.last != node.resource
        if isNewResource { scope.append(node.resource) }
        var parts = EvaluatedParts(isAsked: outer.isAsked || node.rules.asksWhatIsEvaluated)
        let isRight = try checkRules(node, value, &parts)
        if isNewResource { scope.removeLast() }
        depthInPlace -= 1
        depth -= 1
        if isRight, outer.isAsked {
            try spend(parts.count / 32)
            outer.add(parts)
        }
        return isRight
    }

    private mutating func checkRules(
        _ node: SchemaNode, _ value: JSONValue, _ parts: inout EvaluatedParts
    ) throws(Stop) -> Bool {
        if case .number(let number) = value { try spend(number.text.utf8.count / 64) }
        if let types = node.rules.types, !types.contains(typeOf: value) {
            let got: String
            if case .number = value, types.contains(.integer) {
                got = SchemaWords.short(value)
            } else {
                got = SchemaWords.kind(of: value)
            }
            try report(node, "type", "must be \(SchemaWords.list(types)), not \(got)")
            // What else the schema says is for values of its types.
            return false
        }
        var isRight = try checkChoices(node, value)
        guard isRight || !isSilent else { return false }
        for (keyword, reference) in node.rules.references {
            isRight = try follow(reference, keyword, node, value, &parts) && isRight
            guard isRight || !isSilent else { return false }
        }
        if let combined = node.rules.combined {
            isRight = try checkCombined(combined, node, value, &parts) && isRight
            guard isRight || !isSilent else { return false }
        }
        // A schema that fails has evaluated nothing, so every part would seem unknown.
        let asksTheRest = isRight
        switch value {
        case .number(let number):
            if let rules = node.rules.number { isRight = try check(number, rules, node) && isRight }
        case .string(let text):
            if let rules = node.rules.string { isRight = try check(text, rules, node) && isRight }
        case .array(let items):
            isRight = try check(items, node, &parts, asksTheRest) && isRight
        case .object(let object):
            isRight = try check(object, node, &parts, asksTheRest) && isRight
        case .null, .bool: break
        }
        return isRight
    }

    private mutating func follow(
        _ reference: Int, _ keyword: String, _ node: SchemaNode, _ value: JSONValue, _ parts: inout EvaluatedParts
    ) throws(Stop) -> Bool {
        switch graph.references[reference] {
        case .node(let target): return try check(target, value, &parts)
        case .dynamic(let anchor, let target):
            try spend(scope.count)
            let outermost = scope.lazy.compactMap { [graph] in graph.dynamicAnchors[$0][anchor] }.first
            return try check(outermost ?? target, value, &parts)
        case .metaSchema:
            try spend(8 * ExactValue.weight(value, limit: steps / 8 + 1))
            let (error, cost) = SchemaCompiler.complaint(about: value)
            try spend(cost)
            guard let error else { return true }
            try report(
                node, keyword, "must be a JSON Schema: its \(error.path.isEmpty ? "root" : error.path) \(error.problem)"
            )
            return false
        }
    }
}

// MARK: - What checks share

extension SchemaEvaluator {
    mutating func spend(_ count: Int) throws(Stop) {
        steps -= count
        if steps < 0 { throw .tooCostly }
    }

    /// Checks a part of the value at hand.
    mutating func check(_ index: Int, _ value: JSONValue, at step: PathStep) throws(Stop) -> Bool {
        let outer = depthInPlace
        depthInPlace = 0
        path.append(step)
        var parts = EvaluatedParts(isAsked: false)
        let isRight = try check(index, value, &parts)
        path.removeLast()
        depthInPlace = outer
        return isRight
    }

    /// Checks for the outcome only.
    mutating func holds(_ index: Int, _ value: JSONValue, _ parts: inout EvaluatedParts) throws(Stop) -> Bool {
        silences += 1
        let isRight = try check(index, value, &parts)
        silences -= 1
        return isRight
    }

    /// Looks for a pattern in a text.
    mutating func finds(_ pattern: SchemaPattern, in text: String) throws(Stop) -> Bool {
        try spend(1 + text.utf8.count / 64)
        guard let isFound = pattern.isFound(in: text, steps: &steps) else { throw .tooCostly }
        return isFound
    }

    /// Notes a violation, unless only the outcome counts.
    mutating func report(
        _ node: SchemaNode, _ keyword: String, _ problem: @autoclosure () -> String, at step: PathStep? = nil
    ) throws(Stop) {
        guard silences == 0, found.count < max(1, limits.violations) else { return }
        let path = self.path + (step.map { [$0] } ?? [])
        found.append(
            SchemaViolation(
                cause: .mismatch, path: JSONPath.pointer(path), place: JSONPath.readable(path),
                schemaPath: graph.places.pointer(to: node.place, keyword), keyword: keyword, problem: problem()))
        if trials == 0, found.count >= limits.violations { throw .enough }
    }

    /// Checks as usual, and takes back what was reported.
    /// - Returns: the outcome, and what was reported.
    mutating func attempt(
        _ index: Int, _ value: JSONValue, _ parts: inout EvaluatedParts
    ) throws(Stop) -> (isRight: Bool, reported: [SchemaViolation]) {
        let count = found.count
        if trials == 0 { settled = count }
        trials += 1
        let isRight = try check(index, value, &parts)
        trials -= 1
        let reported = Array(found[count...])
        found.removeSubrange(count...)
        return (isRight, reported)
    }

    /// Notes violations that ``attempt(_:_:_:)`` took back.
    mutating func report(_ violations: [SchemaViolation]) throws(Stop) {
        guard silences == 0 else { return }
        found += violations
        if trials == 0, found.count >= limits.violations { throw .enough }
    }

    private mutating func note(_ stop: Stop) {
        let (cause, problem): (SchemaViolation.Cause, String)
        switch stop {
        case .enough: return
        case .tooCostly: (cause, problem) = (.tooCostly, "takes too long to check against this schema")
        case .tooDeep: (cause, problem) = (.tooDeep, "is nested too deep to check against this schema")
        case .loop:
            (cause, problem) = (.loop, "cannot be checked: the schema leads back to itself with the same value")
        }
        // What was reported on trial might have been taken back.
        if trials > 0 { found.removeSubrange(settled...) }
        found.append(
            SchemaViolation(
                cause: cause, path: JSONPath.pointer(path), place: JSONPath.readable(path), schemaPath: "", keyword: "",
                problem: problem))
    }
}
