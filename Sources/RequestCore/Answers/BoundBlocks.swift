internal import Prompts

extension [RunEvent] {
    /// The events with blocks that know what stood before them, so that they go back after nothing else.
    ///
    /// - Parameter prefix: the hash of that; nil where the dialect binds nothing to it.
    func bound(to prefix: String?) -> [RunEvent] {
        guard let prefix else { return self }
        return map { event in
            switch event {
            case .block(let choice, let number, let block):
                .block(choice: choice, block: number, block.bound(to: prefix))
            case .snapshot(let choice, let blocks):
                .snapshot(choice: choice, blocks.map { $0.bound(to: prefix) })
            default: event
            }
        }
    }
}

extension Message.Block {
    /// The block, bound to what stood before it; one without an origin stays as it is.
    fileprivate func bound(to prefix: String) -> Message.Block {
        var block = self
        block.origin?.prefix = prefix
        return block
    }
}
