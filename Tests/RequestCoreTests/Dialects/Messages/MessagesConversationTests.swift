import JSON
import Prompts
import RequestCore
import Testing

@Suite struct MessagesConversationTests {
    private static let request = #"""
        {"model":"claude-opus-4-6","max_tokens":1024,"system":[{"type":"text","text":"A"},{"type":"text","text":"B","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":[{"type":"text","text":"When?"},{"type":"image","source":{"type":"url","url":"https://a/b.png"}}]},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"Eq"},{"type":"text","text":"See","citations":[{"type":"char_location"}]},{"type":"tool_use","id":"toolu_a","name":"tide","input":{"harbour":"Brest"},"caller":{"type":"direct"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_a","content":"06:12"},{"type":"text","text":"And?"}]}],"tools":[{"name":"tide","input_schema":{"type":"object"}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true},"temperature":0.5,"stop_sequences":["END"],"thinking":{"type":"adaptive"},"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}
        """#

    @Test("a captured request that is read as a prompt goes out as it was")
    func roundTrip() throws {
        let body = try #require(JSONValue(parsing: Self.request).objectValue)
        let document = try RequestFormat.parse(Self.request)
        let config = document.config
        let messages = try config.renderedTemplate(inputs: [:]) + document.thread
        let sent = Messages().body(
            of: RenderedRequest(config: config, model: config.model ?? "", messages: messages)
        ) { $0.url }
        #expect(Set(sent.keys) == Set(body.keys))
        for member in body.members { #expect(sent[member.key]?.compact == member.value.compact) }
    }

    @Test("what a logged body asked is read back, odd messages included")
    func conversation() throws {
        var body = try #require(JSONValue(parsing: Self.request).objectValue)
        let odd: JSONValue = ["role": "critic", "content": "Hm"]
        body["messages"] = .array((body["messages"]?.arrayValue ?? []) + [odd])
        let conversation = Messages().conversation(in: .object(body))
        #expect(
            conversation.messages.map(\.role) == ["system", "system", "user", "assistant", "tool", "user", "critic"])
        #expect(conversation.messages[2].imageCount == 1)
        #expect(conversation.messages.last?.texts == ["Hm"])
        #expect(conversation.tools.map(\.name) == ["tide"])
        #expect(conversation.format == .jsonSchema(.init(name: "answer", schema: ["type": "object"])))
        #expect(conversation.settings["temperature"]?.doubleValue == 0.5)
        #expect(conversation.settings["messages"] == nil && conversation.settings["system"] == nil)
    }
}
