internal import JSON
internal import Prompts

extension Lint {
    /// Finds values outside the API's ranges and shapes, and fields that need another field.
    static func parameterFindings(_ config: Config) -> [Finding] {
        var findings: [Finding] = []
        for parameter in Parameter.allCases {
            guard let value = config[parameter], let complaint = parameter.complaint(about: value) else { continue }
            findings.append(Finding(.error, parameter.rawValue, complaint))
        }
        if config[.topLogprobs] != nil, config[.logprobs]?.boolValue != true {
            let fix = config.fix("set logprobs to true") { $0[.logprobs] = true }
            findings.append(Finding(.error, "top_logprobs", "needs logprobs to be true", fix: fix))
        }
        if config[.maxTokens] != nil, config[.maxCompletionTokens] != nil {
            findings.append(
                Finding(
                    .error, "max_tokens", "cannot be set together with max_completion_tokens",
                    fix: config.unsetting(.maxTokens)))
        }
        if config[.seed] != nil, config[.seed]?.intValue != nil, (config[.n]?.intValue ?? 1) > 1 {
            findings.append(Finding(.note, "seed", "repeats an answer only on a best effort, and n choices share it"))
        }
        if case .array(let words) = config[.stop], words.contains(where: { $0.stringValue == "" }) {
            findings.append(Finding(.warning, "stop", "has an empty text"))
        }
        return findings
    }

    /// Checks the response format, and the word that JSON mode requires.
    static func formatFindings(_ config: Config, _ messages: [Message]) -> [Finding] {
        switch config.responseFormat {
        case .jsonObject:
            let saysIt = messages.contains { $0.text.lowercased().contains("json") }
            return saysIt
                ? []
                : [Finding(.error, "response_format", jsonModeNeedsItsWord)]
        case .jsonSchema(let named):
            var findings: [Finding] = []
            if !isName(named.name) {
                let fix = config.fix("call it \(allowedName(named.name))") {
                    var named = named
                    named.name = allowedName(named.name)
                    $0.responseFormat = .jsonSchema(named)
                }
                findings.append(Finding(.error, "response_format.json_schema.name", namePattern, fix: fix))
            }
            if named.strict == true, let schema = named.schema {
                let fix = config.fix("close the schema") {
                    var named = named
                    named.schema = StrictMode.closing(schema)
                    $0.responseFormat = .jsonSchema(named)
                }
                findings += StrictSchema.findings(schema, place: "response_format.json_schema.schema", closing: fix)
            }
            return findings
        case .none, .text, .other: return []
        }
    }

    /// The finding that a word in a message fixes.
    package static let jsonModeNeedsItsWord = "JSON mode needs the word \"json\" somewhere in the messages"

    /// The API's rule for names of tools and formats, as the rest of a sentence.
    package static let namePattern = "must have 1 to 64 letters, digits, _ or -"

    /// The nearest name that the pattern allows.
    package static func allowedName(_ name: String) -> String {
        let letters = name.prefix(64).map { isName(String($0)) ? $0 : "_" }
        return letters.isEmpty ? "unnamed" : String(letters)
    }

    /// Whether the API takes a name of a tool or a format.
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
