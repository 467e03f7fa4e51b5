import Foundation
import Logbook
import Prompts
import RequestCore

@testable import Storage

/// A filter evaluated over whole logs, as slowly and plainly as possible.
struct ReferenceFilter {
    /// The versions by prompt, in the order of their numbers.
    var versions: [String: [VersionID]] = [:]
    /// The deployed versions by prompt and environment.
    var environments: [String: [String: VersionID]] = [:]
    /// The evaluations by the ids of their logs.
    var evaluations: [String: [String]] = [:]

    func holds(_ filter: LogFilter, of log: LogRecord) -> Bool {
        filter.terms.allSatisfy { term in
            guard let holds = holds(term.condition, of: log) else { return true }
            return holds != term.isComplement
        }
    }

    /// Nil for what says nothing.
    private func holds(_ condition: LogTerm.Condition, of log: LogRecord) -> Bool? {
        switch condition {
        case .word(let text): return found(words(text), in: log, isPrefix: true)
        case .phrase(let text): return found(words(text), in: log, isPrefix: false)
        case .saved(_, let filter): return holds(filter, of: log)
        case .field(let field, let matches): return matches.contains { holds(field, $0, of: log) }
        }
    }

    // MARK: Words

    private func found(_ words: [String], in log: LogRecord, isPrefix: Bool) -> Bool? {
        guard let last = words.last else { return nil }
        let conversation = log.conversation.messages
        let start = conversation.lastIndex { $0.role == "assistant" }.map { $0 + 1 } ?? 0
        let question = conversation[start...].filter { $0.role != "system" && $0.role != "developer" }
        var answer: [String] = []
        // While an answer streams, only the question is searched.
        let reply = log.state == .running ? Reply() : log.reply
        for choice in reply.choices {
            answer += [choice.message.text, choice.message.reasoning ?? "", choice.message.refusal ?? ""]
            for call in choice.message.toolCalls { answer += [call.name, call.arguments] }
        }
        let columns = [
            question.flatMap(\.texts).joined(separator: "\n"), answer.joined(separator: "\n"),
            log.model + " " + (reply.identity.model ?? ""), reply.error?.description ?? "",
        ]
        return columns.contains { column in
            let tokens = self.words(column)
            guard tokens.count >= words.count else { return false }
            return (0...(tokens.count - words.count)).contains { start in
                let run = tokens[start..<(start + words.count)]
                guard Array(run.dropLast()) == Array(words.dropLast()) else { return false }
                return isPrefix ? run.last?.hasPrefix(last) == true : run.last == last
            }
        }
    }

    /// Letters and digits in a row, without case; each ideograph for itself.
    private func words(_ text: String) -> [String] {
        var words = [""]
        for character in text.lowercased() {
            if ("\u{4E00}"..."\u{9FFF}").contains(character) {
                words += [String(character), ""]
            } else if character.isLetter || character.isNumber {
                words[words.count - 1].append(character)
            } else {
                words.append("")
            }
        }
        return words.filter { !$0.isEmpty }
    }

    // MARK: Fields

    private func holds(_ field: LogField, _ match: LogMatch, of log: LogRecord) -> Bool {
        let reply = log.reply
        switch field {
        case .prompt: return text([log.prompt], match)
        case .provider: return text([log.provider], match)
        case .model: return text([log.model], match)
        case .resolved: return text([reply.identity.model], match)
        case .finish: return text([reply.finishReason?.word], match)
        case .caller: return text([log.context.caller], match)
        case .session: return text([log.context.session], match)
        case .user: return text([log.context.endUser], match)
        case .conversation: return text([log.context.conversation], match)
        case .run: return text([log.context.run ?? log.id], match)
        case .id: return text([log.id], match)
        case .source: return text([log.context.source?.rawValue], match)
        case .dialect: return text([log.dialect.rawValue], match)
        case .tool: return text(log.conversation.tools.map(\.name), match)
        case .call: return text(reply.choices.flatMap { $0.message.toolCalls.map(\.name) }, match)
        case .tag: return text(log.judgement.tags, match)
        case .note: return text([log.judgement.note], match)
        case .correction: return text([log.judgement.correction], match)
        case .eval: return text(evaluations[log.id] ?? [], match)
        case .error:
            guard let error = reply.error else { return false }
            if case .text(let pattern) = match, pattern.exact != nil { return text([error.kind.rawValue], match) }
            return text([LogDigest.shortened(error.description)], match)
        case .env:
            let names = (environments[log.prompt] ?? [:]).filter { $0.value == log.version }.keys
            return text(Array(names), match)
        case .version: return version(log, match)
        case .schema: return text([schema(log)], match)
        case .feedback:
            if match == .word("none") { return log.feedback == nil }
            return text([log.feedback?.rawValue], match)
        case .image:
            let count = log.conversation.messages.reduce(0) { $0 + $1.imageCount }
            return match == .anything || (match == .word("yes")) == (count > 0)
        case .status: return status(log, match)
        case .cost: return number(log.cost, match)
        case .tokens: return number(reply.usage?.total.map(Double.init), match)
        case .tokensIn: return number(reply.usage?.input.map(Double.init), match)
        case .tokensOut: return number(reply.usage?.output.map(Double.init), match)
        case .first: return number(log.timing.firstTokenMS, match)
        case .total: return number(log.timing.totalMS, match)
        case .retries: return number(Double(log.timing.retries), match)
        case .score: return number(log.judgement.score, match)
        case .since, .until, .day:
            guard case .time(let from, let to, _) = match else { return true }
            return from.map { log.createdAt >= $0 } ?? true && to.map { log.createdAt < $0 } ?? true
        }
    }

    private func text(_ values: [String?], _ match: LogMatch) -> Bool {
        values.compactMap(\.self).contains { value in
            switch match {
            case .anything: true
            case .text(let pattern): pattern.matches(value)
            case .word(let word): word == value
            case .number, .time, .version: false
            }
        }
    }

    private func number(_ value: Double?, _ match: LogMatch) -> Bool {
        guard let value else { return false }
        guard case .number(let comparison, let limit) = match else { return true }
        return comparison.holds(value, limit)
    }

    private func version(_ log: LogRecord, _ match: LogMatch) -> Bool {
        guard case .version(let version) = match else { return true }
        switch version {
        case .hash(let digits): return log.version.hex.hasPrefix(digits)
        case .environment(let name, let prompt):
            return log.prompt == prompt && environments[prompt]?[name] == log.version
        case .number(let number, let prompt):
            guard prompt ?? log.prompt == log.prompt, let all = versions[log.prompt], all.indices.contains(number - 1)
            else { return false }
            return all[number - 1] == log.version
        }
    }

    private func status(_ log: LogRecord, _ match: LogMatch) -> Bool {
        guard case .word(let word) = match else {
            return number((log.reply.error?.status ?? log.reply.status).map(Double.init), match)
        }
        switch LogStatus(rawValue: word) {
        case .ok: return log.state == .finished && !log.reply.isIncomplete
        case .error: return log.state == .failed
        case .cancelled: return log.state == .cancelled
        case .running: return log.state == .running
        case .incomplete: return log.state != .running && log.reply.isIncomplete
        case nil: return false
        }
    }

    private func schema(_ log: LogRecord) -> String? {
        guard log.state != .running, log.reply.error == nil else { return nil }
        let calls = log.reply.choices.flatMap(\.message.toolCalls)
        let tools = log.conversation.tools
        if !calls.isEmpty { return calls.allSatisfy { $0.fault(among: tools) == nil } ? "ok" : "broken" }
        guard let format = log.conversation.format, format != .text else { return nil }
        return log.reply.choices.allSatisfy { format.fault(of: $0.message.text) == nil } ? "ok" : "broken"
    }
}
