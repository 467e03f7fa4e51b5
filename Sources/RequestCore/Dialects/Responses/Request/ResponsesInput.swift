internal import JSON
internal import Prompts

/// Writes a conversation as the items of a request.
///
/// An answer with reasoning goes back whole only while all that stood before it is as it was, at the same server: the API
/// refuses reasoning that another one encrypted, and removes without a word what follows another history.
struct ResponsesInput {
    private let request: RenderedRequest
    private let isStored: Bool
    private let imageURL: @Sendable (ImagePart) -> String
    /// The answers that stand where they were made, by their places; nil to find out.
    private let standing: Set<Int>?
    private var ids = ResponsesCallIDs()
    /// The ids, as sent, of calls whose arguments are any text.
    private var customCalls: Set<String> = []
    private var chain: PrefixChain
    /// The number of items that the chain has.
    private var chained = 0
    private var found: Set<Int> = []
    /// The items in order.
    private(set) var items: [JSONValue] = []

    /// Writes the messages of a request.
    init(_ request: RenderedRequest, imageURL: @escaping @Sendable (ImagePart) -> String) {
        self.init(request, standing: Self.standing(in: request), imageURL: imageURL)
    }

    private init(
        _ request: RenderedRequest, standing: Set<Int>?, imageURL: @escaping @Sendable (ImagePart) -> String
    ) {
        self.request = request
        self.standing = standing
        self.imageURL = imageURL
        isStored = ResponsesBody.isStored(request.config)
        chain = PrefixChain(
            server: request.server, model: request.model, fields: request.config.extra["instructions"] ?? .null)
        for (index, message) in request.messages.enumerated() { add(message, index) }
    }

    /// The answers that stand where they were made, by their places in the request.
    static func standing(in request: RenderedRequest) -> Set<Int> {
        let isBound = request.messages.contains { ResponsesTurn.prefix(of: $0) != nil }
        return isBound ? hashed(request).found : Set(request.messages.indices)
    }

    /// The hash of all that is sent, which what the model thinks next is bound to.
    static func prefix(of request: RenderedRequest) -> String {
        var input = hashed(request)
        input.chainItems()
        return input.chain.hash
    }

    /// The items with images by their hashes, as what is bound to them knows them.
    private static func hashed(_ request: RenderedRequest) -> ResponsesInput {
        ResponsesInput(request, standing: nil) { image in image.facts.map { "sha256:" + $0.sha256 } ?? image.url }
    }

    /// Adds the items so far to the chain.
    private mutating func chainItems() {
        for item in items[chained...] { chain.add(item) }
        chained = items.count
    }

    private mutating func add(_ message: Message, _ index: Int) {
        switch message.role {
        case .assistant:
            let whole =
                stands(message, index)
                ? ResponsesTurn.whole(message, model: request.model, isStored: isStored) : nil
            for item in whole ?? ResponsesTurn.plain(message, imageURL: imageURL) { items.append(naming(item)) }
        case .tool: items.append(result(message))
        case .system, .developer, .user: items.append(said(message))
        }
    }

    private mutating func stands(_ message: Message, _ index: Int) -> Bool {
        if let standing { return standing.contains(index) }
        chainItems()
        guard ResponsesTurn.prefix(of: message) ?? chain.hash == chain.hash else { return false }
        found.insert(index)
        return true
    }

    /// The item with the id under which its call goes out.
    private mutating func naming(_ item: JSONValue) -> JSONValue {
        let isCustom = item["type"]?.stringValue == "custom_tool_call"
        guard isCustom || item["type"]?.stringValue == "function_call", var object = item.objectValue else {
            return item
        }
        let id = ids.call(object["call_id"]?.stringValue ?? "")
        if isCustom { customCalls.insert(id) }
        object["call_id"] = .string(id)
        return .object(object)
    }

    private mutating func result(_ message: Message) -> JSONValue {
        let id = ids.result(for: message.toolCallID ?? "")
        let output: JSONValue =
            if message.content.allSatisfy({ if case .text = $0 { true } else { false } }) {
                .string(message.text)
            } else {
                .array(message.content.map { ResponsesParts.input($0, imageURL: imageURL) })
            }
        return [
            "type": customCalls.contains(id) ? "custom_tool_call_output" : "function_call_output",
            "call_id": .string(id), "output": output,
        ]
    }

    private func said(_ message: Message) -> JSONValue {
        var parts = message.content.map { ResponsesParts.input($0, imageURL: imageURL) }
        if parts.isEmpty { parts.append(["type": "input_text", "text": ""]) }
        var item: JSONObject = [
            "type": "message", "role": .string(message.role.rawValue), "content": .array(parts),
        ]
        for member in message.other.members where item[member.key] == nil { item[member.key] = member.value }
        return .object(item)
    }
}
