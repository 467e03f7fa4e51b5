import JSON

/// Makes a value that satisfies a JSON Schema, filled with what the message says where it says it.
///
/// `oneOf` is taken as `anyOf`; `not`, `if` and their kin are not looked at.
struct SchemaInstance {
    let root: JSONValue
    /// Where to look for values, first things first.
    let sources: [MessageFacts]
    /// What stands before all sources where units are chosen: the place of this call among several.
    let settled: [MessageFacts]
    /// Values that are settled, by property of the root.
    var presets: [String: String] = [:]
    /// What explanations and answers say where the message says nothing.
    var reply = ""
    /// Whether properties that are not required are written too.
    var fillsOptional = false
    var generator: SeededGenerator
    /// What the message is about.
    let topic: String
    var equation: LinearEquation?
    var usedNumbers: Set<String> = []

    /// Where a value stands.
    struct Slot {
        var name = ""
        var summary = ""
        var siblings: Set<String> = []
        var depth = 0
        var preset: String?
        /// The how-manieth of its array, so that items differ.
        var item = 0
        /// Whether it is itself an item of an array.
        var isItem = false
        var step: LinearEquation.Step?

        var kind: PropertyKind { PropertyKind(name: name, description: summary) }
    }

    init(
        root: JSONValue, sources: [MessageFacts], settled: [MessageFacts] = [], presets: [String: String] = [:],
        reply: String = "", fillsOptional: Bool = false, generator: SeededGenerator
    ) {
        self.root = root
        self.sources = sources
        self.settled = settled
        self.presets = presets
        self.reply = reply
        self.fillsOptional = fillsOptional
        self.generator = generator
        topic = sources.lazy.map(\.topic).first { !$0.isEmpty } ?? ""
        equation = sources.lazy.compactMap { LinearEquation(in: $0.text) }.first
    }

    private static let comfortableDepth = 5
    private static let deepest = 40
    /// From so many values on, as little as possible is written, and from so many on no more at all.
    private static let (comfortableCount, greatestCount) = (1_000, 50_000)
    private var count = 0

    /// Whether so much was written that looking things up in the message is no longer worth its time.
    var isBusy: Bool { count > Self.comfortableCount }

    private func isDeep(_ slot: Slot) -> Bool {
        slot.depth > Self.comfortableDepth || isBusy
    }

    mutating func make() -> JSONValue {
        value(of: root, Slot())
    }

    mutating func value(of schema: JSONValue, _ slot: Slot) -> JSONValue {
        count += 1
        guard slot.depth < Self.deepest, count < Self.greatestCount else { return .null }
        let flat = SchemaShape.flattened(schema, root: root) { pick($0, slot) }
        if let constant = flat["const"] { return constant }
        var slot = slot
        if slot.summary.isEmpty { slot.summary = flat["description"]?.stringValue ?? "" }
        let types = SchemaShape.types(flat)
        if let values = flat["enum"]?.arrayValue, !values.isEmpty {
            return SchemaChoice.value(of: values, types: types, slot, sources, settled: settled)
        }
        let isNullable = types.contains("null")
        if isNullable, types.count > 1, !isSaid(flat, slot) { return .null }
        switch types.first(where: { $0 != "null" }) ?? "null" {
        case "object": return object(flat, slot)
        case "array": return array(flat, slot)
        case "integer": return number(flat, slot, whole: true)
        case "number": return number(flat, slot, whole: false)
        case "boolean": return .bool(boolean(flat, slot))
        case "null": return .null
        default: return .string(text(flat, slot))
        }
    }

    /// Which branch of an `anyOf` to take.
    private func pick(_ branches: [JSONValue], _ slot: Slot) -> Int {
        let types = branches.map { SchemaShape.types(SchemaShape.resolved($0, root: root)) }
        if let null = types.firstIndex(of: ["null"]) {
            let other = types.indices.first { $0 != null } ?? null
            if isDeep(slot) { return null }
            return isSaid(SchemaShape.resolved(branches[other], root: root), slot) ? other : null
        }
        if isDeep(slot) {
            return branches.indices.first { !SchemaShape.refers(branches[$0]) } ?? branches.count - 1
        }
        return branches.indices.first { index in
            SchemaShape.labels(branches[index], root: root).contains { label in sources.contains { $0.mentions(label) }
            }
        } ?? 0
    }

    /// Whether the message says something about this place.
    func isSaid(_ schema: JSONValue, _ slot: Slot) -> Bool {
        if slot.preset != nil || slot.step != nil { return true }
        if let values = schema["enum"]?.arrayValue {
            return values.contains { value in
                value.stringValue.map { text in sources.contains { $0.mentions(text) } } ?? false
            }
        }
        switch SchemaShape.types(schema).first(where: { $0 != "null" }) {
        case "object":
            return (schema["properties"]?.objectValue ?? JSONObject()).contains {
                isSaid($0.value, Slot(name: $0.key, depth: slot.depth + 1))
            }
        case "integer", "number": return numberSaid(slot, besides: usedNumbers, onlyNear: true) != nil
        case "boolean":
            return sources.contains { facts in Words.ofIdentifier(slot.name).contains { facts.mentions($0) } }
        case "array": return !said(Slot(name: singular(slot.name), summary: slot.summary)).isEmpty
        default: return slot.kind.isPlainlySaid && !said(slot).isEmpty
        }
    }

    func said(_ slot: Slot) -> [String] {
        if let preset = slot.preset { return [preset] }
        if isBusy { return [] }
        let kind = slot.kind
        // A `name` beside participants or a date is what the event is called, else it is somebody's.
        let isPerson = kind == .title && slot.name == "name" && slot.siblings.isDisjoint(with: Self.eventSiblings)
        for facts in sources {
            let found = (isPerson ? facts.values(for: .person) : []) + facts.values(for: kind, name: slot.name)
            if !found.isEmpty { return found }
        }
        return sources.lazy.map { $0.values(for: .other, name: slot.name) }.first { !$0.isEmpty } ?? []
    }

    private static let eventSiblings: Set<String> = [
        "date", "participants", "attendees", "location", "price", "time", "start", "description", "ingredients",
    ]

    private mutating func object(_ schema: JSONValue, _ slot: Slot) -> JSONValue {
        let properties = schema["properties"]?.objectValue ?? JSONObject()
        let required = schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let least = schema["minProperties"]?.intValue ?? 0
        let most = schema["maxProperties"]?.intValue ?? Int.max
        let siblings = Set(properties.keys)
        var kept = Set(required)
        for member in properties where !kept.contains(member.key) && kept.count < most {
            let inner = Slot(
                name: member.key, depth: slot.depth + 1, preset: slot.depth == 0 ? presets[member.key] : nil)
            let wanted = fillsOptional && slot.depth < Self.comfortableDepth && !isDeep(slot)
            let flat = SchemaShape.resolved(member.value, root: root)
            if kept.count < least || wanted || slot.depth < 3 && isSaid(flat, inner) { kept.insert(member.key) }
        }
        var object = JSONObject()
        let others = required.filter { !siblings.contains($0) }
        for key in properties.keys.filter(kept.contains) + others {
            let inner = Slot(
                name: key, siblings: siblings, depth: slot.depth + 1, preset: slot.depth == 0 ? presets[key] : nil,
                item: slot.item, step: slot.step)
            object[key] = value(of: properties[key] ?? schema["additionalProperties"] ?? ["type": "string"], inner)
        }
        var extra = 1
        while object.count < least, extra <= least, schema["additionalProperties"]?.boolValue != false {
            let inner = Slot(name: "extra\(extra)", depth: slot.depth + 1, item: extra)
            object["extra\(extra)"] = value(of: schema["additionalProperties"] ?? ["type": "string"], inner)
            extra += 1
        }
        return .object(object)
    }

    private mutating func array(_ schema: JSONValue, _ slot: Slot) -> JSONValue {
        let least = min(max(schema["minItems"]?.intValue ?? 0, 0), 20_000)
        let most = max(schema["maxItems"]?.intValue ?? Int.max, 0)
        let one = singular(slot.name)
        let steps =
            ["step", "reasoning", "working"].contains(Words.ofIdentifier(one).last ?? "") ? equation?.steps : nil
        let itemSchema = schema["items"] ?? ["type": "string"]
        let takesText = SchemaShape.types(SchemaShape.resolved(itemSchema, root: root)).contains("string")
        let told = takesText ? listed(one, slot) : []
        let usual = isDeep(slot) ? 0 : steps?.count ?? (told.isEmpty ? 2 : told.count)
        let length = min(max(usual, least), most)
        let isUnique = schema["uniqueItems"]?.boolValue == true
        let prefix = schema["prefixItems"]?.arrayValue ?? []
        var (items, seen): ([JSONValue], Set<JSONValue>) = ([], [])
        for index in 0..<length where count < Self.greatestCount {
            var inner = Slot(name: one, summary: slot.summary, depth: slot.depth + 1, item: index)
            inner.preset = index < told.count ? told[index] : nil
            inner.isItem = true
            inner.step = steps.flatMap { index < $0.count ? $0[index] : nil }
            let element = index < prefix.count ? prefix[index] : itemSchema
            if index >= prefix.count, itemSchema.boolValue == false { break }
            var item = value(of: element, inner)
            var attempt = 0
            while isUnique, seen.contains(item), attempt < 200 {
                attempt += 1
                inner.item = index + attempt
                inner.preset = nil
                item = value(of: element, inner)
            }
            if isUnique, !seen.insert(item).inserted, items.count >= least { break }
            items.append(item)
        }
        return .array(items)
    }

    /// The items that the message gives for an array of texts.
    private func listed(_ one: String, _ slot: Slot) -> [String] {
        let inner = Slot(name: one, summary: slot.summary)
        let found = said(inner)
        guard !isBusy, found.count < 2, [.title, .other].contains(inner.kind) else { return found }
        return sources.lazy.map(\.listed).first { !$0.isEmpty } ?? found
    }

    private func boolean(_ schema: JSONValue, _ slot: Slot) -> Bool {
        if let standard = schema["default"]?.boolValue, !isSaid(schema, slot) { return standard }
        guard slot.item == 0 else { return slot.item % 2 == 1 }
        guard isSaid(schema, slot) else { return false }
        return !sources.contains { facts in
            ["not", "no", "without", "don't"].contains { word in facts.words.contains { $0.lower == word } }
        }
    }

    /// `ingredients` → `ingredient`
    private func singular(_ name: String) -> String {
        if name == "people" { return "person" }
        return name.hasSuffix("ies") ? name.dropLast(3) + "y" : name.hasSuffix("s") ? String(name.dropLast()) : name
    }
}

extension PropertyKind {
    /// Whether finding a value means that the message says it, rather than that one could be made of it.
    var isPlainlySaid: Bool {
        switch self {
        case .query, .dictated: false
        default: true
        }
    }
}
