import Logbook

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LogFilter {
    /// The terms, with those of saved filters in the place of the filters where that means the same.
    var flatTerms: [LogTerm] {
        terms.flatMap { term -> [LogTerm] in
            guard !term.isComplement, case .saved(_, let filter) = term.condition else { return [term] }
            return filter.flatTerms
        }
    }
}

extension LogTerm {
    /// Whether it says from when to when a log was sent.
    var isTimeRange: Bool {
        guard !isComplement, case .field(let field, let matches) = condition, matches.count == 1 else { return false }
        switch field {
        case .since, .until, .day: return matches != [.anything]
        default: return false
        }
    }

    /// The limits of a time range; nil for other terms.
    var span: (from: Date?, to: Date?)? {
        guard case .field(_, let matches) = condition, case .time(let from, let to, _)? = matches.first else {
            return nil
        }
        return (from, to)
    }

    /// Whether it is about the words of a log.
    var isSearch: Bool {
        switch condition {
        case .word, .phrase: !isComplement
        case .field, .saved: false
        }
    }

    /// What it searches for; nil where it is not about words, or has none.
    var searchPattern: SearchPattern? {
        switch condition {
        case .word(let text): SearchPattern(beginning: text)
        case .phrase(let text): SearchPattern(phrase: text)
        case .field, .saved: nil
        }
    }

    /// The index that has the logs of this term in the order of time; nil where there is none.
    func orderedIndex(_ sql: FilterSQL) -> String? {
        guard !isComplement, case .field(let field, let matches) = condition, matches.count == 1 else { return nil }
        switch (field, matches[0]) {
        case (.prompt, .text(let pattern)) where pattern.exact != nil: return "logByPrompt"
        case (.version, .version(.hash(let digits))) where digits.utf8.count == 64: return "logByVersion"
        case (.version, .version(.number(_, prompt: .some))), (.version, .version(.environment)):
            return "logByVersion"
        case (.error, .text(let pattern)) where pattern.exact != nil: return "logByErrorKind"
        case (.status, .word("cancelled")): return "logByState"
        case (.status, .word("error")), (.status, .word("running")): return sql.dead.isEmpty ? "logByState" : nil
        case (.status, .word("incomplete")): return sql.dead.isEmpty ? "logByUnwhole" : nil
        case (.source, .word): return "logBySource"
        case (.schema, .word): return "logBySchema"
        case (_, .text(let pattern)) where pattern.exact != nil: return field.timedIndex
        default: return nil
        }
    }

    /// Whether an index finds its logs.
    var hasIndex: Bool {
        guard !isComplement, case .field(let field, let matches) = condition else { return false }
        return matches.allSatisfy { match in
            switch (field, match) {
            case (_, .text(let pattern)):
                switch field {
                case .env, .eval, .tool, .call, .tag, .note, .correction: return true
                case .error where pattern.exact == nil, .dialect: return false
                case .run: return pattern.exact != nil
                default: return pattern.pieces.first?.isEmpty == false
                }
            case (.version, .version): return true
            case (.feedback, .word(let word)): return word != "none"
            case (.feedback, .anything): return true
            case (.image, .word(let word)): return word == "yes"
            case (.source, .word), (.schema, .word): return true
            case (.status, .word(let word)): return word != "ok" && word != "incomplete"
            case (.status, .number(let comparison, let number)):
                return number >= 300 && comparison != .below && comparison != .atMost
            case (.retries, .number(let comparison, let number)):
                return comparison == .above ? number >= 0 : number > 0 && comparison != .below && comparison != .atMost
            case (_, .number): return true
            case (.tool, .anything), (.call, .anything), (.tag, .anything), (.note, .anything), (.score, .anything),
                (.correction, .anything),
                (.eval, .anything), (.caller, .anything), (.session, .anything), (.user, .anything),
                (.conversation, .anything), (.finish, .anything), (.cost, .anything):
                return true
            default: return false
            }
        }
    }
}

extension LogField {
    /// The index of the field's column and the time.
    fileprivate var timedIndex: String? {
        switch self {
        case .provider: "logByProvider"
        case .model: "logByModel"
        case .resolved: "logByResolvedModel"
        case .finish: "logByFinish"
        case .caller: "logByCaller"
        case .session: "logBySession"
        case .user: "logByEndUser"
        case .conversation: "logByConversation"
        default: nil
        }
    }
}
