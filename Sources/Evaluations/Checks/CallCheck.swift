import JSON
import Prompts
import RequestCore

/// Checks of the calls of an answer.
enum CallCheck {
    /// The answer calls tools, and each call fits its tool's schema.
    static func validCalls(_ answer: Answer) -> CheckFinding {
        guard !answer.calls.isEmpty else { return CheckFinding(.fail, score: 0, reason: "calls no tool") }
        for call in answer.calls {
            if let fault = call.fault(among: answer.tools) {
                return CheckFinding(.fail, score: 0, reason: "\(call.name): \(fault)")
            }
        }
        return CheckFinding(.pass, score: 1)
    }

    /// F1 over the names of tools, each once.
    static func f1(_ answer: Answer, _ check: Check) -> CheckFinding {
        let names = check.value?.arrayValue?.map(TextCheck.text) ?? CheckReading.list(check.value?.stringValue ?? "")
        let wanted = Set(names.map(CheckReading.trimmed).filter { !$0.isEmpty })
        guard !wanted.isEmpty else { return .failed("tool-call-f1 needs the names of tools") }
        let called = Set(answer.calls.map(\.name))
        let shared = Double(wanted.intersection(called).count)
        let score = shared == 0 ? 0 : 2 * shared / Double(wanted.count + called.count)
        let isRight = (score >= (check.threshold ?? 1)) != check.isNegated
        let list = called.isEmpty ? "nothing" : called.sorted().joined(separator: ", ")
        return isRight ? CheckFinding(.pass, score: score) : CheckFinding(.fail, score: score, reason: "called \(list)")
    }

    /// All tools of a list are called; none of them for the `not-` form. Or one tool, so many times.
    static func used(_ answer: Answer, _ check: Check) -> CheckFinding {
        let value = check.value ?? .null
        if let object = value.objectValue {
            guard let matcher = ToolMatcher(value) else { return .failed("needs a name or a pattern") }
            let count = answer.calls.count { matcher.matches($0) }
            let (least, most) = (object["min"]?.doubleValue ?? 1, object["max"]?.doubleValue ?? .infinity)
            let isRight = Double(count) >= least && Double(count) <= most
            return NativeCheck.negating(check, .rule(isRight, "called \(matcher.name) \(Plural.of(count, "time"))"))
        }
        let matchers = (value.arrayValue ?? [value]).compactMap(ToolMatcher.init)
        let used = matchers.filter { matcher in answer.calls.contains { matcher.matches($0) } }
        if check.isNegated {
            return .rule(used.isEmpty, "called \(used.map(\.name).joined(separator: ", "))")
        }
        let missing = matchers.filter { matcher in !used.contains { $0.name == matcher.name } }
        return .rule(missing.isEmpty, "did not call \(missing.map(\.name).joined(separator: ", "))")
    }

    static func argumentsMatch(_ answer: Answer, _ value: JSONValue) -> CheckFinding {
        guard let matcher = ToolMatcher(value), let wanted = value["args"] ?? value["arguments"] else {
            return .failed("needs a name or pattern, and args")
        }
        let comparison = ArgumentComparison(value)
        let candidates = answer.calls.filter(matcher.matches)
        let isRight = candidates.contains { call in
            guard let own = try? JSONValue(parsing: call.arguments.isEmpty ? "{}" : call.arguments) else {
                return false
            }
            return comparison.matches(own, wanted)
        }
        let calls = candidates.map { "\($0.name) \(TextCheck.shown($0.arguments))" }.joined(separator: ", ")
        return .rule(isRight, calls.isEmpty ? "did not call \(matcher.name)" : "called \(calls)")
    }

    static func sequence(_ answer: Answer, _ value: JSONValue) -> CheckFinding {
        let steps = (value.arrayValue ?? value["steps"]?.arrayValue ?? []).compactMap(ToolMatcher.init)
        guard !steps.isEmpty else { return .failed("needs steps") }
        let calls = answer.calls
        let names = calls.isEmpty ? "nothing" : calls.map(\.name).joined(separator: ", ")
        if value["mode"]?.stringValue == "exact" {
            let isRight = calls.count == steps.count && zip(steps, calls).allSatisfy { $0.matches($1) }
            return .rule(isRight, "called \(names)")
        }
        var left = steps[...]
        for call in calls where left.first?.matches(call) == true { left.removeFirst() }
        return .rule(left.isEmpty, "called \(names)")
    }

    /// Our own steps are calls: other types of steps belong to traces, which are not recorded.
    static func stepCount(_ answer: Answer, _ value: JSONValue) -> CheckFinding {
        if let type = value["type"]?.stringValue, type != "tool" {
            return CheckFinding(.unchecked, reason: "steps of the type '\(type)' are not recorded here")
        }
        let matcher = ToolMatcher(value)
        let count = answer.calls.count { matcher?.matches($0) ?? true }
        let (least, most) = (value["min"]?.doubleValue ?? 0, value["max"]?.doubleValue ?? .infinity)
        return .rule(Double(count) >= least && Double(count) <= most, "\(count) steps")
    }

    /// What is wrong with a value; nil if nothing is.
    static func complaint(about value: JSONValue, type: String) -> String? {
        switch type {
        case "trajectory:tool-used":
            let items = value.arrayValue ?? [value]
            return !items.isEmpty && items.allSatisfy { ToolMatcher($0) != nil }
                ? nil : "takes a tool's name, a list of names, or {name, min, max}"
        case "trajectory:tool-args-match":
            let hasArguments = value["args"] != nil || value["arguments"] != nil
            let isKnown = ["partial", "exact"].contains(value["mode"]?.stringValue ?? "partial")
            return ToolMatcher(value) != nil && hasArguments && isKnown
                ? nil : "takes {name, args, mode: partial or exact, defaults, ignore}"
        case "trajectory:tool-sequence":
            let steps = value.arrayValue ?? value["steps"]?.arrayValue ?? []
            let isKnown = ["in_order", "exact"].contains(value["mode"]?.stringValue ?? "in_order")
            return !steps.isEmpty && steps.allSatisfy { ToolMatcher($0) != nil } && isKnown
                ? nil : "takes a list of tools, or {steps, mode: in_order or exact}"
        default:
            let limits = [value["min"], value["max"]].compactMap { $0 }
            return !limits.isEmpty && limits.allSatisfy { $0.doubleValue != nil } ? nil : "takes {min, max}"
        }
    }
}

/// The tool that a check means: by its name, or by a pattern with `*` and `?`.
struct ToolMatcher {
    let name: String
    private let isPattern: Bool

    /// nil for a value that names no tool.
    init?(_ value: JSONValue) {
        if let pattern = value["pattern"]?.stringValue, !pattern.isEmpty {
            (name, isPattern) = (pattern, true)
        } else if let name = value.stringValue ?? value["name"]?.stringValue, !name.isEmpty {
            (self.name, isPattern) = (name, value.stringValue != nil && name.contains { "*?".contains($0) })
        } else {
            return nil
        }
    }

    func matches(_ call: ToolCall) -> Bool { isPattern ? Glob.matches(name, call.name) : call.name == name }
}

/// Patterns with `*` for any text and `?` for any character, without regard to case.
enum Glob {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let (pattern, text) = (Array(pattern.lowercased()), Array(text.lowercased()))
        var (at, place) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while place < text.count {
            if at < pattern.count, pattern[at] == "*" {
                star = (at, place)
                at += 1
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                at = last.pattern + 1
                place = last.text + 1
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
