/// Counted things in words.
package enum Plural {
    /// `1 row`, `2 rows`.
    ///
    /// - Parameter noun: the word for one; its plural ends with s.
    package static func of(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
