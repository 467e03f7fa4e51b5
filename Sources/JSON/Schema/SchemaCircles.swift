extension SchemaGraph {
    /// A schema that applies itself to the same value first, so that it can never be applied; nil if there is none.
    /// Circles that depend on the value are found during validation.
    func nodeInCircle() -> Int? {
        enum State { case untouched, open, done }
        var states = [State](repeating: .untouched, count: nodes.count)
        for start in nodes.indices where states[start] == .untouched {
            // The path is kept by hand, because a chain of references may be as long as the document.
            var path: [(node: Int, next: ArraySlice<Int>)] = [(start, appliedByAll(start))]
            states[start] = .open
            while let top = path.last {
                guard let next = top.next.first else {
                    states[top.node] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next.removeFirst()
                switch states[next] {
                case .open: return next
                case .done: break
                case .untouched:
                    states[next] = .open
                    path.append((next, appliedByAll(next)))
                }
            }
        }
        return nil
    }

    /// The schemas that this one applies to every value it gets.
    private func appliedByAll(_ index: Int) -> ArraySlice<Int> {
        let rules = nodes[index].rules
        var applied: [Int] = []
        for reference in rules.references {
            if case .node(let node) = references[reference.reference] { applied.append(node) }
        }
        if let combined = rules.combined?.these {
            applied += combined.all + combined.any + combined.one
            applied += [combined.not, combined.condition].compactMap(\.self)
        }
        return applied[...]
    }
}
