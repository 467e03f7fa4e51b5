/// A whole document, its references resolved.
struct SchemaGraph: Sendable {
    enum Reference: Sendable {
        case node(Int)
        /// The schema with this anchor in the outermost resource that led here and has it, else the node.
        case dynamic(anchor: String, orElse: Int)
        /// Holds for every value that is a schema.
        case metaSchema
    }

    var nodes: [SchemaNode] = []
    var references: [Reference] = []
    var dynamicAnchors: [[String: Int]] = []
    var places = SchemaPlaces()
}

/// Places in a schema document, each held once.
struct SchemaPlaces: Sendable {
    private struct Step: Hashable, Sendable {
        let parent: Int
        let key: ExactText
    }

    private var steps: [Step] = []
    private var known: [Step: Int] = [:]

    /// The whole document.
    static let root = 0

    mutating func child(of parent: Int, _ key: String) -> Int {
        let step = Step(parent: parent, key: ExactText(text: key))
        if let place = known[step] { return place }
        steps.append(step)
        known[step] = steps.count
        return steps.count
    }

    func parent(of place: Int) -> Int? { place == Self.root ? nil : steps[place - 1].parent }

    func key(of place: Int) -> String { place == Self.root ? "" : steps[place - 1].key.text }

    /// A JSON Pointer.
    func pointer(to place: Int, _ tail: String = "") -> String {
        var keys: [PathStep] = tail.isEmpty ? [] : [.key(tail)]
        var place = place
        while place != Self.root {
            keys.append(.key(steps[place - 1].key.text))
            place = steps[place - 1].parent
        }
        return JSONPath.pointer(keys.reversed())
    }
}
