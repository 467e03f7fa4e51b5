package import Testing
package import TextUI

/// Compares what a frame shows with a literal screen; the first lines that differ are named.
package func expectScreen(_ frame: Frame?, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let shown = frame?.text() ?? "(nothing was drawn)"
    guard shown != expected else { return }
    let pairs = zip(
        shown.split(separator: "\n", omittingEmptySubsequences: false),
        expected.split(separator: "\n", omittingEmptySubsequences: false))
    let first = pairs.enumerated().first { $1.0 != $1.1 }
    let place =
        first.map { "row \($0.offset + 1):\n  shown    \($0.element.0)\n  expected \($0.element.1)\n" }
        ?? "another number of rows\n"
    Issue.record("\(place)the whole screen:\n\(shown)", sourceLocation: sourceLocation)
}
