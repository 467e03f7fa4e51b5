internal import JSON

extension ModelInfo {
    /// The paths behind the words of the file.
    private static let paths = [
        "chat": "/v1/chat/completions", "responses": "/v1/responses", "messages": "/v1/messages", "batch": "/v1/batch",
    ]

    /// Reads an entry of the catalogue's file.
    ///
    /// - Parameter dates: the date of each source.
    init(name: String, json: JSONValue, dates: JSONObject) {
        self.init(name: name)
        provider = json["by"]?.stringValue
        mode = json["mode"]?.stringValue
        maxInputTokens = json["input"]?.intValue
        maxOutputTokens = json["output"]?.intValue
        prices = (json["prices"]?.arrayValue ?? []).map(ModelPrice.init)
        pricesVary = json["varies"]?.stringValue
        let can = Self.words(json["can"])
        let cannot = Self.words(json["cannot"])
        func ability(_ word: String) -> Bool? { can.contains(word) ? true : cannot.contains(word) ? false : nil }
        supportsVision = ability("vision")
        supportsPDF = ability("pdf")
        supportsTools = ability("tools")
        supportsForcedTools = ability("forced-tools")
        supportsParallelTools = ability("parallel")
        // OpenAI's description says this about the whole o series, the map only about most of it.
        if name.hasPrefix("o1") || name.hasPrefix("o3") || name.hasPrefix("o4") { supportsParallelTools = false }
        supportsResponseSchema = ability("schema")
        supportsSampling = ability("sampling")
        // The models behind ChatGPT accept sampling fields and no effort, although the map says that they reason.
        supportsReasoning = name.hasSuffix("-chat-latest") ? false : ability("reasoning")
        supportsNoReasoning = ability("no-effort")
        defaultReasoningEffort = json["effort"]?.stringValue
        endpoints = json["endpoints"]?.arrayValue?.compactMap { $0.stringValue.flatMap { Self.paths[$0] } }
        needsResponses = json["responses"]?.stringValue.flatMap(ResponsesNeed.init)
        deprecationDate = json["retires"]?.stringValue
        successor = json["successor"]?.stringValue
        page = json["page"]?.stringValue
        source = json["source"]?.stringValue
        asOf = source.flatMap { dates[$0]?.stringValue }
    }

    private static func words(_ list: JSONValue?) -> Set<String> {
        Set(list?.arrayValue?.compactMap(\.stringValue) ?? [])
    }
}

extension ModelPrice {
    /// Reads prices for a million tokens.
    fileprivate init(_ json: JSONValue) {
        self.init()
        func price(_ key: String) -> Dollars? { json[key]?.stringValue.flatMap { Dollars($0, millionths: true) } }
        tier = json["tier"]?.stringValue
        above = json["above"]?.intValue ?? 0
        (input, output, reasoning) = (price("in"), price("out"), price("reasoning"))
        (cached, write, longWrite) = (price("cached"), price("write"), price("write_long"))
    }
}
