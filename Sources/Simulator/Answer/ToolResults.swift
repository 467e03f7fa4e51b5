import JSON

/// Says what tools answered.
enum ToolResults {
    private struct Result {
        var call: SimulatedCall
        var content: String
    }

    /// One sentence on the results at the end of the conversation; nil when it does not end with results.
    static func sentence(_ messages: [SimulatedMessage], _ generator: inout SeededGenerator) -> String? {
        guard let last = messages.last, last.role == .tool || last.role == .function else { return nil }
        let results = results(messages)
        let parts = results.map(said)
        guard let first = parts.first else { return nil }
        var sentence = first
        for part in parts.dropFirst() {
            sentence +=
                sentence.hasSuffix("…") || part.hasPrefix("The ") == false
                ? "; " + part : ", and " + part.prefix(1).lowercased() + part.dropFirst()
        }
        if !".!?…".contains(sentence.last ?? ".") { sentence += "." }
        let closing = generator.pick(["", " Is there anything else I can help you with?"])
        return sentence + (results.count == 1 ? closing : "")
    }

    private static func results(_ messages: [SimulatedMessage]) -> [Result] {
        let tail = messages.reversed().prefix { $0.role == .tool || $0.role == .function }.reversed()
        let calls = messages.dropLast(tail.count).last?.calls ?? []
        return tail.map { message in
            let call =
                calls.first { $0.id == message.callID && !$0.id.isEmpty } ?? calls.first { $0.name == message.name }
            return Result(
                call: call ?? SimulatedCall(id: "", name: message.name, arguments: "{}"), content: message.text)
        }
    }

    private static func said(_ result: Result) -> String {
        let arguments = (try? JSONValue(parsing: result.call.arguments))?.objectValue ?? JSONObject()
        let subject = arguments.lazy.compactMap { scalar($0.value) }.first ?? ""
        let parsed = try? JSONValue(parsing: result.content)
        guard let object = parsed?.objectValue, !object.isEmpty else {
            return plain(result, subject, parsed.flatMap(scalar) ?? result.content)
        }
        if let fault = object["error"] {
            return "\(label(result, subject)) failed: " + Substrings.clipped(scalar(fault) ?? fault.compact, to: 200)
        }
        return weather(object, arguments, result) ?? fields(object, arguments, result, subject)
    }

    private static func label(_ result: Result, _ subject: String) -> String {
        "\(result.call.name.isEmpty ? "The tool" : result.call.name)(\(Substrings.clipped(subject, to: 60)))"
    }

    private static func plain(_ result: Result, _ subject: String, _ text: String) -> String {
        let gist = Substrings.clipped(text, to: 200)
        return "\(label(result, subject)) gave: \(gist.isEmpty ? "nothing" : gist)"
    }

    /// "The current weather in Boston is 22 degrees and cloudy"
    private static func weather(_ object: JSONObject, _ arguments: JSONObject, _ result: Result) -> String? {
        let flat = flattened(object)
        guard let degrees = flat["temperature"] ?? flat["temp"], let value = scalar(degrees) else { return nil }
        let place =
            ["location", "city", "place"].lazy
            .compactMap { scalar(arguments[$0] ?? flat[$0] ?? .null) }.first
            ?? arguments.lazy.compactMap { scalar($0.value) }.first
        let unit = scalar(flat["unit"] ?? flat["units"] ?? arguments["unit"] ?? arguments["units"] ?? .null)
        let measured =
            degrees.numberValue == nil ? value : "\(value) degrees" + (unit.map { " \(capitalised($0))" } ?? "")
        let sky = ["other", "condition", "conditions", "description", "weather", "forecast", "sky", "summary"].lazy
            .compactMap { flat[$0].flatMap(scalar) }.first
        let current = Words.ofIdentifier(result.call.name).contains("current") ? "current " : ""
        return "The \(current)weather\(place.map { " in \($0)" } ?? "") is \(measured)"
            + (sky.map { " and \($0.lowercased())" } ?? "")
    }

    private static func capitalised(_ unit: String) -> String {
        let known = ["c": "Celsius", "celsius": "Celsius", "f": "Fahrenheit", "fahrenheit": "Fahrenheit"]
        return known[unit.lowercased()] ?? unit
    }

    /// "The delivery date for your order 12345 is 2026-11-22"
    private static func fields(
        _ object: JSONObject, _ arguments: JSONObject, _ result: Result, _ subject: String
    ) -> String {
        let told = flattened(object).filter { member in
            arguments[member.key] == nil && scalar(member.value) != nil && scalar(member.value) != subject
        }
        guard !told.isEmpty, told.count <= 4 else {
            return plain(result, subject, JSONValue.object(object).compact)
        }
        var owner = ""
        if let first = arguments.members.first, !subject.isEmpty {
            let noun = Words.ofIdentifier(first.key).filter { $0 != "id" }.joined(separator: " ")
            let isID = PropertyKind(name: first.key) == .identifier && !noun.isEmpty
            owner = isID ? " for your \(noun) \(subject)" : " for \(Substrings.clipped(subject, to: 60))"
        }
        let parts = told.enumerated().map { index, member in
            let value = Substrings.clipped(scalar(member.value) ?? "", to: 120)
            return "\(index == 0 ? "The" : "the") \(Words.spoken(member.key))\(index == 0 ? owner : "") is \(value)"
        }
        return parts.joined(separator: " and ")
    }

    /// The members of an object and of the objects in it, two levels deep.
    private static func flattened(_ object: JSONObject) -> JSONObject {
        var flat = JSONObject()
        for member in object {
            if let inner = member.value.objectValue {
                for nested in inner where flat[nested.key] == nil { flat[nested.key] = nested.value }
            } else {
                flat[member.key] = member.value
            }
        }
        return flat
    }

    private static func scalar(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): flag ? "yes" : "no"
        default: nil
        }
    }
}
