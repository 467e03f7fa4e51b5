/// What of other tools' logs cannot be carried over.
package enum ImportLoss: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case unreadable = "could not be read as a request with its response"
    case noTime = "say no time: they stand at the time of the import"
    case missingAttachments = "have an attachment whose file is gone"
    case otherAttachments = "have an attachment that is no image"
    case parsedArguments = "have calls whose arguments are written anew: the text as received was not kept"
    case serverCalls = "have calls that the server made by itself, which stand as text"
    case missingFragments = "have a piece of text that is no longer there"
    case callResults = "have results of calls, which stand in the next request only"
    case missingMessages = "have earlier messages that are no longer there"
    case missingAnswer = "have an answer that is no longer there"
    case circles = "have messages that follow each other in a circle: each stands once"
    case unknownParts = "have a part of a kind that is not known, which stands as text"
    case unreadableFields = "have a field that is not JSON, which is left out"
    case brokenText = "have text that is not UTF-8: U+FFFD stands for what could not be read"

    /// The end of a sentence that begins with the number of the logs.
    package var description: String { rawValue }

    /// The end of a sentence about one line.
    fileprivate var ofLine: String {
        switch self {
        case .noTime: "says no time: the log stands at the time of the import"
        default: ofOne
        }
    }

    /// The end of a sentence about one log.
    fileprivate var ofOne: String {
        for (plural, singular) in [("have ", "has "), ("say ", "says ")] where rawValue.hasPrefix(plural) {
            return singular + rawValue.dropFirst(plural.count).replacing("they stand", with: "it stands")
        }
        return rawValue
    }
}

/// What could not be carried over: how many logs, and where the first of them is.
package struct ImportLosses: Sendable, Hashable {
    private var found: [ImportLoss: (count: Int, first: String, isLine: Bool)] = [:]

    /// None.
    package init() {}

    /// Counts a log.
    ///
    /// - Parameter place: names it for a person by its id.
    package mutating func add(_ loss: ImportLoss, at place: String) {
        found[loss, default: (0, place, false)].count += 1
    }

    /// Counts a line of a file, from 1.
    package mutating func add(_ loss: ImportLoss, line: Int, of file: String) {
        found[loss, default: (0, "\(file):\(line)", true)].count += 1
    }

    /// Whether everything was carried over.
    package var isEmpty: Bool { found.isEmpty }

    /// What is said of each loss: `2 of the logs have an attachment whose file is gone (the first: 01JD…)`, or
    /// `pairs.jsonl:7: says no time: the log stands at the time of the import (and 3 other lines)`.
    package var sentences: [String] {
        ImportLoss.allCases.compactMap { loss in
            guard let (count, first, isLine) = found[loss] else { return nil }
            guard isLine else {
                let words = count == 1 ? loss.ofOne : loss.description
                return "\(count) of the logs \(words) (the first: \(first))"
            }
            let others = count == 1 ? "" : count == 2 ? " (and 1 other line)" : " (and \(count - 1) other lines)"
            return "\(first): \(loss.ofLine)\(others)"
        }
    }

    package static func == (left: ImportLosses, right: ImportLosses) -> Bool { left.sentences == right.sentences }

    package func hash(into hasher: inout Hasher) { hasher.combine(sentences) }
}
