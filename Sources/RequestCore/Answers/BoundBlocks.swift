internal import Prompts

extension [RunEvent] {
    /// The events with blocks that know what stood before them, so that they go back after nothing else.
    ///
    /// - Parameter prefix: the hash of that; nil where the dialect binds nothing to it.
    func bound(to prefix: String?) -> [RunEvent] {
        guard let prefix, contains(where: { if case .block = $0 { true } else { false } }) else { return self }
        return map { event in
            guard case .block(let choice, let number, var block) = event, block.origin != nil else { return event }
            block.origin?.prefix = prefix
            return .block(choice: choice, block: number, block)
        }
    }
}
