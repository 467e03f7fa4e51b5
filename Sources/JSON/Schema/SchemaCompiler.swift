/// Makes a graph of schemas from a document.
struct SchemaCompiler {
    /// A schema that is being read.
    struct Site {
        let object: JSONObject
        let place: Int
        let resource: Int
    }

    private struct Waiting {
        let value: JSONValue
        let place: Int
        let outer: Int
        let node: Int
    }

    private struct Resource {
        let uri: SchemaURI
        let place: Int
        /// Whether nothing counts beside `$ref`, as up to draft 7.
        let isLegacy: Bool
        var anchors: [String: Int] = [:]
    }

    private struct Pending {
        let place: Int
        let resource: Int
        let keyword: String
        let uri: SchemaURI
        let slot: Int
    }

    private let document: JSONValue
    let assertsFormats: Bool
    /// Nodes that are yet to be read are nil.
    private var nodes: [SchemaNode?] = []
    /// Schemas still to be read. They are read one after the other, not recursively, so that no document is too deep.
    private var waiting: [Waiting] = []
    private var firstWaiting = 0
    private var nodeAt: [Int: Int] = [:]
    private var places = SchemaPlaces()
    private var resources: [Resource] = []
    private var resourceOf: [String: Int] = [:]
    private var dynamicAnchors: [[String: Int]] = []
    private var pending: [Pending] = []
    private var references: [SchemaGraph.Reference?] = []
    /// One for each pattern, however often the pattern occurs.
    var patterns: [String: SchemaPattern] = [:]

    static func graph(of document: JSONValue, assertsFormats: Bool) throws(SchemaError) -> SchemaGraph {
        var compiler = SchemaCompiler(document, assertsFormats)
        try compiler.read()
        try compiler.resolve()
        let graph = SchemaGraph(
            nodes: compiler.nodes.compactMap(\.self), references: compiler.references.compactMap(\.self),
            dynamicAnchors: compiler.dynamicAnchors, places: compiler.places)
        if let node = graph.nodeInCircle() {
            throw SchemaError(
                path: graph.places.pointer(to: graph.nodes[node].place),
                problem: "applies itself to the same value again, without end")
        }
        return graph
    }

    /// The complaint of a meta-schema about a value, and the number of steps that its patterns cost.
    static func complaint(about document: JSONValue) -> (error: SchemaError?, cost: Int) {
        var compiler = SchemaCompiler(document, false)
        var complaint: SchemaError?
        do throws(SchemaError) {
            try compiler.read()
        } catch {
            complaint = error
        }
        return (complaint, compiler.patterns.keys.reduce(0) { $0 + 10 + 2 * $1.utf8.count })
    }

    private init(_ document: JSONValue, _ assertsFormats: Bool) {
        self.document = document
        self.assertsFormats = assertsFormats
    }

    private mutating func read() throws(SchemaError) {
        resources = [
            Resource(uri: SchemaURI(""), place: SchemaPlaces.root, isLegacy: Self.isLegacy(document) ?? false)
        ]
        resourceOf = ["": 0]
        dynamicAnchors = [[:]]
        _ = node(document, at: SchemaPlaces.root, in: 0)
        try readWaiting()
    }

    /// The node of a schema, which is read later.
    mutating func node(_ value: JSONValue, at place: Int, in outer: Int) -> Int {
        if let known = nodeAt[place] { return known }
        let index = nodes.count
        nodes.append(nil)
        nodeAt[place] = index
        waiting.append(Waiting(value: value, place: place, outer: outer, node: index))
        return index
    }

    private mutating func readWaiting() throws(SchemaError) {
        while firstWaiting < waiting.count {
            let next = waiting[firstWaiting]
            firstWaiting += 1
            let place = next.place
            var rules = SchemaNode.Rules()
            var resource = next.outer
            switch next.value {
            case .bool(let always): rules.always = always
            case .object(let object):
                resource = try identify(object, place, in: next.outer, node: next.node)
                let site = Site(object: object, place: place, resource: resource)
                rules = try self.rules(of: site, isLegacy: resources[resource].isLegacy)
            default: throw error(place, "must be an object, true or false, not \(SchemaWords.kind(of: next.value))")
            }
            nodes[next.node] = SchemaNode(place: place, resource: resource, rules: rules)
        }
    }

    mutating func place(below place: Int, _ key: String) -> Int { places.child(of: place, key) }

    func error(_ place: Int, _ problem: String) -> SchemaError { error(place, "", problem) }

    func error(_ place: Int, _ keyword: String, _ problem: String) -> SchemaError {
        SchemaError(path: places.pointer(to: place, keyword), problem: problem)
    }

    func error(_ site: Site, _ keyword: String, _ problem: String) -> SchemaError {
        error(site.place, keyword, problem)
    }

    /// Notes a reference. It is resolved when everything has been read.
    mutating func reference(_ keyword: String, to text: String, from site: Site) -> Int {
        let uri = SchemaURI(text).resolved(against: resources[site.resource].uri)
        pending.append(
            Pending(place: site.place, resource: site.resource, keyword: keyword, uri: uri, slot: references.count))
        references.append(nil)
        return references.count - 1
    }
}

// MARK: - Names

extension SchemaCompiler {
    /// Takes in `$id`, `$anchor` and `$dynamicAnchor`.
    /// - Returns: the resource of the schema.
    private mutating func identify(
        _ object: JSONObject, _ place: Int, in outer: Int, node: Int
    ) throws(SchemaError) -> Int {
        var resource = outer
        if let id = try name("$id", of: object, place), !(resources[outer].isLegacy && object["$ref"] != nil) {
            let uri = SchemaURI(id)
            if uri.address.isEmpty, let anchor = uri.fragment, !anchor.isEmpty {
                // How draft 7 writes an anchor.
                resources[outer].anchors[anchor] = node
            } else {
                resource = try open(uri.resolved(against: resources[outer].uri), object, place, in: outer)
            }
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let anchor = try name(keyword, of: object, place) else { continue }
            guard Self.isAnchor(anchor) else {
                throw error(place, keyword, "must begin with a letter or _ and hold letters, digits, -, . and _ only")
            }
            if let other = resources[resource].anchors[anchor], other != node {
                throw error(place, keyword, "is the name of another schema already")
            }
            resources[resource].anchors[anchor] = node
            if keyword == "$dynamicAnchor" { dynamicAnchors[resource][anchor] = node }
        }
        return resource
    }

    private mutating func open(
        _ uri: SchemaURI, _ object: JSONObject, _ place: Int, in outer: Int
    ) throws(SchemaError) -> Int {
        let isLegacy = Self.isLegacy(.object(object)) ?? resources[outer].isLegacy
        if place == SchemaPlaces.root {
            resources[0] = Resource(uri: uri, place: place, isLegacy: isLegacy)
            resourceOf[uri.address] = 0
            return 0
        }
        if let other = resourceOf[uri.address], resources[other].place != place {
            throw error(place, "$id", "is the address of another schema already")
        }
        resources.append(Resource(uri: uri, place: place, isLegacy: isLegacy))
        dynamicAnchors.append([:])
        resourceOf[uri.address] = resources.count - 1
        return resources.count - 1
    }

    private mutating func name(
        _ keyword: String, of object: JSONObject, _ place: Int
    ) throws(SchemaError) -> String? {
        guard let value = object[keyword] else { return nil }
        guard let text = value.stringValue else {
            throw error(place, keyword, "must be a string, not \(SchemaWords.kind(of: value))")
        }
        return text
    }

    private static func isLegacy(_ schema: JSONValue) -> Bool? {
        guard let dialect = schema["$schema"]?.stringValue else { return nil }
        return ["draft-03", "draft-04", "draft-05", "draft-06", "draft-07"].contains { dialect.contains("/\($0)/") }
    }

    private static func isAnchor(_ text: String) -> Bool {
        guard let first = text.utf8.first, first &- UInt8(ascii: "0") >= 10, first != UInt8(ascii: "-"),
            first != UInt8(ascii: ".")
        else { return false }
        return text.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}

// MARK: - References

extension SchemaCompiler {
    private mutating func resolve() throws(SchemaError) {
        // A target in a place where no schema was looked for may have references of its own, which are appended.
        var next = 0
        while next < pending.count {
            references[pending[next].slot] = try target(of: pending[next])
            next += 1
        }
    }

    private mutating func target(of pending: Pending) throws(SchemaError) -> SchemaGraph.Reference {
        let address = pending.uri.address
        let fragment = pending.uri.fragment ?? ""
        guard let resource = resourceOf[address] else {
            if fragment.isEmpty, Self.isMetaSchema(address) { return .metaSchema }
            throw unresolved(pending, "there is no schema with this address in the document")
        }
        if fragment.isEmpty || fragment.utf8.first == UInt8(ascii: "/") {
            return .node(try node(at: fragment, in: resource, for: pending))
        }
        guard let node = resources[resource].anchors[fragment] else {
            throw unresolved(pending, "there is no such anchor")
        }
        return pending.keyword == "$dynamicRef" && dynamicAnchors[resource][fragment] == node
            ? .dynamic(anchor: fragment, orElse: node) : .node(node)
    }

    private mutating func node(
        at pointer: String, in resource: Int, for pending: Pending
    ) throws(SchemaError) -> Int {
        let start = resources[resource].place
        guard let tokens = JSONPath.tokens(of: pointer), var value = value(at: start) else {
            throw unresolved(pending, "there is nothing in this place")
        }
        var place = start
        var nearest = resource
        for token in tokens {
            guard let part = Self.part(of: value, token) else {
                throw unresolved(pending, "there is nothing in this place")
            }
            value = part
            place = places.child(of: place, token)
            if let known = nodeAt[place], let node = nodes[known] { nearest = node.resource }
        }
        let node = node(value, at: place, in: nearest)
        try readWaiting()
        return node
    }

    private func value(at place: Int) -> JSONValue? {
        guard let parent = places.parent(of: place) else { return document }
        return value(at: parent).flatMap { Self.part(of: $0, places.key(of: place)) }
    }

    private static func part(of value: JSONValue, _ token: String) -> JSONValue? {
        guard case .array(let items) = value else { return value[token] }
        guard let index = Int(token), String(index) == token else { return nil }
        return items.indices.contains(index) ? items[index] : nil
    }

    private func unresolved(_ pending: Pending, _ problem: String) -> SchemaError {
        let text = pending.uri.address + (pending.uri.fragment.map { "#" + $0 } ?? "")
        return SchemaError(
            path: places.pointer(to: pending.place, pending.keyword),
            problem: "leads nowhere: \(SchemaWords.quoted(text)); \(problem)")
    }

    private static func isMetaSchema(_ address: String) -> Bool {
        ["draft/2020-12/schema", "draft/2019-09/schema", "draft-07/schema", "draft-06/schema"].contains { name in
            ["https://", "http://"].contains { address == $0 + "json-schema.org/" + name }
        }
    }
}
