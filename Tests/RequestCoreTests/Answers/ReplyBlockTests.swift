import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("An answer in blocks")
struct ReplyBlockTests {
    private func reply(_ events: RunEvent...) -> Reply {
        events.reduce(into: Reply()) { $0.apply($1) }
    }

    @Test("stands in the order of the blocks' numbers, whichever comes first")
    func order() {
        let reply = reply(
            .textDelta(choice: 0, block: 7, "It is high."),
            .toolCallDelta(choice: 0, block: 4, .init(index: 0, id: "a", name: "tide", arguments: "{")),
            .textDelta(choice: 0, block: 2, "Let me "),
            .reasoningDelta(choice: 0, block: 0, "Hm."),
            .toolCallDelta(choice: 0, block: 4, .init(index: 0, arguments: "}")),
            .textDelta(choice: 0, block: 2, "see."))
        #expect(
            reply.message.blocks.map(\.content) == [
                .reasoning(.init("Hm.")), .part(.text("Let me see.")),
                .call(ToolCall(id: "a", name: "tide", arguments: "{}")), .part(.text("It is high.")),
            ])
    }

    @Test("a piece of another kind than its block begins one behind it, and nothing is lost")
    func otherKind() {
        let reply = reply(
            .textDelta(choice: 0, block: 0, "a"), .refusalDelta(choice: 0, block: 0, "no"),
            .textDelta(choice: 0, block: 0, "b"), .textDelta(choice: 0, block: 1, "c"))
        #expect(
            reply.message.blocks.map(\.content) == [.part(.text("ab")), .refusal("no"), .part(.text("c"))])
    }

    @Test("a whole block replaces what streamed of it, and what streams after it still counts")
    func wholeBlock() {
        let origin = Message.Origin(dialect: .responses, model: "gpt-6-sol", itemID: "fc_1")
        let whole = Message.Block(.call(ToolCall(id: "call_a", name: "tide", arguments: "{}")), origin: origin)
        var reply = reply(
            .textDelta(choice: 0, block: 0, "x"),
            .toolCallDelta(choice: 0, block: 1, .init(index: 0, id: "item?", name: "ti", arguments: "{")),
            .block(choice: 0, block: 1, whole))
        #expect(reply.message.blocks.last == whole)
        #expect(reply.message.toolCalls[0].id == "call_a" && reply.message.blocks[1].origin?.itemID == "fc_1")
        reply.apply(.toolCallDelta(choice: 0, block: 1, .init(index: 0, arguments: " ")))
        reply.apply(.block(choice: 0, block: 5, Message.Block(.raw(["type": "compaction"]))))
        #expect(reply.message.toolCalls[0].arguments == "{} " && reply.message.blocks.count == 3)
    }

    @Test("the snapshot at the end replaces all that streamed of its choice")
    func snapshot() {
        let blocks = [
            Message.Block(.reasoning(.init("", opaque: ["signature": "EqQB"]))), Message.Block(.part(.text("Hello"))),
        ]
        let reply = reply(
            .textDelta(choice: 0, block: 3, "Hel"), .textDelta(choice: 1, block: 3, "other"),
            .snapshot(choice: 0, blocks))
        #expect(reply.message.blocks == blocks && reply.choices[1].message.text == "other")
    }

    @Test("a chat answer has the same blocks whatever its server sends first")
    func chat() {
        let deltas = [
            #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}"#, #"{"content":"Hi"}"#,
            #"{"refusal":"no"}"#, #"{"reasoning_content":"hm"}"#,
        ]
        let forth = Decoded(deltas: deltas[0], deltas[1], deltas[2], deltas[3])
        let back = Decoded(deltas: deltas[3], deltas[2], deltas[1], deltas[0])
        #expect(forth.reply.message == back.reply.message && forth.reply.message.isPlain)
    }
}

@Suite("Why an answer ended, and what it used")
struct AnswerFactsTests {
    @Test(
        "chat's words for the end are known, and kept",
        arguments: [
            ("stop", FinishReason.Kind.stop, true), ("length", .length, false), ("tool_calls", .toolCalls, true),
            ("function_call", .toolCalls, true), ("content_filter", .contentFilter, false), ("eos", .stop, true),
            ("odd", .other, true),
        ])
    func finish(word: String, kind: FinishReason.Kind, mayAnswer: Bool) {
        let reason = ChatCompletions().finishReason(word)
        #expect(reason.kind == kind && reason.word == word && reason.mayAnswerCalls == mayAnswer)
    }

    @Test("chat's counts are known, and kept as received")
    func usage() {
        let raw: JSONValue = [
            "prompt_tokens": 10, "completion_tokens": 4.0, "total_tokens": 15,
            "prompt_tokens_details": ["cached_tokens": 3], "completion_tokens_details": ["reasoning_tokens": 2],
        ]
        let usage = ChatCompletions().usage(raw)
        #expect(usage == Usage(input: 10, output: 4, cached: 3, reasoning: 2, reportedTotal: 15, raw: raw))
        #expect(usage.total == 15)
    }

    @Test("the total is the sum where the server gives only the halves, unless that is no number")
    func total() {
        #expect(Usage(input: 3, output: 4, raw: .null).total == 7)
        #expect(Usage(input: 3, raw: .null).total == nil)
        #expect(Usage(input: .max, output: 1, raw: .null).total == nil)
    }
}

@Suite("Dialects")
struct DialectTests {
    @Test("a recording says its dialect where that is not chat, and keeps to the three names")
    func recording() throws {
        let record = WireRecord(provider: "p", dialect: .responses)
        #expect(try WireRecord(parsing: record.text) == record)
        #expect(!WireRecord(provider: "p").text.contains("dialect"))
        #expect(throws: FieldError.self) {
            try WireRecord(parsing: "{\"etude_wire\":1,\"provider\":\"p\",\"dialect\":\"soap\"}\n")
        }
    }

    @Test("what a logged body asked is read back, odd messages included")
    func conversation() throws {
        let body = try JSONValue(
            parsing: """
                {"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"critic","content":"Hm"}],
                 "tools":[{"type":"function","function":{"name":"f"}}],"response_format":{"type":"json_object"},
                 "temperature":0.5,"stream":true}
                """)
        let conversation = ChatCompletions().conversation(in: body)
        #expect(conversation.messages.map(\.role) == ["user", "critic"])
        #expect(conversation.messages.map(\.texts) == [["Hi"], ["Hm"]])
        #expect(conversation.tools.map(\.name) == ["f"] && conversation.format == .jsonObject)
        #expect(conversation.settings == ["temperature": 0.5])
    }
}
