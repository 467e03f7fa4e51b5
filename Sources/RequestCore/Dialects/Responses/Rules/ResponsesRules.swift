internal import JSON
internal import Prompts

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension RuleID {
    /// The dialect has no counterpart of a field, which is not sent.
    package static let noCounterpart = RuleID("no-counterpart")
    /// The limit of tokens is lower than the API takes.
    package static let lowTokenLimit = RuleID("low-token-limit")
    /// Reasoning, or an item that only a server understands, is left out of the history.
    package static let reasoningLeftOut = RuleID("reasoning-left-out")
    /// Several answers are several requests.
    package static let repeatedRequest = RuleID("repeated-request")
}

/// What the Responses API is known to refuse, and what of a config it cannot carry.
enum ResponsesRules {
    /// The fields without a counterpart, except `n`.
    static let unsent: Set<Parameter> = [.stop, .seed, .presencePenalty, .frequencyPenalty, .logitBias]
    /// The API's minimum for `max_output_tokens`.
    private static let fewestTokens = 16

    static func findings(in request: RenderedRequest, catalog: ModelCatalog, now: Date) -> [Finding] {
        let config = request.config
        var findings = parameterFindings(config)
        findings += Lint.formatFindings(config, request.messages)
        findings += Lint.toolFindings(config)
        findings += Lint.messageFindings(request.messages, rolesWithImages: [.user, .tool])
        findings += historyFindings(request)
        if let info = catalog.info(for: request.model) {
            let today = HTTPDate.day(ofSecondsSince1970: now.timeIntervalSince1970)
            if let endpoints = info.endpoints, !endpoints.contains("/v1" + Responses().answerPath) {
                let text = "\(request.model) is not offered by the responses endpoint"
                findings.append(Finding(.modelElsewhere, .warning, .model, text))
            }
            findings += Lint.modelFindings(
                info, model: request.model, config, request.messages, today: today, dialect: .responses)
        }
        return findings + DialectFields.findings(config, for: .responses)
    }

    private static func parameterFindings(_ config: Config) -> [Finding] {
        var findings = Lint.parameterFindings(config).filter { finding in
            // Here one stands for both, and an answer's seed is not sent at all.
            ![.topLogprobsAlone, .sharedSeed, .emptyStop].contains(finding.rule)
        }
        for parameter in Parameter.allCases where unsent.contains(parameter) && config[parameter] != nil {
            findings.append(
                Finding(
                    .noCounterpart, .warning, .parameter(parameter), "has no counterpart in responses and is not sent",
                    fix: config.unsetting(parameter)))
        }
        if let count = config[.n]?.intValue, count > 1 {
            let text = "has no counterpart in responses; a run sends \(count) requests, each with its own log"
            findings.append(Finding(.repeatedRequest, .note, .parameter(.n), text))
        }
        for parameter in [Parameter.maxCompletionTokens, .maxTokens] {
            guard let limit = config[parameter]?.intValue, limit > 0, limit < fewestTokens else { continue }
            let fix = config.fix("set \(parameter.rawValue) to \(fewestTokens)") {
                $0[parameter] = .number(JSONNumber(fewestTokens))
            }
            let text = "goes out as max_output_tokens, which must be at least \(fewestTokens)"
            findings.append(Finding(.lowTokenLimit, .error, .parameter(parameter), text, fix: fix))
        }
        return findings
    }

    private static func historyFindings(_ request: RenderedRequest) -> [Finding] {
        let isStored = ResponsesBody.isStored(request.config)
        let standing = ResponsesInput.standing(in: request)
        return request.messages.enumerated().flatMap { index, message -> [Finding] in
            var findings: [Finding] = []
            if message.name != nil, message.role != .tool {
                let text = "the name of the speaker has no counterpart in responses and is not sent"
                findings.append(Finding(.noCounterpart, .warning, .message(index, .whole), text))
            }
            if let omission = ResponsesTurn.omission(
                message, model: request.model, isStored: isStored, stands: standing.contains(index))
            {
                let text = "the reasoning is not sent: " + words(omission)
                findings.append(Finding(.reasoningLeftOut, .warning, .message(index, .whole), text))
            }
            return findings
        }
    }

    private static func words(_ omission: ResponsesTurn.Omission) -> String {
        switch omission {
        case .dialect(let dialect): "it comes from the dialect \(dialect.rawValue)"
        case .model(let model): "it comes from \(model.isEmpty ? "another model" : model)"
        case .moved: "the server, or what stands before it, has changed since"
        case .incomplete: "the answer was edited, or did not arrive completely"
        }
    }
}
