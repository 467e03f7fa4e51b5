/// Refuses YAML whose aliases are written to multiply, before Yams reads it.
///
/// Yams hashes the keys of every mapping; a key that is an alias to lists of aliases would take it exponential time.
/// The bound counts words that look like anchors and aliases, in comments and strings too, so it lies far above what
/// ordinary text reaches.
enum AliasGuard {
    private static let mostPaths = 1_000_000.0

    static func check(_ text: String, file: String?, linesBefore: Int) throws(FieldError) {
        guard text.utf8.contains(0x26), text.utf8.contains(0x2A) else { return }
        var definitions: [Substring: Int] = [:]
        var references: [Substring: Int] = [:]
        var line = linesBefore + 1
        var paths = 1.0
        for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
            for word in row.split(whereSeparator: { " \t,[]{}".contains($0) }) {
                let name = word.dropFirst().prefix { $0 != ":" }
                guard !name.isEmpty else { continue }
                if word.first == "&" { definitions[name, default: 0] += 1 }
                guard word.first == "*", let defined = definitions[name] else { continue }
                // The most paths that `count` references to `defined` anchors of one name can make.
                let count = references[name, default: 0]
                paths *=
                    power(1 + Double(count + 1) / Double(defined), defined)
                    / power(1 + Double(count) / Double(defined), defined)
                references[name] = count + 1
                if paths > mostPaths {
                    throw FieldError(
                        file: file, line: line, message: "anchors and aliases expand to too much; write the values out")
                }
            }
            line += 1
        }
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<min(exponent, 10_000) { result = min(result * base, 1e300) }
        return result
    }
}
