/// Rules for values that have no parts, and for any value as a whole.
extension SchemaEvaluator {
    mutating func checkChoices(_ node: SchemaNode, _ value: JSONValue) throws(Stop) -> Bool {
        var isRight = true
        if node.rules.constant != nil || node.rules.choices != nil {
            try spend(ExactValue.weight(value, limit: steps + 1))
        }
        if let constant = node.rules.constant, constant != ExactValue(value) {
            isRight = false
            try report(
                node, "const", "must be \(SchemaWords.short(constant.value)), not \(SchemaWords.short(value))")
        }
        if let choices = node.rules.choices, !choices.set.contains(ExactValue(value)) {
            isRight = false
            try report(
                node, "enum",
                choices.list.isEmpty
                    ? "cannot be right, as enum is empty"
                    : "must be \(SchemaWords.list(choices.list.lazy.map(SchemaWords.short))), not "
                        + SchemaWords.short(value)
            )
        }
        return isRight
    }

    mutating func check(
        _ number: JSONNumber, _ rules: SchemaNode.Shared<SchemaNode.NumberRules>, _ node: SchemaNode
    ) throws(Stop) -> Bool {
        try spend(1 + number.text.utf8.count / 64)
        let value = ExactDecimal(number.text)
        var isRight = true
        for bound in rules.these.bounds {
            let isWithin = bound.isUpper ? value < bound.value : bound.value < value
            if isWithin || !bound.isExclusive && value == bound.value { continue }
            isRight = false
            let relation =
                bound.isExclusive
                ? (bound.isUpper ? "less than" : "more than") : (bound.isUpper ? "at most" : "at least")
            try report(
                node, bound.keyword,
                "must be \(relation) \(SchemaWords.short(.number(bound.number))), not "
                    + SchemaWords.short(.number(number))
            )
        }
        if let divisor = rules.these.divisor {
            try spend(value.costOfDividing(by: divisor.value) / 64)
            if !value.isMultiple(of: divisor.value) {
                isRight = false
                try report(
                    node, "multipleOf",
                    "must be a multiple of \(SchemaWords.short(.number(divisor.number))), not "
                        + SchemaWords.short(.number(number)))
            }
        }
        return isRight
    }

    mutating func check(
        _ text: String, _ rules: SchemaNode.Shared<SchemaNode.StringRules>, _ node: SchemaNode
    ) throws(Stop) -> Bool {
        var isRight = true
        if rules.these.minimum != nil || rules.these.maximum != nil {
            try spend(1 + text.utf8.count / 64)
            let length = text.unicodeScalars.count
            if let minimum = rules.these.minimum, length < minimum {
                isRight = false
                try report(
                    node, "minLength",
                    "must have at least \(SchemaWords.count(minimum, "character", "characters")), not \(length)")
            }
            if let maximum = rules.these.maximum, length > maximum {
                isRight = false
                try report(
                    node, "maxLength",
                    "must have at most \(SchemaWords.count(maximum, "character", "characters")), not \(length)")
            }
        }
        if let pattern = rules.these.pattern, try !finds(pattern, in: text) {
            isRight = false
            try report(node, "pattern", "must match the pattern \(pattern.text), not be \(SchemaWords.quoted(text))")
        }
        if let format = rules.these.format {
            try spend(1 + text.utf8.count / 64)
            if !format.matches(text) {
                isRight = false
                try report(node, "format", "must be \(format.words), not \(SchemaWords.quoted(text))")
            }
        }
        return isRight
    }
}
