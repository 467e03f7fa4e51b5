import JSON

/// Decides which tools are called, and with what.
struct ToolCalling {
    enum Plan {
        case calls([SimulatedCall])
        /// A question for what is missing.
        case ask(String)
        case nothing
    }

    private struct Assignment {
        var tool: SimulatedTool
        var facts: MessageFacts
    }

    private let request: SimulatedRequest
    private let matchings: [ToolMatching]
    private let message: MessageFacts
    /// Earlier messages of the user, the newest first.
    private let earlier: [MessageFacts]
    private var generator: SeededGenerator

    init(_ request: SimulatedRequest, generator: SeededGenerator) {
        self.request = request
        self.generator = generator
        matchings = request.tools.map(ToolMatching.init)
        let texts = request.messages.filter { $0.role == .user }.map(\.text)
        message = MessageFacts(texts.last ?? "")
        earlier = texts.dropLast().suffix(4).reversed().map(MessageFacts.init)
    }

    mutating func plan() -> Plan {
        switch request.choice {
        case .none: return .nothing
        case .named(let name):
            guard let tool = request.tools.first(where: { $0.name == name }) else { return .nothing }
            let calls = calls(for: [Assignment(tool: tool, facts: message)], fillsGaps: true).calls
            return .calls(Array(calls.prefix(1)))
        case .auto:
            let assignments = assignments()
            guard !assignments.isEmpty else {
                return mustUseTools ? .calls(limited(forced())) : .nothing
            }
            let (calls, missing) = calls(for: assignments, fillsGaps: false)
            return calls.isEmpty ? .ask(question(for: missing)) : .calls(limited(calls))
        case .required:
            let calls = calls(for: assignments(), fillsGaps: true).calls
            return .calls(limited(calls.isEmpty ? forced() : calls))
        }
    }

    private func limited(_ calls: [SimulatedCall]) -> [SimulatedCall] {
        Array(calls.prefix(request.parallelCalls ? 32 : 1))
    }

    /// The best tool, whether or not the message fits it.
    private mutating func forced() -> [SimulatedCall] {
        let scores = matchings.map { $0.score(message.words) }
        let best = scores.indices.max { scores[$0] < scores[$1] || scores[$0] == scores[$1] && $0 > $1 }
        guard let best else { return [] }
        return Array(
            calls(for: [Assignment(tool: matchings[best].tool, facts: message)], fillsGaps: true).calls.prefix(1))
    }

    private var mustUseTools: Bool {
        let words = Set(Words.of(request.instructions).map(\.lower))
        let insists = words.contains("must") || words.contains("always")
        return insists && (words.contains("tools") || words.contains("tool")) && !Prose.isGreeting(message.text)
            && !message.words.isEmpty
    }

    private func assignments() -> [Assignment] {
        var assignments: [Assignment] = []
        for clause in Clause.clauses(of: message.words) {
            let facts = MessageFacts(clause)
            if let tool = best(for: clause.words) {
                assignments.append(Assignment(tool: tool, facts: facts))
            } else if let last = assignments.last, isEllipsis(clause, last.tool) {
                assignments.append(Assignment(tool: last.tool, facts: facts))
            } else if isQuestion(clause), let search = matchings.first(where: \.isSearch) {
                assignments.append(Assignment(tool: search.tool, facts: facts))
            }
        }
        if assignments.isEmpty, let tool = best(for: message.words) ?? named() ?? continued() ?? instructed() {
            assignments = [Assignment(tool: tool, facts: message)]
        }
        return assignments
    }

    private func best(for words: [Word]) -> SimulatedTool? {
        let scores = matchings.map { $0.score(words) }
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] || scores[$0] == scores[$1] && $0 > $1 }),
            scores[best] >= ToolMatching.threshold
        else { return nil }
        return matchings[best].tool
    }

    /// "And London?" after a question that was for a tool.
    private func isEllipsis(_ clause: Clause, _ tool: SimulatedTool) -> Bool {
        guard clause.words.count <= 6, let property = SplitProperty(of: tool) else { return false }
        return !MessageFacts(clause).values(for: property.kind).isEmpty
    }

    private func isQuestion(_ clause: Clause) -> Bool {
        let opening = clause.words.prefix(3).map(\.lower)
        return opening.contains { Words.questionWords.contains($0) }
            && !clause.words.allSatisfy { Words.fillers.contains($0.lower) }
    }

    /// The tool that the instructions name, for anything that is more than a greeting.
    private func named() -> SimulatedTool? {
        guard message.words.count > 2, !Prose.isGreeting(message.text) else { return nil }
        return request.tools.first { Substrings.range(of: $0.name, in: request.instructions) != nil }
    }

    /// The tool that the instructions are about, where the message only says what for ("Boston and London?").
    private func instructed() -> SimulatedTool? {
        guard let tool = best(for: Words.of(request.instructions)) else { return nil }
        return isEllipsis(Clause(words: message.words), tool) ? tool : nil
    }

    /// The tool of the request before, when the assistant asked something back or this one only adds to it ("And in Paris?").
    private func continued() -> SimulatedTool? {
        guard let place = request.messages.lastIndex(where: { $0.role == .user }), place > 0,
            request.messages[place - 1].role == .assistant, let tool = earlier.first.flatMap({ best(for: $0.words) })
        else { return nil }
        let answers = request.messages[place - 1].text.contains("?")
        return answers || isEllipsis(Clause(words: message.words), tool) ? tool : nil
    }

    private mutating func calls(
        for assignments: [Assignment], fillsGaps: Bool
    ) -> (calls: [SimulatedCall], missing: [String]) {
        var (calls, missing): ([SimulatedCall], [String]) = ([], [])
        var seen: Set<String> = []
        for assignment in assignments {
            for arguments in argumentTexts(for: assignment, fillsGaps: fillsGaps, missing: &missing)
            where seen.insert(assignment.tool.name + " " + arguments).inserted {
                calls.append(
                    SimulatedCall(
                        id: "call_" + generator.alphanumerics(24), name: assignment.tool.name, arguments: arguments,
                        isCustom: assignment.tool.isCustom))
            }
        }
        return (calls, missing)
    }

    private mutating func argumentTexts(
        for assignment: Assignment, fillsGaps: Bool, missing: inout [String]
    ) -> [String] {
        let tool = assignment.tool
        if tool.isCustom {
            return [assignment.facts.text]
        }
        let sources = [assignment.facts, message] + earlier
        if !fillsGaps {
            let lacking = lacking(tool, sources)
            guard lacking.isEmpty else {
                missing += lacking.filter { !missing.contains($0) }
                return []
            }
        }
        let split = SplitProperty(of: tool)
        let values =
            split.flatMap { split in sources.lazy.map { $0.values(for: split.kind) }.first { !$0.isEmpty } } ?? []
        let presets: [[String: String]] =
            if let split, values.count > 1 { values.map { [split.name: $0] } } else { [[:]] }
        var texts: [String] = []
        for preset in presets {
            // A place that is settled also settles what hangs on it, such as units.
            let settled = preset.values.map { MessageFacts("in " + $0) }
            var instance = SchemaInstance(
                root: tool.parameters, sources: sources, settled: settled, presets: preset,
                fillsOptional: tool.isStrict, generator: SeededGenerator(seed: generator.next()))
            texts.append(instance.make().compact)
        }
        return texts
    }

    /// The required properties that a person has to be asked for.
    private func lacking(_ tool: SimulatedTool, _ sources: [MessageFacts]) -> [String] {
        let properties = tool.parameters["properties"]?.objectValue ?? JSONObject()
        let required = tool.parameters["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        return required.filter { name in
            guard let schema = properties[name], schema["enum"] == nil, schema["const"] == nil, schema["default"] == nil
            else { return false }
            let kind = PropertyKind(name: name, description: schema["description"]?.stringValue ?? "")
            guard kind.isAskedFor else { return false }
            switch SchemaShape.types(schema) {
            case ["string"]:
                return sources.allSatisfy {
                    $0.values(for: kind, name: name).isEmpty && $0.values(for: .other, name: name).isEmpty
                }
            case ["integer"], ["number"]:
                return kind == .quantity && sources.allSatisfy(\.numbers.isEmpty)
            default: return false
            }
        }
    }

    private func question(for missing: [String]) -> String {
        let things = missing.map { name in
            let isTheirs = [.identifier, .email, .place].contains(PropertyKind(name: name))
            return (isTheirs ? "your " : "the ") + Words.spoken(name)
        }
        let list =
            things.count < 3
            ? things.joined(separator: " and ")
            : things.dropLast().joined(separator: ", ") + " and " + (things.last ?? "")
        let first = message.words.first?.lower ?? ""
        let greeting = ["hi", "hello", "hey"].contains(first) ? "Hi there! " : ""
        return "\(greeting)I can help with that. Can you please provide \(list)?"
    }
}

/// The property of a tool that several values in a message turn into several calls.
struct SplitProperty {
    let name: String
    let kind: PropertyKind

    init?(of tool: SimulatedTool) {
        let properties = tool.parameters["properties"]?.objectValue ?? JSONObject()
        let required = Set(tool.parameters["required"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        let ordered = properties.filter { required.contains($0.key) } + properties.filter { !required.contains($0.key) }
        for member in ordered where SchemaShape.types(member.value) == ["string"] && member.value["enum"] == nil {
            let kind = PropertyKind(name: member.key, description: member.value["description"]?.stringValue ?? "")
            switch kind {
            case .place, .symbol, .identifier, .language, .email:
                (name, self.kind) = (member.key, kind)
                return
            case .origin, .destination: return nil
            default: continue
            }
        }
        return nil
    }
}
