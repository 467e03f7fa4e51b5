import JSON

/// Numbers and texts within the bounds of a schema.
extension SchemaInstance {
    /// A number that the message says for this place: beside the name if it stands there, else the next one not yet used.
    func numberSaid(_ slot: Slot, besides used: Set<String>, onlyNear: Bool) -> String? {
        let names = Set(Words.ofIdentifier(slot.name).map(Words.stem))
        for facts in sources {
            let numbers = facts.numbers
            for number in numbers {
                let around = [number.place - 2, number.place - 1, number.place + 1]
                let isNear = around.contains {
                    facts.words.indices.contains($0) && names.contains(Words.stem(facts.words[$0].text))
                }
                if isNear { return number.text }
            }
            if !onlyNear, let free = numbers.first(where: { !used.contains($0.text) }) { return free.text }
        }
        return nil
    }

    mutating func number(_ schema: JSONValue, _ slot: Slot, whole: Bool) -> JSONValue {
        var bounds = NumberBounds(schema, whole: whole)
        if let preset = slot.preset.flatMap(Double.init), bounds.accepts(preset) { return bounds.json(preset) }
        if slot.item == 0 {
            if let said = numberSaid(slot, besides: usedNumbers, onlyNear: false), let value = Double(said),
                bounds.accepts(value)
            {
                usedNumbers.insert(said)
                return bounds.json(value)
            }
            if let standard = schema["default"]?.doubleValue, bounds.accepts(standard) { return bounds.json(standard) }
        }
        bounds.preferred = Double(1 + generator.below(9) + slot.item)
        return bounds.value(step: slot.item)
    }

    mutating func text(_ schema: JSONValue, _ slot: Slot) -> String {
        let rules = TextRules(schema)
        if let step = slot.step, let told = stepText(step, slot), rules.accept(told) { return told }
        let isAnswer = equation != nil && slot.kind == .prose || slot.name.hasSuffix("answer")
        if isAnswer, slot.item == 0, let answer = equation?.answer, rules.accept(answer) { return answer }
        if slot.item == 0 || slot.preset != nil, !isBusy, let found = said(slot).first(where: rules.accept) {
            return found
        }
        if let standard = schema["default"]?.stringValue, slot.item == 0, rules.accept(standard) { return standard }
        if let made = rules.formatted(item: slot.item, &generator) { return made }
        let made = madeUp(slot)
        return rules.accept(made) && slot.item > 0 && slot.isItem && made.contains("\(slot.item + 1)")
            ? made : rules.fitted(made, item: slot.item)
    }

    private func stepText(_ step: LinearEquation.Step, _ slot: Slot) -> String? {
        let last = Words.ofIdentifier(slot.name).last ?? ""
        let isOutput = ["output", "result", "equation", "answer", "value", "expression", "formula"].contains(last)
        return isOutput
            ? step.output : slot.kind == .prose || ["step", "text", "thought"].contains(last) ? step.explanation : nil
    }

    /// A text for a place about which nothing is said.
    private mutating func madeUp(_ slot: Slot) -> String {
        switch slot.kind {
        case .place where slot.name.hasSuffix("country"):
            return generator.pick(["Norway", "Kenya", "Japan", "Portugal"])
        case .place, .origin, .destination: return generator.pick(["Paris", "Oslo", "Tokyo", "Lisbon", "Nairobi"])
        case .person: return generator.pick(["Ada Lovelace", "Alan Turing", "Grace Hopper", "Emmy Noether"])
        case .identifier: return generator.digits(5)
        case .email: return "someone@example.com"
        case .url: return "https://example.com/"
        case .date: return "2026-05-" + String(10 + generator.below(18))
        case .time: return "\(10 + generator.below(10)):30"
        case .symbol: return generator.pick(["AAPL", "MSFT", "NVDA"])
        case .language: return "English"
        case .expression: return "1 + 1"
        case .unit: return "metric"
        case .quantity: return String(1 + generator.below(9))
        case .prose: return slot.item == 0 && !reply.isEmpty ? reply : "Made up by the simulator (\(slot.item + 1))."
        case .query, .title: return topic.isEmpty ? "an example" : topic
        case .dictated: return sources.first?.text ?? "an example"
        case .other:
            let noun = slot.name.isEmpty ? "value" : Words.spoken(slot.name)
            let number = slot.isItem ? " \(slot.item + 1)" : ""
            return topic.isEmpty ? "example \(noun)\(number)" : "\(noun)\(number) for \(topic)"
        }
    }
}

/// What a schema asks of a number.
struct NumberBounds {
    private var low: Double
    private var high: Double
    private var excludesLow = false
    private var excludesHigh = false
    private let multiple: Double?
    private let whole: Bool
    var preferred = 1.0

    init(_ schema: JSONValue, whole: Bool) {
        self.whole = whole
        multiple = schema["multipleOf"]?.doubleValue.flatMap { $0 > 0 ? $0 : nil }
        low = schema["minimum"]?.doubleValue ?? -.infinity
        high = schema["maximum"]?.doubleValue ?? .infinity
        if let bound = schema["exclusiveMinimum"]?.doubleValue, bound >= low { (low, excludesLow) = (bound, true) }
        if let bound = schema["exclusiveMaximum"]?.doubleValue, bound <= high { (high, excludesHigh) = (bound, true) }
        if schema["exclusiveMinimum"]?.boolValue == true { excludesLow = true }
        if schema["exclusiveMaximum"]?.boolValue == true { excludesHigh = true }
        guard whole else { return }
        if low.isFinite {
            low = excludesLow && low == low.rounded() ? low + 1 : low.rounded(.up)
            excludesLow = false
        }
        if high.isFinite {
            high = excludesHigh && high == high.rounded() ? high - 1 : high.rounded(.down)
            excludesHigh = false
        }
    }

    func accepts(_ value: Double) -> Bool {
        if whole, value != value.rounded() { return false }
        if excludesLow ? value <= low : value < low { return false }
        if excludesHigh ? value >= high : value > high { return false }
        guard let multiple else { return true }
        let quotient = value / multiple
        return quotient == quotient.rounded()
    }

    /// A number within the bounds, the `step`-th of those that follow the preferred one.
    func value(step: Int) -> JSONValue {
        if let multiple { return multipleValue(multiple, step: step) }
        let clamped = min(max(preferred, low), high)
        if accepts(clamped) {
            if clamped == preferred || step == 0 { return json(clamped) }
            // Out of the bounds: walk from the lower one, or down from the upper one.
            let walked = whole ? (low.isFinite ? low + Double(step) : high - Double(step)) : clamped
            return json(accepts(walked) ? walked : spread(step))
        }
        return json(spread(step))
    }

    /// A number between bounds that may not themselves be taken.
    private func spread(_ step: Int) -> Double {
        if low.isFinite, high.isFinite {
            let part = low + (high - low) * (Double(step % 97) + 1) / 99
            let value = whole ? part.rounded(.down) : part
            return accepts(value) ? value : low
        }
        return low.isFinite ? low + 1 + Double(step) : high - 1 - Double(step)
    }

    private func multipleValue(_ multiple: Double, step: Int) -> JSONValue {
        var factor = ((max(min(preferred, high), low)) / multiple).rounded(.up)
        if low.isFinite, factor * multiple < low || excludesLow && factor * multiple <= low { factor += 1 }
        if factor * multiple > high || excludesHigh && factor * multiple >= high {
            factor = (high / multiple).rounded(.down)
            if excludesHigh, factor * multiple >= high { factor -= 1 }
        }
        let next = (factor + Double(step)) * multiple
        if step > 0, next <= high, !(excludesHigh && next >= high) { factor += Double(step) }
        if whole {
            for _ in 0..<1000 where factor * multiple != (factor * multiple).rounded() { factor += 1 }
        }
        return Self.product(factor, multiple)
    }

    /// The product without the rounding of binary fractions: 3 · 0.1 is 0.3.
    private static func product(_ factor: Double, _ multiple: Double) -> JSONValue {
        let decimals = "\(multiple)".split(separator: ".").dropFirst().first?.count ?? 0
        guard decimals <= 9 else { return number(factor * multiple) }
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        return number((factor * (multiple * scale).rounded()) / scale)
    }

    func json(_ value: Double) -> JSONValue {
        Self.number(value)
    }

    private static func number(_ value: Double) -> JSONValue {
        if let integer = Int(exactly: value) { return .number(JSONNumber(integer)) }
        return JSONNumber(value).map(JSONValue.number) ?? 0
    }
}
