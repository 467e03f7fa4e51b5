public import JSON

extension Message {
    /// One piece of a message, in the place where it stands.
    ///
    /// What a person writes has parts only. An answer also has reasoning, calls and items that only its own dialect
    /// understands, in an order that some servers want to see again.
    public struct Block: Sendable, Hashable {
        /// What the piece is.
        public enum Content: Sendable, Hashable {
            /// Text, an image, or another part of the content.
            case part(ContentPart)
            /// The model's words when it declines.
            case refusal(String)
            /// What the model thought before it went on.
            case reasoning(Reasoning)
            /// A call of a tool.
            case call(ToolCall)
            /// An item that Étude does not know, as it came.
            case raw(JSONValue)
        }

        /// What the piece is.
        public var content: Content
        /// The item of the answer that it came in; nil for what a person wrote, and where the dialect has no items.
        public var origin: Origin?

        /// A block of these parts.
        public init(_ content: Content, origin: Origin? = nil) {
            self.content = content
            self.origin = origin
        }
    }

    /// Where a block came from: it may go back to a server only as long as nothing before it has changed.
    public struct Origin: Sendable, Hashable {
        /// The dialect that it was read in.
        public var dialect: DialectID
        /// The model that wrote it.
        public var model: String
        /// The server's id of the item, which is not the id of a call.
        public var itemID: String?
        /// What else goes back with the item, under the server's own keys.
        public var other: JSONObject
        /// The hash of all that stood before the answer, in a dialect that binds blocks to it; nil if it is not known.
        public var prefix: String?

        /// An origin of these parts.
        public init(
            dialect: DialectID, model: String, itemID: String? = nil, other: JSONObject = JSONObject(),
            prefix: String? = nil
        ) {
            self.dialect = dialect
            self.model = model
            self.itemID = itemID
            self.other = other
            self.prefix = prefix
        }
    }

    /// What a model thought: the text that may be shown, and what goes back to the server unchanged.
    public struct Reasoning: Sendable, Hashable {
        /// Empty where the server shows none.
        public var text: String
        /// The item as the server sent it, signature and encrypted text included; nil where only the text came.
        public var opaque: JSONValue?

        /// Reasoning of these parts.
        public init(_ text: String, opaque: JSONValue? = nil) {
            self.text = text
            self.opaque = opaque
        }
    }
}

extension Message.Block.Content {
    /// The part of the content that this is; nil for anything else.
    public var part: ContentPart? { if case .part(let part) = self { part } else { nil } }

    /// The call that this is; nil for anything else.
    public var call: ToolCall? { if case .call(let call) = self { call } else { nil } }

    /// The reasoning that this is; nil for anything else.
    public var reasoning: Message.Reasoning? { if case .reasoning(let reasoning) = self { reasoning } else { nil } }

    /// The refusal that this is; nil for anything else.
    public var refusal: String? { if case .refusal(let words) = self { words } else { nil } }

    /// The order of a message without an order of its own: reasoning, content, refusal, then calls.
    fileprivate var rank: Int {
        switch self {
        case .reasoning: 0
        case .part: 1
        case .refusal: 2
        case .call: 3
        case .raw: 4
        }
    }
}

/// Blocks by their kind, for all that need not know of their order.
extension Message {
    /// The parts of the content, in order; empty for an assistant message that only calls tools.
    ///
    /// Set, parts take each other's places one by one; what is more follows the last of them.
    public var content: [ContentPart] {
        get { blocks.compactMap(\.content.part) }
        set { replace(at: 1, newValue.map(Block.Content.part)) }
    }

    /// The calls, in order; only assistant messages have any. Set, they take each other's places like parts.
    public var toolCalls: [ToolCall] {
        get { blocks.compactMap(\.content.call) }
        set { replace(at: 3, newValue.map(Block.Content.call)) }
    }

    /// The model's words when it declines; nil when it does not.
    public var refusal: String? {
        get {
            let words = blocks.compactMap(\.content.refusal)
            return words.count > 1 ? words.joined(separator: "\n") : words.first
        }
        set { replace(at: 2, newValue.map { [.refusal($0)] } ?? []) }
    }

    /// The reasoning that may be shown, its pieces with a blank line between them; nil where there is none.
    ///
    /// It is shown and logged, and not part of a version.
    public var reasoning: String? {
        get {
            let texts = blocks.compactMap(\.content.reasoning?.text)
            return texts.count > 1 ? texts.filter { !$0.isEmpty }.joined(separator: "\n\n") : texts.first
        }
        set { replace(at: 0, newValue.map { [.reasoning(Reasoning($0))] } ?? []) }
    }

    /// Whether the blocks stand in the order that content, refusal and calls give by themselves, and carry nothing that
    /// only a dialect understands.
    public var isPlain: Bool {
        var rank = -1
        for block in blocks {
            let next = block.content.rank
            if block.origin != nil || next < rank || next == rank && (next == 0 || next == 2) || next == 4 {
                return false
            }
            if block.content.reasoning?.opaque != nil { return false }
            rank = next
        }
        return true
    }

    /// The message as files hold it: reasoning as its text, then content, refusal and calls, without what only a dialect
    /// understands.
    public var plain: Message {
        isPlain
            ? self
            : Message(
                role: role, name: name, content: content, refusal: refusal, toolCalls: toolCalls,
                toolCallID: toolCallID, reasoning: reasoning, isError: isError, other: other)
    }

    /// The message as a template holds it: ``plain``, and without reasoning.
    public var asTemplate: Message {
        var message = plain
        message.reasoning = nil
        return message
    }

    /// Puts other contents in the places of a kind, in turn.
    ///
    /// A content that changes is no longer the server's own, so its block loses its origin.
    private mutating func replace(at rank: Int, _ contents: [Block.Content]) {
        var places = blocks.indices.filter { blocks[$0].content.rank == rank }
        for (place, content) in zip(places, contents) where blocks[place].content != content {
            blocks[place] = Block(content)
        }
        while places.count > contents.count { blocks.remove(at: places.removeLast()) }
        guard places.count < contents.count else { return }
        let end = places.last.map { $0 + 1 } ?? blocks.firstIndex { $0.content.rank > rank } ?? blocks.endIndex
        blocks.insert(contentsOf: contents[places.count...].map { Block($0) }, at: end)
    }
}
