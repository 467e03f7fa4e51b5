/// Why a log cannot be carried into another form.
package enum ExportLoss: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case unfinished = "did not finish"
    case cutOff = "have an answer that was cut off, filtered or refused"
    case empty = "have no answer"
    case bad = "are rated bad and have no corrected answer"
    case openCalls = "have a tool call without a result"
    case unknownParts = "have a message of a kind that has no form there"
    case missingImages = "have an image that is no longer stored"
    case unknownInputs = "are from before the values of variables were recorded"
    case imageInputs = "have an image as the value of a variable"

    /// The end of a sentence that begins with the number of the logs.
    package var description: String { rawValue }
}

/// How many logs were left out, and why.
package struct ExportLosses: Sendable, Hashable {
    private var counts: [ExportLoss: Int] = [:]

    /// None.
    package init() {}

    /// Counts a log that was left out.
    package mutating func add(_ loss: ExportLoss) { counts[loss, default: 0] += 1 }

    /// What is said of each reason: `left out 3 of the logs, which did not finish`.
    package var sentences: [String] {
        ExportLoss.allCases.compactMap { loss in
            counts[loss].map { "left out \($0) of the logs, which \(loss)" }
        }
    }
}
