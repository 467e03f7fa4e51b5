internal import JSON
internal import Prompts

/// Puts the pieces of a choice into its blocks.
///
/// Each change is made in place: a long text is never copied for a token, and the block that grew last is found at
/// once.
extension Reply.Choice {
    mutating func add(_ text: String, to number: Int) {
        let place = place(number, isKind: { if case .part(.text) = $0 { true } else { false } }, new: .part(.text("")))
        guard case .part(.text(var whole)) = message.blocks[place].content else { return }
        message.blocks[place].content = .part(.text(""))
        whole += text
        message.blocks[place].content = .part(.text(whole))
    }

    mutating func add(reasoning text: String, to number: Int) {
        let place = place(number, isKind: { $0.reasoning != nil }, new: .reasoning(Message.Reasoning("")))
        guard case .reasoning(var whole) = message.blocks[place].content else { return }
        message.blocks[place].content = .reasoning(Message.Reasoning(""))
        whole.text += text
        message.blocks[place].content = .reasoning(whole)
    }

    mutating func add(refusal text: String, to number: Int) {
        let place = place(number, isKind: { if case .refusal = $0 { true } else { false } }, new: .refusal(""))
        guard case .refusal(var whole) = message.blocks[place].content else { return }
        message.blocks[place].content = .refusal("")
        whole += text
        message.blocks[place].content = .refusal(whole)
    }

    mutating func add(_ delta: RunEvent.ToolCallDelta, to number: Int) {
        let empty = ToolCall(id: "", name: "", arguments: "")
        let place = place(number, isKind: { if case .call = $0 { true } else { false } }, new: .call(empty))
        guard case .call(var call) = message.blocks[place].content else { return }
        message.blocks[place].content = .call(empty)
        if let id = delta.id { call.id = id }
        if let name = delta.name { call.name = name }
        call.arguments += delta.arguments
        for member in delta.other.members { ExtraMerge.add(member.value, to: member.key, of: &call.other) }
        message.blocks[place].content = .call(call)
    }

    /// Replaces the streamed part of a block by the whole block.
    mutating func replace(_ number: Int, with block: Message.Block) {
        let places = numbers.indices.filter { numbers[$0] == number }
        guard let first = places.first else {
            let place = numbers.lastIndex { $0 < number }.map { $0 + 1 } ?? 0
            numbers.insert(number, at: place)
            message.blocks.insert(block, at: place)
            return
        }
        message.blocks[first] = block
        for place in places.dropFirst().reversed() {
            numbers.remove(at: place)
            message.blocks.remove(at: place)
        }
    }

    /// Replaces everything that streamed by whole blocks.
    mutating func take(_ blocks: [Message.Block]) {
        message.blocks = blocks
        numbers = Array(blocks.indices)
    }

    /// The place of the block with a number. If there is none, it is made. A piece of another kind than its block
    /// begins a new block after it.
    private mutating func place(
        _ number: Int, isKind: (Message.Block.Content) -> Bool, new: @autoclosure () -> Message.Block.Content
    ) -> Int {
        var place = numbers.endIndex
        while place > 0, numbers[place - 1] >= number {
            place -= 1
            if numbers[place] == number, isKind(message.blocks[place].content) { return place }
        }
        let end = numbers[place...].firstIndex { $0 > number } ?? numbers.endIndex
        numbers.insert(number, at: end)
        message.blocks.insert(Message.Block(new()), at: end)
        return end
    }
}
