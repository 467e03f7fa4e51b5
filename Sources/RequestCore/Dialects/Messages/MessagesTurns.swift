internal import JSON
internal import Prompts

/// Writes the messages of a request as turns of this wire, and notes what has no place there.
///
/// The rules are the API's: system on top; the results of one assistant turn in one user message, before its text;
/// no empty text; ids of letters, digits, `_` and `-`; the input of a call is an object.
struct MessagesTurns {
    /// One entry of `messages`.
    struct Turn {
        /// `user`, `assistant` or `system`.
        var role: String
        /// The blocks of its content.
        var blocks: [JSONValue]
        /// The number of tool results at its beginning.
        var results = 0
    }

    let request: RenderedRequest
    let model: ClaudeModel?
    let parts: MessagesParts
    /// The assistant messages whose thinking goes back, by their places; nil to find out.
    let kept: Set<Int>?

    /// The blocks of the leading system messages.
    private(set) var system: [JSONValue] = []
    /// The turns in order.
    private(set) var turns: [Turn] = []
    /// What has no counterpart, or is sent as something else.
    private(set) var findings: [Finding] = []
    /// The assistant messages whose thinking goes back.
    private(set) var keeping: Set<Int> = []
    private var ids = ToolIDs()
    /// The arguments that are no JSON object, by the ids of their calls as sent.
    private var brokenArguments: [String: String] = [:]
    private var chain: PrefixChain
    private var isSystemChained = false
    /// The number of turns that the chain has.
    private var chained = 0

    /// Writes the messages of a request.
    init(
        _ request: RenderedRequest, tools: JSONValue, kept: Set<Int>? = nil,
        imageURL: @escaping @Sendable (ImagePart) -> String
    ) {
        self.request = request
        self.kept = kept
        model = ClaudeModel(request.model)
        parts = MessagesParts(imageURL: imageURL)
        chain = PrefixChain(server: request.server, model: request.model, fields: tools)
        for (index, message) in request.messages.enumerated() {
            if message.name != nil, message.role != .tool {
                note(.noCounterpart, .note, index, "its name is left out: Messages has no names of speakers")
            }
            switch message.role {
            case .system, .developer: addSystem(message, index)
            case .user: add(user: content(of: message, index))
            case .assistant: addAssistant(message, index)
            case .tool: addResult(message, index)
            }
        }
    }

    /// The hash of all that is sent, which what the model thinks next is bound to.
    var prefix: String {
        var whole = self
        whole.chainTurns()
        return whole.chain.hash
    }

    /// `messages` of the body.
    var messagesJSON: JSONValue { .array(turns.map(Self.json)) }

    /// `system` of the body: a text if there is one, else text blocks; nil if there is nothing.
    var systemJSON: JSONValue? {
        guard !system.isEmpty else { return nil }
        if system.count == 1, let text = system[0]["text"], system[0].objectValue?.count == 2 { return text }
        return .array(system)
    }

    private static func json(_ turn: Turn) -> JSONValue {
        let only = turn.blocks.count == 1 ? turn.blocks[0] : .null
        let isText = only["type"]?.stringValue == "text" && only.objectValue?.count == 2
        let content = (isText ? only["text"] : nil) ?? .array(turn.blocks)
        return ["role": .string(turn.role), "content": content]
    }

    // MARK: System and user

    private mutating func addSystem(_ message: Message, _ index: Int) {
        let blocks = content(of: message, index).filter { $0["type"]?.stringValue == "text" }
        guard !blocks.isEmpty else { return }
        guard !turns.isEmpty else {
            system += blocks
            return
        }
        let next = request.messages[(index + 1)...].first { ![.system, .developer].contains($0.role) }?.role
        if model?.takesSystemLater == true, next == nil || next == .assistant, turns.last?.role != "assistant" {
            if turns.last?.role == "system" {
                turns[turns.count - 1].blocks += blocks
            } else {
                turns.append(Turn(role: "system", blocks: blocks))
            }
            return
        }
        note(
            .systemLater, .note, index,
            "is sent as a user message in <system> tags: this model takes system messages at the beginning only")
        let text = blocks.compactMap { $0["text"]?.stringValue }.joined(separator: "\n")
        add(user: [["type": "text", "text": .string("<system>\n\(text)\n</system>")]])
    }

    private mutating func add(user blocks: [JSONValue]) {
        guard !blocks.isEmpty else { return }
        if let last = turns.last, last.role == "user", last.results > 0, last.results == last.blocks.count {
            turns[turns.count - 1].blocks += blocks
        } else {
            turns.append(Turn(role: "user", blocks: blocks))
        }
    }

    private mutating func content(of message: Message, _ index: Int) -> [JSONValue] {
        message.content.compactMap { part in
            noteLoss(of: part, index)
            return parts.block(part)
        }
    }

    private mutating func noteLoss(of part: ContentPart, _ index: Int) {
        if !MessagesParts.hasPlace(part), case .other(let json) = part {
            let type = json["type"]?.stringValue ?? "unknown"
            note(.noCounterpart, .warning, index, "its part of type \(type) is left out: Messages takes none")
        }
        if case .image(let image) = part, let detail = image.detail, detail != "auto" {
            note(.noCounterpart, .note, index, "the detail of \(image.displayName) is left out: Messages has none")
        }
    }

    // MARK: Results

    private mutating func addResult(_ message: Message, _ index: Int) {
        let id = ids.result(message.toolCallID ?? "")
        var blocks = content(of: message, index)
        var isError = message.isError
        if let arguments = brokenArguments[id] {
            let words = "The arguments were not a JSON object: \(arguments)"
            blocks.insert(["type": "text", "text": .string(words)], at: 0)
            isError = true
        }
        var result: JSONObject = ["type": "tool_result", "tool_use_id": .string(id)]
        if blocks.count == 1, blocks[0].objectValue?.count == 2, let text = blocks[0]["text"] {
            result["content"] = text
        } else if !blocks.isEmpty {
            result["content"] = .array(blocks)
        }
        if isError { result["is_error"] = true }
        if let last = turns.indices.last, turns[last].role == "user", last > 0, turns[last - 1].calls(id) {
            turns[last].blocks.insert(.object(result), at: turns[last].results)
            turns[last].results += 1
        } else {
            turns.append(Turn(role: "user", blocks: [.object(result)], results: 1))
        }
    }

    // MARK: Assistant

    /// Adds the turns so far to the chain.
    private mutating func chainTurns() {
        if !isSystemChained { chain.add(.array(system)) }
        isSystemChained = true
        for turn in turns[chained...] { chain.add(Self.json(turn)) }
        chained = turns.count
    }

    private mutating func addAssistant(_ message: Message, _ index: Int) {
        if kept == nil { chainTurns() }
        // The order of what came over this wire is the server's own.
        let hasOwnOrder = message.blocks.contains { block in
            block.origin?.dialect == .messages && block.content.refusal == nil
                && (block.content.reasoning == nil || loss(of: block, index) == nil)
        }
        var blocks: [JSONValue] = []
        var firstCall: Int?
        var lost: String?
        for block in message.blocks {
            switch block.content {
            case .part(let part):
                noteLoss(of: part, index)
                guard let json = answered(part, block.origin) else { continue }
                // Text after a call is refused once the call is answered.
                if let place = firstCall, !hasOwnOrder, json["type"]?.stringValue == "text" {
                    blocks.insert(json, at: place)
                    firstCall = place + 1
                } else {
                    blocks.append(json)
                }
            case .refusal(let words):
                // The words of this wire's refusals are the server's about the answer, not the model's.
                if block.origin?.dialect != .messages { blocks += [MessagesParts.text(words)].compactMap { $0 } }
            case .reasoning(let reasoning):
                let loss = loss(of: block, index)
                lost = lost ?? loss
                if loss == nil, let json = reasoning.opaque {
                    blocks.append(json)
                    keeping.insert(index)
                }
            case .call(let call):
                firstCall = firstCall ?? blocks.count
                blocks.append(.object(use(of: call, block.origin, index)))
            case .raw(let json):
                if let origin = block.origin, origin.dialect != .messages {
                    let type = json["type"]?.stringValue ?? "unknown"
                    let text = "its item of type \(type) is left out: only \(origin.dialect.rawValue) knows it"
                    note(.noCounterpart, .warning, index, text)
                } else {
                    blocks.append(json)
                }
            }
        }
        if let lost { note(.reasoningLeftOut, .warning, index, "its reasoning is left out: \(lost)") }
        // An answer of which nothing can go back, such as an empty one, would be refused.
        if !blocks.isEmpty { turns.append(Turn(role: "assistant", blocks: blocks)) }
    }

    private func answered(_ part: ContentPart, _ origin: Message.Origin?) -> JSONValue? {
        guard var json = parts.block(part)?.objectValue else { return nil }
        if let origin, origin.dialect == .messages {
            for member in origin.other.members { json[member.key] = member.value }
        }
        return .object(json)
    }

    /// Why the reasoning of a block does not go back; nil if it does.
    private func loss(of block: Message.Block, _ index: Int) -> String? {
        guard let origin = block.origin, block.content.reasoning?.opaque != nil else {
            return "only its text is known, and Messages takes signed thinking only"
        }
        if model != nil, block.content.reasoning?.opaque?["signature"]?.stringValue == "" {
            return "it was cut off before its signature"
        }
        guard origin.dialect == .messages else { return "it was made in the dialect \(origin.dialect.rawValue)" }
        if let kept {
            if kept.contains(index) { return nil }
        } else if let prefix = origin.prefix {
            if prefix == chain.hash { return nil }
        } else if Self.isSame(origin.model, request.model) {
            return nil
        }
        return Self.isSame(origin.model, request.model)
            ? "the server, or what stands before it, has changed since" : "it was made by \(origin.model)"
    }

    /// Whether two names are of one model; an answer may carry the date of the model that was asked for.
    private static func isSame(_ answered: String, _ asked: String) -> Bool {
        answered == asked || answered.hasPrefix(asked + "-") || asked.hasPrefix(answered + "-")
            || asked.hasSuffix("/" + answered)
    }

    private mutating func use(of call: ToolCall, _ origin: Message.Origin?, _ index: Int) -> JSONObject {
        let id = ids.call(call.id)
        var input = JSONObject()
        if call.isCustom {
            input["input"] = .string(call.arguments)
            note(.noCounterpart, .note, index, "the text for the custom tool \(call.name) is sent as its input")
        } else if let object = (try? JSONValue(parsing: call.arguments))?.objectValue {
            input = object
        } else if !call.arguments.allSatisfy(\.isWhitespace) {
            brokenArguments[id] = call.arguments
            note(
                .brokenArguments, .note, index,
                "the arguments of \(call.id) (\(call.name)) are no JSON object; they go back with its result")
        }
        var use: JSONObject = ["type": "tool_use", "id": .string(id), "name": .string(call.name)]
        use["input"] = .object(input)
        if origin?.dialect == .messages {
            for member in call.other.members where member.key != "type" { use[member.key] = member.value }
        }
        return use
    }

    private mutating func note(_ rule: RuleID, _ severity: Finding.Severity, _ index: Int, _ text: String) {
        findings.append(Finding(rule, severity, .message(index, .whole), text))
    }
}

extension MessagesTurns.Turn {
    /// Whether a call of this turn has an id.
    fileprivate func calls(_ id: String) -> Bool {
        role == "assistant"
            && blocks.contains { $0["type"]?.stringValue == "tool_use" && $0["id"]?.stringValue == id }
    }
}
