/// Reads the keywords of one schema, and says what is wrong with their values.
extension SchemaCompiler {
    mutating func rules(of site: Site, isLegacy: Bool) throws(SchemaError) -> SchemaNode.Rules {
        var rules = SchemaNode.Rules()
        for keyword in ["definitions", "$defs"] { _ = try schemas(keyword, in: site) }
        try readReferences(site, into: &rules)
        if isLegacy, !rules.references.isEmpty { return rules }
        _ = try schema("contentSchema", in: site)
        rules.types = try types(site)
        rules.constant = site.object["const"].map(ExactValue.init)
        if let value = site.object["enum"] {
            guard let list = value.arrayValue else {
                throw error(site, "enum", "must be an array, not \(SchemaWords.kind(of: value))")
            }
            rules.choices = SchemaNode.Choices(list: list, set: Set(list.map(ExactValue.init)))
        }
        rules.combined = try combined(site).map(SchemaNode.Shared.init)
        rules.number = try numberRules(site).map(SchemaNode.Shared.init)
        rules.string = try stringRules(site).map(SchemaNode.Shared.init)
        rules.array = try arrayRules(site).map(SchemaNode.Shared.init)
        rules.object = try objectRules(site).map(SchemaNode.Shared.init)
        rules.unevaluatedItems = try schema("unevaluatedItems", in: site)
        rules.unevaluatedProperties = try schema("unevaluatedProperties", in: site)
        return rules
    }

    private mutating func readReferences(_ site: Site, into rules: inout SchemaNode.Rules) throws(SchemaError) {
        for keyword in ["$ref", "$dynamicRef"] {
            guard let value = site.object[keyword] else { continue }
            guard let text = value.stringValue else {
                throw error(site, keyword, "must be a string, not \(SchemaWords.kind(of: value))")
            }
            rules.references.append((keyword, reference(keyword, to: text, from: site)))
        }
    }

    private func types(_ site: Site) throws(SchemaError) -> TypeSet? {
        guard let value = site.object["type"] else { return nil }
        guard let names = value.arrayValue ?? (value.stringValue == nil ? nil : [value]) else {
            throw error(
                site, "type", "must be the name of a type or an array of such, not \(SchemaWords.kind(of: value))")
        }
        var types: TypeSet = []
        for name in names {
            guard let type = TypeSet.named.first(where: { $0.name == name.stringValue }) else {
                let known = SchemaWords.list(TypeSet.named.map(\.name))
                throw error(site, "type", "must be \(known), not \(SchemaWords.short(name))")
            }
            types.insert(type.set)
        }
        guard !types.isEmpty else { throw error(site, "type", "must name a type") }
        if try flag("nullable", site) == true { types.insert(.null) }
        return types
    }

    private mutating func combined(_ site: Site) throws(SchemaError) -> SchemaNode.Combined? {
        var combined = SchemaNode.Combined()
        combined.all = try list("allOf", in: site) ?? []
        combined.any = try list("anyOf", in: site) ?? []
        combined.one = try list("oneOf", in: site) ?? []
        combined.not = try schema("not", in: site)
        combined.condition = try schema("if", in: site)
        combined.then = try schema("then", in: site)
        combined.otherwise = try schema("else", in: site)
        let isEmpty =
            combined.all.isEmpty && combined.any.isEmpty && combined.one.isEmpty && combined.not == nil
            && combined.condition == nil
        return isEmpty ? nil : combined
    }

    private func numberRules(_ site: Site) throws(SchemaError) -> SchemaNode.NumberRules? {
        var rules = SchemaNode.NumberRules()
        for (keyword, exclusive, isUpper) in [
            ("minimum", "exclusiveMinimum", false), ("maximum", "exclusiveMaximum", true),
        ] {
            // OpenAPI 3.0 and draft 4 say by a Boolean whether the bound beside it is exclusive.
            let isExclusive = site.object[exclusive]?.boolValue
            if let number = try number(keyword, site) {
                rules.bounds.append(
                    SchemaNode.Bound(
                        keyword: isExclusive == true ? exclusive : keyword, number: number,
                        value: ExactDecimal(number.text), isUpper: isUpper, isExclusive: isExclusive == true))
            }
            if isExclusive == nil, let number = try number(exclusive, site) {
                rules.bounds.append(
                    SchemaNode.Bound(
                        keyword: exclusive, number: number, value: ExactDecimal(number.text), isUpper: isUpper,
                        isExclusive: true))
            }
        }
        if let number = try number("multipleOf", site) {
            let value = ExactDecimal(number.text)
            guard !value.digits.isEmpty, !value.isNegative else {
                throw error(site, "multipleOf", "must be more than 0, not \(SchemaWords.short(.number(number)))")
            }
            rules.divisor = (number, value)
        }
        return rules.bounds.isEmpty && rules.divisor == nil ? nil : rules
    }

    private mutating func stringRules(_ site: Site) throws(SchemaError) -> SchemaNode.StringRules? {
        var rules = SchemaNode.StringRules()
        rules.minimum = try count("minLength", site)
        rules.maximum = try count("maxLength", site)
        if let text = try text("pattern", site) {
            rules.pattern = try pattern(text, at: place(below: site.place, "pattern"))
        }
        if let format = try text("format", site), assertsFormats { rules.format = SchemaFormat(rawValue: format) }
        let isEmpty = rules.minimum == nil && rules.maximum == nil && rules.pattern == nil && rules.format == nil
        return isEmpty ? nil : rules
    }

    private mutating func arrayRules(_ site: Site) throws(SchemaError) -> SchemaNode.ArrayRules? {
        var rules = SchemaNode.ArrayRules()
        rules.minimum = try count("minItems", site)
        rules.maximum = try count("maxItems", site)
        rules.isUnique = try flag("uniqueItems", site) ?? false
        rules.prefix = try list("prefixItems", in: site) ?? []
        let additional = try schema("additionalItems", in: site)
        if site.object["items"]?.arrayValue != nil {
            rules.prefix = try list("items", in: site, mayBeEmpty: true) ?? []
            rules.rest = additional
            rules.restKeyword = "additionalItems"
        } else {
            rules.rest = try schema("items", in: site)
        }
        rules.contains = try schema("contains", in: site)
        rules.minimumContained = try count("minContains", site) ?? 1
        rules.maximumContained = try count("maxContains", site)
        let isEmpty =
            rules.minimum == nil && rules.maximum == nil && !rules.isUnique && rules.prefix.isEmpty && rules.rest == nil
            && rules.contains == nil
        return isEmpty ? nil : rules
    }

    private mutating func objectRules(_ site: Site) throws(SchemaError) -> SchemaNode.ObjectRules? {
        var rules = SchemaNode.ObjectRules()
        rules.minimum = try count("minProperties", site)
        rules.maximum = try count("maxProperties", site)
        if let value = site.object["required"] { rules.required = try texts(value, error(site, "required", "")) }
        rules.names = try schema("propertyNames", in: site)
        for (key, node) in try schemas("properties", in: site) { rules.properties[ExactText(text: key)] = node }
        for (key, node) in try schemas("patternProperties", in: site) {
            let place = place(below: place(below: site.place, "patternProperties"), key)
            rules.patterns.append((try pattern(key, at: place), node))
        }
        rules.additional = try schema("additionalProperties", in: site)
        rules.dependentSchemas = try schemas("dependentSchemas", in: site)
        for keyword in ["dependentRequired", "dependencies"] {
            for member in try object(keyword, site)?.members ?? [] {
                let place = place(below: place(below: site.place, keyword), member.key)
                if keyword == "dependencies", member.value.arrayValue == nil {
                    let node = node(member.value, at: place, in: site.resource)
                    rules.dependentSchemas.append((member.key, node))
                } else {
                    rules.dependentRequired.append(
                        (keyword, member.key, try texts(member.value, error(place, ""))))
                }
            }
        }
        let isEmpty =
            rules.minimum == nil && rules.maximum == nil && rules.required.isEmpty && rules.names == nil
            && !rules.appliesToMembers && rules.dependentSchemas.isEmpty && rules.dependentRequired.isEmpty
        return isEmpty ? nil : rules
    }
}

// MARK: - Values of keywords

extension SchemaCompiler {
    private mutating func schema(_ keyword: String, in site: Site) throws(SchemaError) -> Int? {
        guard let value = site.object[keyword] else { return nil }
        return node(
            value, at: place(below: site.place, keyword), in: site.resource)
    }

    private mutating func list(
        _ keyword: String, in site: Site, mayBeEmpty: Bool = false
    ) throws(SchemaError) -> [Int]? {
        guard let value = site.object[keyword] else { return nil }
        guard let schemas = value.arrayValue, mayBeEmpty || !schemas.isEmpty else {
            throw error(site, keyword, "must be an array of schemas, not \(SchemaWords.short(value))")
        }
        let place = place(below: site.place, keyword)
        var nodes: [Int] = []
        for (index, schema) in schemas.enumerated() {
            nodes.append(
                node(
                    schema, at: self.place(below: place, String(index)), in: site.resource))
        }
        return nodes
    }

    private mutating func schemas(_ keyword: String, in site: Site) throws(SchemaError) -> [(key: String, node: Int)] {
        guard let members = try object(keyword, site)?.members else { return [] }
        let place = place(below: site.place, keyword)
        var nodes: [(String, Int)] = []
        for member in members {
            let own = self.place(below: place, member.key)
            nodes.append(
                (member.key, node(member.value, at: own, in: site.resource)))
        }
        return nodes
    }

    private func object(_ keyword: String, _ site: Site) throws(SchemaError) -> JSONObject? {
        guard let value = site.object[keyword] else { return nil }
        guard let object = value.objectValue else {
            throw error(site, keyword, "must be an object, not \(SchemaWords.kind(of: value))")
        }
        return object
    }

    private func number(_ keyword: String, _ site: Site) throws(SchemaError) -> JSONNumber? {
        guard let value = site.object[keyword] else { return nil }
        guard let number = value.numberValue else {
            throw error(site, keyword, "must be a number, not \(SchemaWords.short(value))")
        }
        return number
    }

    private func count(_ keyword: String, _ site: Site) throws(SchemaError) -> Int? {
        guard let value = site.object[keyword] else { return nil }
        guard let number = value.numberValue.map({ ExactDecimal($0.text) }), number.isWhole, !number.isNegative else {
            throw error(site, keyword, "must be a whole number of 0 or more, not \(SchemaWords.short(value))")
        }
        return number.intValue ?? .max
    }

    private func flag(_ keyword: String, _ site: Site) throws(SchemaError) -> Bool? {
        guard let value = site.object[keyword] else { return nil }
        guard let flag = value.boolValue else {
            throw error(site, keyword, "must be true or false, not \(SchemaWords.short(value))")
        }
        return flag
    }

    private func text(_ keyword: String, _ site: Site) throws(SchemaError) -> String? {
        guard let value = site.object[keyword] else { return nil }
        guard let text = value.stringValue else {
            throw error(site, keyword, "must be a string, not \(SchemaWords.short(value))")
        }
        return text
    }

    private func texts(_ value: JSONValue, _ error: SchemaError) throws(SchemaError) -> [String] {
        guard let items = value.arrayValue else {
            throw SchemaError(
                path: error.path, problem: "must be an array of strings, not \(SchemaWords.kind(of: value))")
        }
        var texts: [String] = []
        for item in items {
            guard let text = item.stringValue else {
                throw SchemaError(path: error.path, problem: "must hold strings only, not \(SchemaWords.short(item))")
            }
            texts.append(text)
        }
        return texts
    }

    private mutating func pattern(_ text: String, at place: Int) throws(SchemaError) -> SchemaPattern {
        if let known = patterns[text] { return known }
        do throws(SchemaPatternError) {
            let pattern = try SchemaPattern(text)
            patterns[text] = pattern
            return pattern
        } catch {
            throw self.error(place, "is not a pattern that can be read: \(error.reason)")
        }
    }
}
