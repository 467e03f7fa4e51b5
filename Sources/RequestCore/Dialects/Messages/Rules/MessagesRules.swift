internal import JSON
internal import Prompts

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension RuleID {
    /// The dialect says a field in another way, which does not mean quite the same.
    package static let sentAsOther = RuleID("sent-as-other")
    /// A system message stands where the model takes none.
    package static let systemLater = RuleID("system-later")
}

/// What the Messages API, or this model, is known to refuse, and what has no counterpart there.
struct MessagesRules {
    private let request: RenderedRequest
    private let catalog: ModelCatalog
    private let now: Date

    init(_ request: RenderedRequest, catalog: ModelCatalog, now: Date) {
        self.request = request
        self.catalog = catalog
        self.now = now
    }

    /// All findings, in the order of the request's fields, the model's last.
    var findings: [Finding] {
        let config = request.config
        let body = MessagesBody(request) { $0.url }
        var findings = body.findings
        findings += Self.rangeFindings(config)
        findings += Self.schemaFindings(config)
        findings += Lint.toolFindings(config).filter { !Self.ofOtherAPIs.contains($0.rule) }
        findings += messageFindings(body)
        if let model = ClaudeModel(request.model) {
            findings += ClaudeRules(model, request, body).findings
        }
        if let info = catalog.info(for: request.model) {
            let today = HTTPDate.day(ofSecondsSince1970: now.timeIntervalSince1970)
            findings += Lint.lifeFindings(info, request.model, today)
            findings += limitFindings(info, request.model, config)
        }
        return findings + fieldFindings(body)
    }

    /// Checks for fields that only other dialects have. What goes out as the name of a person is none of them.
    private func fieldFindings(_ body: MessagesBody) -> [Finding] {
        let person = body.json["metadata"]?["user_id"]
        return DialectFields.findings(request.config, for: .messages).filter { finding in
            !["user", "safety_identifier"].contains { key in
                finding.place == .field("extra.\(key)") && request.config.extra[key] == person
            }
        }
    }

    /// Rules about tools that only OpenAI's API has.
    private static let ofOtherAPIs: Set<RuleID> = [.strictSchema, .tooManyTools, .parallelWithStrict]

    // MARK: Values

    private static func rangeFindings(_ config: Config) -> [Finding] {
        var findings: [Finding] = []
        for parameter in [Parameter.temperature, .topP, .maxTokens, .maxCompletionTokens, .reasoningEffort] {
            guard let value = config[parameter], let complaint = parameter.complaint(about: value) else { continue }
            findings.append(Finding(.valueRange, .error, .parameter(parameter), complaint))
        }
        if let temperature = config[.temperature]?.doubleValue, temperature > 1, temperature <= 2 {
            let fix = config.fix("set temperature to 1") { $0[.temperature] = .number(JSONNumber(1)) }
            findings.append(
                Finding(
                    .valueRange, .error, .parameter(.temperature), "must lie between 0 and 1 in Messages", fix: fix))
        }
        let stops = config[.stop].map { $0.arrayValue ?? [$0] } ?? []
        if stops.contains(where: { $0.stringValue == nil }) {
            findings.append(Finding(.valueRange, .error, .parameter(.stop), "must be a text or a list of texts"))
        } else if stops.contains(where: { ($0.stringValue ?? "").allSatisfy(\.isWhitespace) }) {
            findings.append(
                Finding(.emptyStop, .error, .parameter(.stop), "has a text of white space only, which is refused"))
        }
        if config[.maxTokens] != nil, config[.maxCompletionTokens] != nil {
            findings.append(
                Finding(
                    .twoTokenLimits, .note, .parameter(.maxTokens),
                    "is left out: max_completion_tokens is sent as max_tokens", fix: config.unsetting(.maxTokens)))
        }
        return findings
    }

    /// Checks that schemas are closed, which the API asks of those that it enforces.
    private static func schemaFindings(_ config: Config) -> [Finding] {
        var findings: [Finding] = []
        if case .jsonSchema(let named) = config.responseFormat, let schema = named.schema {
            let fix = config.fix("close the schema") {
                var named = named
                named.schema = StrictMode.closing(schema)
                $0.responseFormat = .jsonSchema(named)
            }
            findings += StrictSchema.findings(openOnly: schema, closing: fix) { .schema(path: $0) }
        }
        let strict = config.tools.enumerated().filter { $0.element.isEnabled && $0.element.strict == true }
        for (index, tool) in strict {
            guard let parameters = tool.parameters else { continue }
            let fix = config.fix("close the schema") {
                $0.tools[index].parameters = StrictMode.closing(parameters)
            }
            findings += StrictSchema.findings(openOnly: parameters, closing: fix) {
                .tool(index, .parameters(path: $0))
            }
        }
        var limits = MessagesSchemaLimits()
        for (_, tool) in strict { if let parameters = tool.parameters { limits.add(parameters) } }
        if case .jsonSchema(let named) = config.responseFormat, let schema = named.schema { limits.add(schema) }
        findings += limitFindings(limits, strict.isEmpty ? .output : .tools)
        if strict.count > 20 {
            findings.append(Finding(.tooManyTools, .error, .tools, "Messages takes 20 strict tools at most"))
        }
        return findings
    }

    private static func limitFindings(_ limits: MessagesSchemaLimits, _ place: Finding.Place) -> [Finding] {
        var faults: [String] = []
        if limits.optional > MessagesSchemaLimits.mostOptional {
            let most = MessagesSchemaLimits.mostOptional
            faults.append("have \(limits.optional) optional properties, and Messages takes \(most)")
        }
        if limits.unions > MessagesSchemaLimits.mostUnions {
            let most = MessagesSchemaLimits.mostUnions
            faults.append("have \(limits.unions) places of several types, and Messages takes \(most)")
        }
        if limits.isRecursive { faults.append("refer to themselves, which Messages does not take") }
        return faults.map {
            Finding(.complexSchema, .warning, place, "the schemas that an answer or a strict tool must follow \($0)")
        }
    }

    private func limitFindings(_ info: ModelInfo, _ model: String, _ config: Config) -> [Finding] {
        guard let limit = info.maxOutputTokens else { return [] }
        return [Parameter.maxTokens, .maxCompletionTokens].compactMap { parameter in
            guard let asked = config[parameter]?.intValue, asked > limit else { return nil }
            let fix = config.fix("set \(parameter.rawValue) to \(limit)") {
                $0[parameter] = .number(JSONNumber(limit))
            }
            return Finding(
                .outputLimit, .warning, .parameter(parameter), "\(model) gives \(limit) tokens at most", fix: fix)
        }
    }

    // MARK: Messages

    private func messageFindings(_ body: MessagesBody) -> [Finding] {
        let messages = request.messages
        var findings = Lint.messageFindings(messages, rolesWithImages: [.user, .tool])
        if !messages.isEmpty, body.turns.turns.first?.role != "user" {
            let text = "the first message after the system messages must be the user's"
            findings.append(Finding(.firstNotUser, .error, .messages, text))
        }
        for (index, message) in messages.enumerated() where message.role == .assistant {
            let hasDocument = message.content.contains { part in
                guard case .other(let json) = part else { return false }
                return json["type"]?.stringValue == "document"
            }
            if hasDocument {
                findings.append(
                    Finding(
                        .documentOutsideUser, .warning, .message(index, .whole),
                        "a document can only be in a user message or a tool result"))
            }
        }
        return findings
    }
}

extension RuleID {
    /// The conversation does not begin with the user.
    package static let firstNotUser = RuleID("first-not-user")
    /// The schemas of a request are more complicated than the API compiles.
    package static let complexSchema = RuleID("complex-schema")
    /// A document stands in an assistant message.
    package static let documentOutsideUser = RuleID("document-outside-user")
}

extension StrictSchema {
    /// Returns the findings of objects that a schema leaves open. This API takes optional properties, unlike OpenAI's.
    fileprivate static func findings(
        openOnly schema: JSONValue, closing fix: Finding.Fix, at place: (_ path: String) -> Finding.Place
    ) -> [Finding] {
        let faults = StrictMode.faults(in: schema).filter { $0.rule == .openObject }
        return faults.map { fault in
            Finding(
                .strictSchema, .error, place(fault.place),
                "a schema that answers must follow needs additionalProperties: false here",
                fix: fix)
        }
    }
}
