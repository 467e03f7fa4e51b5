/// Reads the logs of an earlier program anew, for the search and the fields of filters.
package protocol LogDigester: Sendable {
    /// Reads some of the logs that are left, the newest first. Filters find the others by fewer fields, and words in them more
    /// slowly.
    ///
    /// - Parameter limit: the most logs to read before it returns.
    @discardableResult
    func digestLogs(limit: Int) async throws -> LogDigestion
}

extension LogDigester {
    /// Reads all that are left, in pieces that a process may end in between.
    ///
    /// - Parameters:
    ///   - piece: the logs of a piece; other writers wait for one.
    ///   - pause: the time between two pieces.
    ///   - progress: told after each piece how many are left.
    package func digestAllLogs(
        piece: Int = 200, pause: Duration = .zero, progress: (LogDigestion) throws -> Void = { _ in }
    ) async throws {
        while true {
            let state = try await digestLogs(limit: piece)
            guard state.left > 0 else { return }
            try progress(state)
            if pause > .zero { try await Task.sleep(for: pause) }
        }
    }
}

extension LogFilter {
    /// Whether it asks for something that is known only of logs that were read anew.
    package var needsDigest: Bool {
        terms.contains { term in
            switch term.condition {
            case .word, .phrase: return false
            case .saved(_, let filter): return filter.needsDigest
            case .field(let field, let matches):
                switch field {
                case .error, .finish, .schema, .image, .tool, .call, .tokensIn, .tokensOut: return true
                case .status: return matches.contains(.word(LogStatus.incomplete.rawValue))
                default: return false
                }
            }
        }
    }
}

/// How far the reading has come.
package struct LogDigestion: Sendable, Hashable {
    /// The logs that were read just now.
    package var done: Int
    /// The logs that are left.
    package var left: Int

    package init(done: Int, left: Int) {
        self.done = done
        self.left = left
    }
}
