/// A JSON object: members in the order in which they were written, each key once.
///
/// Of a repeated key the last value stands, at the place of the first. Keys are the same when their code units are
/// (RFC 8259, section 8.3): a precomposed and a decomposed `é` are two keys. Two objects are equal when their
/// members are equal in the same order.
///
/// Looking a key up is linear for up to 16 members and hashed beyond, so objects of any size are built in linear
/// time.
public struct JSONObject: Sendable {
    /// One key with its value.
    public struct Member: Sendable {
        /// The key, unescaped.
        public var key: String
        /// The value.
        public var value: JSONValue

        /// A key with its value.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The members in order.
    public private(set) var members: [Member]

    /// Where each key stands; nil up to `linearLimit` members, complete beyond.
    private var index: [ExactText: Int]?

    private static let linearLimit = 16

    /// The empty object.
    public init() {
        members = []
    }

    /// An object of these members. Of a repeated key the last value stands, at the place of the first.
    public init(_ members: [(String, JSONValue)]) {
        self.init(minimumCapacity: members.count)
        for (key, value) in members {
            set(key, to: value)
        }
    }

    init(minimumCapacity: Int) {
        members = []
        members.reserveCapacity(minimumCapacity)
    }

    /// The keys in order.
    public var keys: [String] {
        members.map(\.key)
    }

    /// How many members there are.
    public var count: Int {
        members.count
    }

    /// Whether there are no members.
    public var isEmpty: Bool {
        members.isEmpty
    }

    /// The value of `key`, nil when there is none.
    /// Setting replaces the value where it stands, or appends a new member; setting nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get {
            place(of: key).map { members[$0].value }
        }
        set {
            if let newValue {
                set(key, to: newValue)
            } else {
                removeValue(forKey: key)
            }
        }
    }

    /// Removes a member, the others keep their order.
    /// - Returns: its value, nil when there was none.
    @discardableResult
    public mutating func removeValue(forKey key: String) -> JSONValue? {
        guard let place = place(of: key) else { return nil }
        let removed = members.remove(at: place)
        if index != nil {
            index = nil
            indexIfLarge()
        }
        return removed.value
    }

    mutating func set(_ key: String, to value: JSONValue) {
        if let place = place(of: key) {
            members[place].value = value
            return
        }
        members.append(Member(key: key, value: value))
        if index != nil {
            index?[ExactText(text: key)] = members.count - 1
        } else {
            indexIfLarge()
        }
    }

    private func place(of key: String) -> Int? {
        if let index {
            return index[ExactText(text: key)]
        }
        for place in members.indices where ExactText.same(members[place].key, key) {
            return place
        }
        return nil
    }

    private mutating func indexIfLarge() {
        guard members.count > Self.linearLimit else { return }
        var index = [ExactText: Int](minimumCapacity: members.count * 2)
        for (place, member) in members.enumerated() {
            index[ExactText(text: member.key)] = place
        }
        self.index = index
    }
}

extension JSONObject: Sequence {
    /// Iterates over the members in order.
    public func makeIterator() -> IndexingIterator<[Member]> {
        members.makeIterator()
    }

    /// How many members there are.
    public var underestimatedCount: Int {
        members.count
    }
}

extension JSONObject: Hashable {
    /// Whether both have equal members in the same order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members == right.members
    }

    /// Feeds the members to `hasher`, in order.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(members)
    }
}

extension JSONObject.Member: Hashable {
    /// Whether key and value are equal, the key code unit by code unit.
    public static func == (left: JSONObject.Member, right: JSONObject.Member) -> Bool {
        ExactText.same(left.key, right.key) && left.value == right.value
    }

    /// Feeds key and value to `hasher`.
    public func hash(into hasher: inout Hasher) {
        ExactText.hash(key, into: &hasher)
        hasher.combine(value)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object with its keys in the order of the literal. Of a repeated key the last value stands, where the first
    /// stood.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}
