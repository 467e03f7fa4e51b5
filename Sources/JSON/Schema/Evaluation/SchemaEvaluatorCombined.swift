/// Schemas that apply others to the same value.
extension SchemaEvaluator {
    mutating func checkCombined(
        _ combined: SchemaNode.Shared<SchemaNode.Combined>, _ node: SchemaNode, _ value: JSONValue,
        _ parts: inout EvaluatedParts
    ) throws(Stop) -> Bool {
        var isRight = true
        for branch in combined.these.all {
            isRight = try check(branch, value, &parts) && isRight
            guard isRight || !isSilent else { return false }
        }
        if !combined.these.any.isEmpty {
            isRight = try checkAlternatives("anyOf", combined.these.any, node, value, &parts) && isRight
            guard isRight || !isSilent else { return false }
        }
        if !combined.these.one.isEmpty {
            isRight = try checkAlternatives("oneOf", combined.these.one, node, value, &parts) && isRight
            guard isRight || !isSilent else { return false }
        }
        if let excluded = combined.these.not {
            var ignored = EvaluatedParts(isAsked: false)
            if try holds(excluded, value, &ignored) {
                isRight = false
                try report(node, "not", "must not be what the schema excludes under \"not\"")
                guard !isSilent else { return false }
            }
        }
        if let condition = combined.these.condition {
            let branch = try holds(condition, value, &parts) ? combined.these.then : combined.these.otherwise
            if let branch { isRight = try check(branch, value, &parts) && isRight }
        }
        return isRight
    }

    /// `anyOf` and `oneOf`. When none of them fits, but one is clearly meant, its own violations are reported.
    private mutating func checkAlternatives(
        _ keyword: String, _ branches: [Int], _ node: SchemaNode, _ value: JSONValue, _ parts: inout EvaluatedParts
    ) throws(Stop) -> Bool {
        let meant = isSilent ? nil : try branchMeant(of: branches, for: value)
        var reasons: [SchemaViolation] = []
        var fitting = 0
        for branch in branches {
            let fits: Bool
            if branch == meant {
                let (isRight, reported) = try attempt(branch, value, &parts)
                fits = isRight
                reasons = reported
            } else {
                fits = try holds(branch, value, &parts)
            }
            if fits { fitting += 1 }
            if fits, keyword == "anyOf", !parts.isAsked { return true }
            if fitting > 1, isSilent, keyword == "oneOf" { return false }
        }
        if fitting == 1 || fitting > 1 && keyword == "anyOf" { return true }
        if fitting > 1 {
            try report(node, keyword, "fits \(fitting) of \(branches.count) alternatives, but must fit exactly one")
        } else if !reasons.isEmpty {
            try report(reasons)
        } else {
            let types = typesOfAll(branches)
            let words = SchemaWords.count(branches.count, "alternative", "alternatives")
            if let types, !types.contains(typeOf: value) {
                try report(node, keyword, "must be \(SchemaWords.list(types)), not \(SchemaWords.kind(of: value))")
            } else {
                try report(node, keyword, "fits none of \(words)")
            }
        }
        return false
    }

    /// The one branch that takes values of this type, and of several such the one whose constants the value has.
    private mutating func branchMeant(of branches: [Int], for value: JSONValue) throws(Stop) -> Int? {
        try spend(branches.count)
        let possible = branches.filter { branch in
            let rules = nodeBehindReferences(branch).rules
            return rules.always != false && rules.types?.contains(typeOf: value) != false
        }
        guard possible.count > 1, case .object(let object) = value else {
            return possible.count == 1 ? possible.first : nil
        }
        return try branchMarked(of: possible, for: object)
    }

    private mutating func branchMarked(of possible: [Int], for object: JSONObject) throws(Stop) -> Int? {
        var marked: [Int] = []
        for branch in possible {
            let properties = nodeBehindReferences(branch).rules.object?.these.properties ?? [:]
            try spend(object.count)
            for member in object {
                guard let property = properties[ExactText(text: member.key)] else { continue }
                let rules = graph.nodes[property].rules
                guard rules.constant != nil || rules.choices?.list.count == 1 else { continue }
                var ignored = EvaluatedParts(isAsked: false)
                if try holds(property, member.value, &ignored) {
                    marked.append(branch)
                    break
                }
            }
        }
        return marked.count == 1 ? marked.first : nil
    }

    private func typesOfAll(_ branches: [Int]) -> TypeSet? {
        var types: TypeSet = []
        for branch in branches {
            guard let own = nodeBehindReferences(branch).rules.types else { return nil }
            types.formUnion(own)
        }
        return types
    }

    /// The schema that a schema with nothing but a reference stands for.
    private func nodeBehindReferences(_ index: Int) -> SchemaNode {
        var node = graph.nodes[index]
        for _ in 0..<8 {
            guard node.rules.types == nil, let first = node.rules.references.first,
                case .node(let next) = graph.references[first.reference]
            else { break }
            node = graph.nodes[next]
        }
        return node
    }
}
