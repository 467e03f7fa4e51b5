import JSON
import Prompts

/// The checks that follow from an answer alone, with promptfoo's semantics.
enum NativeCheck {
    /// Judges an answer.
    ///
    /// - Parameter check: its value has its variables filled in.
    static func finding(of check: Check, about answer: Answer) -> CheckFinding {
        let value = check.value ?? .null
        switch check.type {
        case "equals": return negating(check, TextCheck.equals(answer.output, value))
        case "contains", "icontains", "starts-with": return negating(check, TextCheck.contains(answer.output, check))
        case "contains-any", "contains-all", "icontains-any", "icontains-all":
            return negating(check, TextCheck.containsSeveral(answer.output, check))
        case "regex": return negating(check, TextCheck.regex(answer.output, value))
        case "word-count": return negating(check, TextCheck.wordCount(answer.output, value))
        case "is-json": return JSONCheck.isJSON(answer.output, check)
        case "contains-json": return JSONCheck.containsJSON(answer.output, check)
        case "is-xml": return negating(check, XMLCheck.finding(answer.output, value))
        case "levenshtein", "rouge-n", "bleu", "gleu": return MetricCheck.finding(of: check, about: answer.output)
        case "latency": return negating(check, MetricCheck.latency(answer.latencyMS, check))
        case "cost": return negating(check, MetricCheck.cost(answer.cost, check))
        case "finish-reason": return negating(check, AnswerCheck.finishReason(answer, value))
        case "is-refusal": return negating(check, AnswerCheck.refusal(answer))
        case "is-valid-openai-tools-call", "is-valid-openai-function-call", "is-valid-function-call":
            return negating(check, CallCheck.validCalls(answer))
        case "tool-call-f1": return CallCheck.f1(answer, check)
        case "trajectory:tool-used": return CallCheck.used(answer, check)
        case "trajectory:tool-args-match": return negating(check, CallCheck.argumentsMatch(answer, value))
        case "trajectory:tool-sequence": return negating(check, CallCheck.sequence(answer, value))
        case "trajectory:step-count": return negating(check, CallCheck.stepCount(answer, value))
        default: return .failed("\(check.type) cannot be run here")
        }
    }

    /// The finding of a `not-` form. What was not run is not turned around.
    static func negating(_ check: Check, _ finding: CheckFinding) -> CheckFinding {
        guard check.isNegated else { return finding }
        switch finding.outcome {
        case .pass: return CheckFinding(.fail, score: 0, reason: "the answer is what \(check.name) rules out")
        case .fail: return CheckFinding(.pass, score: 1)
        case .error, .unchecked: return finding
        }
    }

    /// What is wrong with a value for a type; nil if nothing is. A value with variables is judged when they are filled in.
    static func complaint(about value: JSONValue, type: String) -> String? {
        switch type {
        case "contains", "icontains", "starts-with":
            return value.stringValue != nil || value.numberValue != nil ? nil : "\(type) takes a text or a number"
        case "regex":
            guard let text = value.stringValue else { return "regex takes a text" }
            guard !text.contains("{{") else { return nil }
            do {
                _ = try RegularExpression(text)
                return nil
            } catch {
                return "is not a regular expression: \(error)"
            }
        case "contains-any", "contains-all", "icontains-any", "icontains-all", "tool-call-f1":
            if value.stringValue != nil { return nil }
            return value.arrayValue?.isEmpty == false ? nil : "\(type) takes a list, or texts with commas between them"
        case "levenshtein", "rouge-n": return value.stringValue == nil ? "\(type) takes a text" : nil
        case "bleu", "gleu":
            let isList = value.arrayValue?.allSatisfy { $0.stringValue != nil } ?? false
            return value.stringValue != nil || isList ? nil : "\(type) takes a text or a list of texts"
        case "word-count": return TextCheck.wordLimits(value) == nil ? "word-count takes a number or {min, max}" : nil
        case "finish-reason": return value.stringValue == nil ? "finish-reason takes a word, for example stop" : nil
        case "trajectory:tool-used", "trajectory:tool-args-match", "trajectory:tool-sequence", "trajectory:step-count":
            return CallCheck.complaint(about: value, type: type)
        case "script":
            let words = value.arrayValue?.compactMap(\.stringValue) ?? []
            return words.isEmpty || words.count != value.arrayValue?.count
                ? "script takes a program and its arguments: [python3, check.py]" : nil
        default: return nil
        }
    }
}

extension Check {
    /// What a native check says of an answer, its variables filled in.
    package func finding(about answer: Answer) -> CheckFinding { NativeCheck.finding(of: self, about: answer) }
}
