/// Rules for arrays and objects.
extension SchemaEvaluator {
    /// - Parameter asksTheRest: whether ``SchemaNode/Rules/unevaluatedItems`` is to be applied.
    mutating func check(
        _ items: [JSONValue], _ node: SchemaNode, _ parts: inout EvaluatedParts, _ asksTheRest: Bool
    ) throws(Stop) -> Bool {
        var isRight = true
        if let rules = node.rules.array {
            isRight = try checkCounts(
                items.count, rules.these.minimum, rules.these.maximum, ("minItems", "maxItems"), ("item", "items"), node
            )
            guard isRight || !isSilent else { return false }
            if rules.these.isUnique {
                isRight = try checkUnique(items, node) && isRight
                guard isRight || !isSilent else { return false }
            }
            for (index, item) in items.enumerated() {
                guard let schema = index < rules.these.prefix.count ? rules.these.prefix[index] : rules.these.rest
                else { break }
                parts.add(index, of: items.count)
                isRight = try check(schema, item, at: .index(index)) && isRight
                guard isRight || !isSilent else { return false }
            }
            isRight = try checkContained(items, rules, node, &parts) && isRight
            guard isRight || !isSilent else { return false }
        }
        guard asksTheRest, let unevaluated = node.rules.unevaluatedItems else { return isRight }
        try spend(items.count / 8)
        for (index, item) in items.enumerated() where !parts.contains(index) {
            isRight = try check(unevaluated, item, at: .index(index)) && isRight
            guard isRight || !isSilent else { return false }
        }
        parts.addAll()
        return isRight
    }

    private mutating func checkUnique(_ items: [JSONValue], _ node: SchemaNode) throws(Stop) -> Bool {
        var seen: [ExactValue: Int] = [:]
        for (index, item) in items.enumerated() {
            // Each is hashed, too.
            try spend(4 * ExactValue.weight(item, limit: steps / 4 + 1))
            if let first = seen.updateValue(index, forKey: ExactValue(item)) {
                try report(node, "uniqueItems", "must not hold the same item twice, as at \(first) and \(index)")
                return false
            }
        }
        return true
    }

    private mutating func checkContained(
        _ items: [JSONValue], _ rules: SchemaNode.Shared<SchemaNode.ArrayRules>, _ node: SchemaNode,
        _ parts: inout EvaluatedParts
    ) throws(Stop) -> Bool {
        guard let schema = rules.these.contains else { return true }
        var count = 0
        for (index, item) in items.enumerated() {
            silences += 1
            let fits = try check(schema, item, at: .index(index))
            silences -= 1
            guard fits else { continue }
            count += 1
            parts.add(index, of: items.count)
        }
        if count < rules.these.minimumContained {
            let wanted =
                rules.these.minimumContained == 1
                ? "one item that fits \"contains\", but has none"
                : "\(rules.these.minimumContained) items that fit \"contains\", not \(count)"
            try report(
                node, rules.these.minimumContained == 1 ? "contains" : "minContains", "must have at least \(wanted)")
            return false
        }
        if let maximum = rules.these.maximumContained, count > maximum {
            let words = maximum == 1 ? "one item that fits" : "\(maximum) items that fit"
            try report(node, "maxContains", "must have at most \(words) \"contains\", not \(count)")
            return false
        }
        return true
    }

    /// - Parameter asksTheRest: whether ``SchemaNode/Rules/unevaluatedProperties`` is to be applied.
    mutating func check(
        _ object: JSONObject, _ node: SchemaNode, _ parts: inout EvaluatedParts, _ asksTheRest: Bool
    ) throws(Stop) -> Bool {
        var isRight = true
        if let rules = node.rules.object {
            isRight = try checkKeys(object, rules, node)
            guard isRight || !isSilent else { return false }
            if rules.these.appliesToMembers {
                isRight = try checkMembers(object, rules, node, &parts) && isRight
                guard isRight || !isSilent else { return false }
            }
            for (key, schema) in rules.these.dependentSchemas where object[key] != nil {
                isRight = try check(schema, .object(object), &parts) && isRight
                guard isRight || !isSilent else { return false }
            }
        }
        guard asksTheRest, let unevaluated = node.rules.unevaluatedProperties else { return isRight }
        try spend(object.count / 8)
        for (index, member) in object.enumerated() where !parts.contains(index) {
            isRight = try checkOther(member, unevaluated, "unevaluatedProperties", node) && isRight
            guard isRight || !isSilent else { return false }
        }
        parts.addAll()
        return isRight
    }

    private mutating func checkKeys(
        _ object: JSONObject, _ rules: SchemaNode.Shared<SchemaNode.ObjectRules>, _ node: SchemaNode
    ) throws(Stop) -> Bool {
        try spend((rules.these.required.count + rules.these.dependentRequired.count) / 2)
        var isRight = true
        for key in rules.these.required where object[key] == nil {
            isRight = false
            try report(node, "required", "must have the property \(SchemaWords.quoted(key)), which is missing")
            guard !isSilent else { return false }
        }
        isRight =
            try checkCounts(
                object.count, rules.these.minimum, rules.these.maximum, ("minProperties", "maxProperties"),
                ("property", "properties"), node) && isRight
        guard isRight || !isSilent else { return false }
        for (keyword, key, others) in rules.these.dependentRequired where object[key] != nil {
            try spend(others.count / 2)
            for other in others where object[other] == nil {
                isRight = false
                try report(
                    node, keyword,
                    "must have the property \(SchemaWords.quoted(other)), since it has \(SchemaWords.quoted(key))")
                guard !isSilent else { return false }
            }
        }
        guard let names = rules.these.names else { return isRight }
        for member in object {
            var ignored = EvaluatedParts(isAsked: false)
            let (fits, reasons) = try attempt(names, .string(member.key), &ignored)
            guard !fits else { continue }
            isRight = false
            let reason = reasons.first.map { ": the name " + $0.problem } ?? ""
            try report(node, "propertyNames", "is not allowed as a property\(reason)", at: .key(member.key))
            guard !isSilent else { return false }
        }
        return isRight
    }

    private mutating func checkMembers(
        _ object: JSONObject, _ rules: SchemaNode.Shared<SchemaNode.ObjectRules>, _ node: SchemaNode,
        _ parts: inout EvaluatedParts
    ) throws(Stop) -> Bool {
        try spend(object.count / 2)
        var isRight = true
        for (index, member) in object.enumerated() {
            var isKnown = false
            if let schema = rules.these.properties[ExactText(text: member.key)] {
                isKnown = true
                isRight = try check(schema, member.value, at: .key(member.key)) && isRight
                guard isRight || !isSilent else { return false }
            }
            for (pattern, schema) in rules.these.patterns where try finds(pattern, in: member.key) {
                isKnown = true
                isRight = try check(schema, member.value, at: .key(member.key)) && isRight
                guard isRight || !isSilent else { return false }
            }
            if !isKnown, let additional = rules.these.additional {
                isKnown = true
                isRight = try checkOther(member, additional, "additionalProperties", node) && isRight
                guard isRight || !isSilent else { return false }
            }
            if isKnown { parts.add(index, of: object.count) }
        }
        return isRight
    }

    /// A member that no keyword names.
    private mutating func checkOther(
        _ member: JSONObject.Member, _ schema: Int, _ keyword: String, _ node: SchemaNode
    ) throws(Stop) -> Bool {
        guard graph.nodes[schema].rules.always == false else {
            return try check(schema, member.value, at: .key(member.key))
        }
        try spend(1)
        try report(node, keyword, "is a property that the schema does not know", at: .key(member.key))
        return false
    }

    private mutating func checkCounts(
        _ count: Int, _ minimum: Int?, _ maximum: Int?, _ keywords: (String, String), _ words: (String, String),
        _ node: SchemaNode
    ) throws(Stop) -> Bool {
        if let minimum, count < minimum {
            let wanted = SchemaWords.count(minimum, words.0, words.1)
            try report(node, keywords.0, "must have at least \(wanted), not \(count)")
            return false
        }
        if let maximum, count > maximum {
            let wanted = SchemaWords.count(maximum, words.0, words.1)
            try report(node, keywords.1, "must have at most \(wanted), not \(count)")
            return false
        }
        return true
    }
}
