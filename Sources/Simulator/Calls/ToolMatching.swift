import JSON

/// How well a part of a message fits a tool, told by the words of the tool's name, description and parameters.
struct ToolMatching {
    let tool: SimulatedTool
    private let nameTerms: [String]
    /// Whether the name has a word of its own, unlike `get_data`.
    private let isTelling: Bool
    private let parameterTerms: Set<String>
    private let summaryTerms: Set<String>

    /// From here on a tool is called.
    static let threshold = 2.0

    init(_ tool: SimulatedTool) {
        self.tool = tool
        let terms = Words.ofIdentifier(tool.name).map(Words.stem)
        let telling = terms.filter { !Self.generic.contains($0) }
        isTelling = !telling.isEmpty
        nameTerms = telling.isEmpty ? terms : telling
        let properties = tool.parameters["properties"]?.objectValue ?? JSONObject()
        var keys = Set(properties.keys.flatMap(Words.ofIdentifier).map(Words.stem))
        for member in properties {
            for value in member.value["enum"]?.arrayValue ?? [] {
                keys.formUnion(Words.ofIdentifier(value.stringValue ?? "").map(Words.stem))
            }
        }
        parameterTerms = keys.subtracting(Self.generic)
        summaryTerms = Set(Words.of(tool.summary).map(\.lower).filter { !Words.fillers.contains($0) }.map(Words.stem))
            .subtracting(Self.generic)
    }

    /// Words of tool names that fit any request.
    private static let generic: Set<String> = [
        "get", "fetch", "set", "run", "do", "call", "current", "new", "data", "info", "information", "tool", "function",
        "api",
        "the", "my", "id", "a", "of", "for", "by", "to", "in", "use", "this", "return", "whenever", "need", "know",
        "ask",
        "example", "customer", "user", "request", "name", "given", "list", "type", "make", "creat", "create", "query",
        "text", "value", "number", "answer", "question",
    ]

    func score(_ words: [Word]) -> Double {
        if words.contains(where: { $0.lower == tool.name.lowercased() }) { return 10 }
        let said = Set(words.map { Words.stem($0.text) })
        let stems = said.subtracting(Words.fillers)
        var score = 0.0
        for term in Set(nameTerms) {
            if !isTelling {
                score += said.contains(term) ? 1.5 : 0
            } else if stems.contains(term) {
                score += Self.verbs.contains(term) && nameTerms.count > 1 ? 1.5 : 3
            } else if let group = Self.groups.first(where: { $0.contains(term) }), !group.isDisjoint(with: stems) {
                score += 2
            }
        }
        score += 1.5 * Double(parameterTerms.intersection(stems).subtracting(nameTerms).count)
        score += 1.0 * Double(summaryTerms.intersection(stems).subtracting(nameTerms).subtracting(parameterTerms).count)
        return score
    }

    /// Whether it looks things up by a text, so that any question is for it.
    var isSearch: Bool {
        let words = Set(Words.ofIdentifier(tool.name))
        guard
            !words.isDisjoint(with: [
                "search", "google", "lookup", "browse", "find", "web", "wikipedia", "query", "bing",
            ])
        else { return false }
        return (tool.parameters["properties"]?.objectValue?.keys ?? []).contains { PropertyKind(name: $0) == .query }
    }

    private static let verbs: Set<String> = [
        "send", "add", "find", "search", "book", "check", "show", "open", "updat", "start",
    ]

    /// Words, as stems, that stand for the same matter.
    private static let groups: [Set<String>] = [
        [
            "weather", "forecast", "temperature", "rain", "raining", "sunny", "snow", "climate", "hot", "wetter",
            "météo", "clima", "tiempo", "cold",
            "umbrella",
        ],
        ["stock", "share", "ticker", "quote"],
        ["email", "mail", "e-mail"],
        ["recipe", "cook", "bake", "dish", "pancake", "cake", "soup", "pasta", "bread", "meal", "dinner"],
        ["delivery", "deliver", "package", "parcel", "shipment", "ship", "arrive", "shipp"],
        ["calendar", "schedule", "meet", "meeting", "appointment", "event", "calendly"],
        [
            "calculate", "calculat", "calculator", "math", "compute", "comput", "sum", "multiply", "plu", "add",
            "evaluate",
        ],
        ["flight", "fly", "plane", "airline"],
        ["hotel", "room", "accommodation", "stay"],
        ["translate", "translation", "translat"],
        ["time", "clock", "hour"],
        ["light", "lamp", "bulb"],
        ["music", "song", "play", "track"],
        ["reminder", "remind", "todo", "task"],
        ["currency", "exchange", "convert", "dollar", "euro", "usd", "eur", "gbp"],
    ]
}
