/// A JSON object: members in the order in which they were written, each key once.
///
/// If a key is repeated, the last value counts, at the place of the first. Keys are equal if their code units are
/// equal (RFC 8259, section 8.3): a precomposed and a decomposed `é` are two keys. Two objects are equal if their
/// members are equal in the same order.
///
/// A key is searched for among up to 16 members and hashed beyond, so building an object takes linear time.
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

    /// Makes an object of these members. If a key is repeated, the last value counts, at the place of the first.
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

    /// The value of `key`; nil if there is none. Setting a value replaces the old one in its place, or appends a
    /// member; setting nil removes the member.
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

    /// Removes a member. The others keep their order.
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
    /// Whether key and value are equal. Keys are compared code unit by code unit.
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
    /// An object with its keys in the order of the literal. If a key is repeated, the last value counts, at the place
    /// of the first.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}
