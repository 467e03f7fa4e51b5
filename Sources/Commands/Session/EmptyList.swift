extension CommandSession {
    /// Tells a person at a terminal that a list is empty. A program that reads the list gets nothing, which says the same.
    ///
    /// - Parameters:
    ///   - json: whether the list is for a program though it goes to a terminal.
    ///   - sentence: says what there is none of, and what makes some.
    func sayEmpty(_ isEmpty: Bool, json: Bool = false, _ sentence: String) {
        if isEmpty, !json, output.isTerminal { errors.line("etude: \(sentence)") }
    }
}
