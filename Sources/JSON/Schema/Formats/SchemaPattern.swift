internal import CPCRE2

/// A regular expression of a schema.
// Safe to share: after `init` nobody writes to what the pointer names (each search has its own memory), and `deinit`,
// which frees it, runs when no one else has it.
final class SchemaPattern: @unchecked Sendable {
    let text: String
    private let pattern: OpaquePointer

    /// Steps of the pattern that make one of the validation.
    private static let stepsInOne: UInt64 = 10
    /// The most steps for one search, however many are left.
    private static let maximum: UInt64 = 5_000_000

    /// - Throws: what is wrong with the pattern.
    init(_ text: String) throws(SchemaPatternError) {
        var source = ECMAPattern.translated(text)
        var problem = [CChar](repeating: 0, count: 240)
        let made = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                etude_pattern_make($0.baseAddress, $0.count, &problem, problem.count)
            }
        }
        guard let made else {
            let bytes = problem.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
            throw SchemaPatternError(reason: String(decoding: bytes, as: UTF8.self))
        }
        pattern = made
        self.text = text
    }

    deinit { etude_pattern_free(pattern) }

    /// Whether the pattern matches somewhere in the text; nil if the search takes too many steps. Subtracts from
    /// `steps` what was used.
    func isFound(in text: String, steps: inout Int) -> Bool? {
        let granted = min(UInt64(max(0, steps)) * Self.stepsInOne, Self.maximum)
        var left = granted
        var text = text
        let found = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                etude_pattern_search(pattern, $0.baseAddress, $0.count, &left)
            }
        }
        steps -= Int((granted - left) / Self.stepsInOne)
        return found < 0 ? nil : found > 0
    }
}

struct SchemaPatternError: Error {
    let reason: String
}
