import GRDB

extension Store {
    /// The longest time for which work that can wait keeps other processes from writing.
    private static let turn = Duration.milliseconds(400)
    /// The time in which they can write then. SQLite asks for the lock every tenth of a second, at the least.
    private static let pause = Duration.milliseconds(110)

    /// Writes for each element, in as many transactions as it takes for others to write in between.
    ///
    /// - Parameters:
    ///   - body: what is written for one element.
    ///   - progress: told how many elements are done, after each transaction.
    /// - Returns: what `body` returned, in order.
    func writeInTurns<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Database, Element) throws -> Result,
        _ progress: (Int) throws -> Void = { _ in }
    ) async throws -> [Result] {
        var results: [Result] = []
        while results.count < elements.count {
            let rest = elements[results.count...]
            results += try await write { db in
                let end = ContinuousClock.now + Self.turn
                var results: [Result] = []
                for element in rest {
                    results.append(try body(db, element))
                    if ContinuousClock.now >= end { break }
                }
                return results
            }
            try progress(results.count)
            if results.count < elements.count { try await letOthersWrite() }
        }
        return results
    }

    /// Waits for so long that another process that wants to write can.
    func letOthersWrite() async throws { try await Task.sleep(for: Self.pause) }
}
