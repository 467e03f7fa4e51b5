internal import JSON
internal import Prompts

extension RuleID {
    /// A value lies outside of the API's range or has another shape.
    package static let valueRange = RuleID("value-range")
    /// `top_logprobs` is set without `logprobs`.
    package static let topLogprobsAlone = RuleID("top-logprobs-alone")
    /// Both limits of the answer's tokens are set.
    package static let twoTokenLimits = RuleID("two-token-limits")
    /// Several choices share one seed.
    package static let sharedSeed = RuleID("shared-seed")
    /// One of the stop texts is empty.
    package static let emptyStop = RuleID("empty-stop")
    /// The response format is not written as the API has it.
    package static let formatShape = RuleID("format-shape")
    /// JSON mode lacks the word "json" in the messages. A word in a message settles it.
    package static let jsonModeWord = RuleID("json-mode-word")
    /// The API does not take the name of a tool or of the response format.
    package static let namePattern = RuleID("name-pattern")
}

extension Lint {
    /// Checks values against the API's ranges and shapes, and fields that only make sense with another.
    static func parameterFindings(_ config: Config) -> [Finding] {
        var findings: [Finding] = []
        for parameter in Parameter.allCases {
            guard let value = config[parameter], let complaint = parameter.complaint(about: value) else { continue }
            findings.append(Finding(.valueRange, .error, .parameter(parameter), complaint))
        }
        if config[.topLogprobs] != nil, config[.logprobs]?.boolValue != true {
            let fix = config.fix("set logprobs to true") { $0[.logprobs] = true }
            findings.append(
                Finding(
                    .topLogprobsAlone, .error, .parameter(.topLogprobs), "needs logprobs to be true", fix: fix))
        }
        if config[.maxTokens] != nil, config[.maxCompletionTokens] != nil {
            findings.append(
                Finding(
                    .twoTokenLimits, .error, .parameter(.maxTokens),
                    "cannot be set together with max_completion_tokens", fix: config.unsetting(.maxTokens)))
        }
        if config[.seed] != nil, config[.seed]?.intValue != nil, (config[.n]?.intValue ?? 1) > 1 {
            findings.append(
                Finding(
                    .sharedSeed, .note, .parameter(.seed),
                    "repeats an answer on a best-effort basis only, and n choices share it"))
        }
        if case .array(let words) = config[.stop], words.contains(where: { $0.stringValue == "" }) {
            findings.append(Finding(.emptyStop, .warning, .parameter(.stop), "has an empty text"))
        }
        return findings
    }

    /// Checks the response format, and the word that JSON mode asks for.
    static func formatFindings(_ config: Config, _ messages: [Message]) -> [Finding] {
        switch config.responseFormat {
        case .jsonObject:
            let saysIt = messages.contains { $0.text.lowercased().contains("json") }
            guard !saysIt else { return [] }
            let text = "JSON mode needs the word \"json\" somewhere in the messages"
            return [Finding(.jsonModeWord, .error, .output, text)]
        case .jsonSchema(let named):
            var findings: [Finding] = []
            if !isName(named.name) {
                let fix = config.fix("call it \(allowedName(named.name))") {
                    var named = named
                    named.name = allowedName(named.name)
                    $0.responseFormat = .jsonSchema(named)
                }
                findings.append(Finding(.namePattern, .error, .schemaName, namePattern, fix: fix))
            }
            if named.strict == true, let schema = named.schema {
                let fix = config.fix("close the schema") {
                    var named = named
                    named.schema = StrictMode.closing(schema)
                    $0.responseFormat = .jsonSchema(named)
                }
                findings += StrictSchema.findings(schema, closing: fix) { .schema(path: $0) }
            }
            return findings
        case .other(let json): return unusualFormat(json)
        case .none, .text: return []
        }
    }

    /// Checks a response format that goes out as it is written.
    private static func unusualFormat(_ json: JSONValue) -> [Finding] {
        guard json.objectValue != nil else {
            return [Finding(.formatShape, .error, .output, "must be an object, such as {type: json_object}")]
        }
        guard json["type"]?.stringValue == "json_schema" else { return [] }
        let known: Set = ["name", "description", "strict", "schema"]
        let named = json["json_schema"]?.objectValue ?? JSONObject()
        let unknown = named.keys.filter { !known.contains($0) }.map { key in
            Finding(
                .formatShape, .warning, .output,
                "json_schema.\(key) is unknown; known are name, description, strict, schema")
        }
        guard named["name"]?.stringValue == nil || named["schema"]?.objectValue == nil else { return unknown }
        return unknown + [Finding(.formatShape, .error, .output, "json_schema needs a name and a schema")]
    }

    /// The API's rule for names of tools and formats, as the rest of a sentence.
    package static let namePattern = "must have 1 to 64 letters, digits, _ or -"

    /// Returns the nearest name that the API takes.
    package static func allowedName(_ name: String) -> String {
        let letters = name.prefix(64).map { isName(String($0)) ? $0 : "_" }
        return letters.isEmpty ? "unnamed" : String(letters)
    }

    /// Returns the nearest name that the API takes and that is not taken.
    package static func allowedName(_ name: String, besides taken: Set<String>) -> String {
        let allowed = allowedName(name)
        var free = allowed
        var count = 1
        while taken.contains(free) {
            count += 1
            let end = "_\(count)"
            free = allowed.prefix(64 - end.count) + end
        }
        return free
    }

    /// Tells whether the API takes a name for a tool or a format.
    package static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}
