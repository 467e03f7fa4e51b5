extension Int {
    /// The sum with another count, or the largest number where that would be too large: servers' counts are what they like.
    package func addingAtMost(_ other: Int) -> Int {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}
