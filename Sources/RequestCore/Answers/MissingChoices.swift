extension Reply {
    /// What to say of a server that gave fewer answers than one request asked for (`n`); nil if all came, or if the run
    /// failed or goes on.
    ///
    /// - Parameter asked: the number of answers that were asked for.
    package func missingChoices(asked: Int) -> String? {
        guard isEnded, error == nil, !choices.isEmpty, choices.count < asked else { return nil }
        return "asked for \(asked) answers (n), the server gave \(choices.count); some servers ignore n"
    }
}
