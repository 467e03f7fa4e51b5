/// Something that reads what strangers wrote: how hard texts for it are made, and what has to hold of each.
package protocol FuzzTarget: Sendable {
    /// The name to ask for it by.
    static var name: String { get }

    init()

    /// A text, made of these numbers and nothing else.
    func input(_ numbers: inout SeededGenerator) -> [UInt8]

    /// Reads the text every way there is.
    ///
    /// - Throws: what does not hold of it.
    func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding)
}

/// What does not hold, in words, with the input it was found by.
package struct FuzzFinding: Error, CustomStringConvertible {
    package var target = ""
    package var seed: UInt64 = 0
    package var number: UInt64 = 0
    package var input: [UInt8] = []
    package var problem: String

    package init(_ problem: String) { self.problem = problem }

    package var description: String {
        "\(target), seed \(seed), input \(number): \(problem): \(String(decoding: input, as: UTF8.self).debugDescription)"
    }
}

extension FuzzTarget {
    /// Makes an input anew and checks it.
    ///
    /// - Parameter number: which one of the seed's, counted from 0.
    package func run(seed: UInt64, number: UInt64) throws(FuzzFinding) {
        var numbers = SeededGenerator(seed: seed, input: number)
        let input = input(&numbers)
        do {
            try check(input, &numbers)
        } catch {
            var finding = error
            finding.target = Self.name
            finding.seed = seed
            finding.number = number
            finding.input = input
            throw finding
        }
    }

    /// The first inputs of a seed.
    package func run(seed: UInt64, inputs: Int) throws(FuzzFinding) {
        for number in 0..<UInt64(inputs) { try run(seed: seed, number: number) }
    }
}

/// Every target, in the order in which they are listed.
package let fuzzTargets: [any FuzzTarget.Type] = [
    JSONFuzz.self, EventsFuzz.self, ChunksFuzz.self, CallsFuzz.self, ResponsesFuzz.self, MessagesFuzz.self,
    PromptFuzz.self, BridgeFuzz.self, KeysFuzz.self, TerminalFuzz.self, DatasetFuzz.self,
    MarkdownFuzz.self, LogFilterFuzz.self, AnswerDiffFuzz.self, LogImportFuzz.self, ConversationFuzz.self,
]

func require(_ holds: Bool, _ problem: @autoclosure () -> String) throws(FuzzFinding) {
    if !holds { throw FuzzFinding(problem()) }
}
