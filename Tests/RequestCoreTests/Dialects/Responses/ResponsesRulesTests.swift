import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@Suite struct ResponsesRulesTests {
    private func findings(
        _ fields: JSONObject, model: String = "gpt-4o", messages: [Message] = [Message(.user, "Hi")]
    ) throws -> [String] {
        var config = Config(model: model)
        for member in fields.members { try config.set(member.key, to: member.value) }
        let request = RenderedRequest(config: config, model: model, messages: messages)
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        return Responses().findings(in: request, catalog: .shared, now: now).map(\.description)
    }

    @Test("what has no counterpart is said", arguments: ["stop", "seed", "presence_penalty", "frequency_penalty"])
    func noCounterpart(name: String) throws {
        let value: JSONValue = name == "stop" ? "END" : 1
        #expect(try findings([name: value]) == ["warning: \(name): has no counterpart in responses and is not sent"])
    }

    @Test("several answers are several requests")
    func several() throws {
        #expect(
            try findings(["n": 3]) == [
                "note: n: has no counterpart in responses; a run sends 3 requests, each with its own log"
            ])
        #expect(try findings(["n": 1]) == [])
    }

    @Test("a limit below 16 tokens is refused, and the fix is 16")
    func limit() throws {
        #expect(
            try findings(["max_completion_tokens": 15]) == [
                "error: max_completion_tokens: goes out as max_output_tokens, which must be at least 16"
            ])
        #expect(try findings(["max_tokens": 16]) == [])
    }

    @Test("a field of another dialect is said")
    func otherDialect() throws {
        #expect(
            try findings(["thinking": ["type": "adaptive"]]) == [
                "warning: extra.thinking: is a field of the dialect messages and is not sent by responses"
            ])
    }

    @Test("the shared rules hold: JSON mode needs its word, a choice needs tools")
    func shared() throws {
        #expect(
            try findings(["response_format": ["type": "json_object"], "tool_choice": "required"]) == [
                #"error: response_format: JSON mode needs the word "json" somewhere in the messages"#,
                "error: tool_choice: needs tools",
            ])
        #expect(try findings(["logprobs": true, "top_logprobs": 2]) == [])
        #expect(try findings(["top_logprobs": 2]) == [])
    }

    @Test("a result may have an image here, a system message may not")
    func images() throws {
        let image = ContentPart.image(ImagePart(url: "https://example.org/a.png"))
        let call = Message(role: .assistant, toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}")])
        let result = Message(role: .tool, content: [image], toolCallID: "a")
        #expect(try findings([:], messages: [Message(.user, "Hi"), call, result]) == [])
        #expect(
            try findings([:], messages: [Message(role: .system, content: [image])]) == [
                "error: messages[0]: an image can only be in a user or tool message, not in system"
            ])
    }

    @Test("tools together with reasoning are fine here; sampling is not")
    func reasoning() throws {
        let tools: JSONObject = ["tools": [["name": "f"]], "reasoning_effort": "low"]
        #expect(try findings(tools, model: "gpt-5.5") == [])
        let sampling = try findings(["temperature": 0.2, "seed": 1], model: "o3").filter { $0.hasPrefix("warning") }
        #expect(
            sampling.count == 2 && sampling.contains { $0.hasPrefix("warning: temperature: o3 refuses this field") })
    }

    @Test("reasoning that does not go back is said, with the reason")
    func leftOut() throws {
        let message = ResponsesAnswer(ResponsesStreams.reasoningAndCall).message
        let result = Message.toolResult("high", for: "call_a")
        func said(_ message: Message, model: String) throws -> [String] {
            try findings([:], model: model, messages: [Message(.user, "Hi"), message, result])
        }
        #expect(try said(message, model: "gpt-6-sol") == [])
        #expect(
            try said(message, model: "another") == [
                "warning: messages[1]: the reasoning is not sent: it comes from gpt-6-sol"
            ])
        var edited = message
        edited.toolCalls[0].arguments = "{}"
        #expect(
            try said(edited, model: "gpt-6-sol") == [
                "warning: messages[1]: the reasoning is not sent: the answer was edited, or did not arrive completely"
            ])
        var foreign = message
        foreign.blocks[0].origin = Message.Origin(dialect: .messages, model: "claude")
        #expect(
            try said(foreign, model: "gpt-6-sol") == [
                "warning: messages[1]: the reasoning is not sent: it comes from the dialect messages"
            ])
    }

    @Test("the speaker's name has no counterpart")
    func name() throws {
        let message = Message(role: .user, name: "ann", content: [.text("Hi")])
        #expect(
            try findings([:], messages: [message]) == [
                "warning: messages[0]: the name of the speaker has no counterpart in responses and is not sent"
            ])
    }
}
