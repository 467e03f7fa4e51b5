import JSON
import Prompts
import RequestCore
import Testing

@Suite struct MessagesTurnTests {
    private typealias Writing = MessagesWriting

    private static func call(_ id: String, _ arguments: String = "{}", name: String = "f") -> ToolCall {
        ToolCall(id: id, name: name, arguments: arguments)
    }

    @Test("leading system and developer messages stand on top, one block each")
    func system() {
        let one = Writing.body(Writing.request(Config(), [Message(.system, "S"), Message(.user, "Hi")]))
        #expect(one["system"] == "S")
        #expect(one["messages"]?.compact == #"[{"role":"user","content":"Hi"}]"#)
        let two = Writing.body(
            Writing.request(Config(), [Message(.system, "S"), Message(.developer, "D"), Message(.user, "Hi")]))
        #expect(two["system"]?.compact == #"[{"type":"text","text":"S"},{"type":"text","text":"D"}]"#)
    }

    @Test("a later system message keeps its role where the model takes it, else it is a tagged user message, and said")
    func systemLater() {
        let messages = [Message(.user, "Hi"), Message(.system, "Be brief.")]
        #expect(
            Writing.messages(messages, model: "claude-opus-4-8")
                == #"[{"role":"user","content":"Hi"},{"role":"system","content":"Be brief."}]"#)
        #expect(
            Writing.messages(messages, model: "claude-opus-4-7")
                == #"[{"role":"user","content":"Hi"},{"role":"user","content":"<system>\nBe brief.\n</system>"}]"#)
        #expect(Writing.rules(Writing.request(Config(), messages, model: "claude-opus-4-7")) == ["system-later"])
        // After an answer and before a question, even the newest take none.
        let between = [Message(.user, "a"), Message(.assistant, "b"), Message(.system, "c"), Message(.user, "d")]
        #expect(Writing.messages(between, model: "claude-opus-5-5").contains("<system>"))
    }

    @Test("the results of one turn stand in one user message, before its text, failures marked")
    func results() {
        let messages = [
            Message(.user, "Hi"), Message(role: .assistant, toolCalls: [Self.call("a"), Self.call("b")]),
            .toolResult("1", for: "a"), .toolResult("no such tide", for: "b", isError: true), Message(.user, "And?"),
        ]
        #expect(
            Writing.messages(messages)
                == #"[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}},{"type":"tool_use","id":"b","name":"f","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},{"type":"tool_result","tool_use_id":"b","content":"no such tide","is_error":true},{"type":"text","text":"And?"}]}]"#
        )
        #expect(Writing.findings(Writing.request(Config(), messages)).isEmpty)
    }

    @Test("a result after the text of its turn goes before it")
    func lateResult() {
        let messages = [
            Message(.user, "Hi"), Message(role: .assistant, toolCalls: [Self.call("a")]), Message(.user, "Well?"),
            .toolResult("1", for: "a"),
        ]
        #expect(
            Writing.messages(messages).hasSuffix(
                #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"},{"type":"text","text":"Well?"}]}]"#
            ))
    }

    @Test("a result may have images, and an empty one has no content")
    func resultContent() {
        let image = ImagePart(url: "https://a/x.png")
        let messages = [
            Message(.user, "Hi"), Message(role: .assistant, toolCalls: [Self.call("a"), Self.call("b")]),
            Message(role: .tool, content: [.text("see"), .image(image)], toolCallID: "a"), .toolResult("", for: "b"),
        ]
        #expect(
            Writing.messages(messages).hasSuffix(
                #"[{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"see"},{"type":"image","source":{"type":"url","url":"https://a/x.png"}}]},{"type":"tool_result","tool_use_id":"b"}]}]"#
            ))
        #expect(Writing.findings(Writing.request(Config(), messages)).isEmpty)
    }

    @Test("empty texts are never sent, and an answer of which nothing is left is no message")
    func empty() {
        let messages = [
            Message(.user, "a"), Message(role: .assistant, content: [.text("")]), Message(role: .assistant),
            Message(role: .user, content: [.text(" \n"), .text("b")]),
        ]
        #expect(Writing.messages(messages) == #"[{"role":"user","content":"a"},{"role":"user","content":"b"}]"#)
    }

    @Test("ids are renamed to the allowed form, in call and result alike, and each is there once")
    func ids() {
        let messages = [
            Message(.user, "Hi"), Message(role: .assistant, toolCalls: [Self.call("call.1"), Self.call("")]),
            .toolResult("1", for: "call.1"), .toolResult("2", for: ""),
            Message(role: .assistant, toolCalls: [Self.call("call.1")]), .toolResult("3", for: "call.1"),
        ]
        let text = Writing.messages(messages)
        let ids = text.matches(of: #/"(?:id|tool_use_id)":"([^"]*)"/#).map { String($0.output.1) }
        #expect(ids == ["call_1", "call", "call_1", "call", "call_1_2", "call_1_2"])
    }

    @Test(
        "arguments that are no JSON object go back as {} and stand in the result, as a failure",
        arguments: ["{\"a\": ", "[1]", "\"x\"", "nonsense"])
    func brokenArguments(arguments: String) throws {
        let messages = [
            Message(.user, "Hi"), Message(role: .assistant, toolCalls: [Self.call("a", arguments)]),
            .toolResult("1", for: "a"),
        ]
        let body = try JSONValue(parsing: Writing.messages(messages))
        #expect(body[1]?["content"]?[0]?["input"]?.compact == "{}")
        let result = body[2]?["content"]?[0]
        #expect(result?["is_error"] == true)
        #expect(result?["content"]?[0]?["text"]?.stringValue?.contains(arguments) == true)
        #expect(result?["content"]?[1]?["text"] == "1")
    }

    @Test("a tool without arguments gets an empty object")
    func noArguments() {
        let messages = [Message(.user, "Hi"), Message(role: .assistant, toolCalls: [Self.call("a", "")])]
        #expect(Writing.messages(messages).contains(#""input":{}"#))
    }

    @Test("text after a call is put before it, because it is refused once the call is answered")
    func textAfterCall() {
        let assistant = Message(
            role: .assistant,
            blocks: [.init(.part(.text("a"))), .init(.call(Self.call("x"))), .init(.part(.text("b")))])
        #expect(
            Writing.messages([Message(.user, "Hi"), assistant]).hasSuffix(
                #"[{"type":"text","text":"a"},{"type":"text","text":"b"},{"type":"tool_use","id":"x","name":"f","input":{}}]}]"#
            ))
    }

    @Test("images go by URL and as base64, and the detail is left out and said")
    func images() {
        let message = Message(
            role: .user,
            content: [
                .text("Look"), .image(ImagePart(url: "https://a/b.png", detail: "low")),
                .image(ImagePart(url: "data:image/webp;base64,UklGRg==")),
            ])
        #expect(
            Writing.messages([message])
                == #"[{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image","source":{"type":"url","url":"https://a/b.png"}},{"type":"image","source":{"type":"base64","media_type":"image/webp","data":"UklGRg=="}}]}]"#
        )
        #expect(Writing.rules(Writing.request(Config(), [message])) == ["no-counterpart"])
    }

    @Test("the log has the hash of an image where the request has its bytes")
    func loggedImage() {
        var image = ImagePart(url: "chart.webp")
        image.facts = ImageFacts(sha256: "ab12", mediaType: "image/webp", width: 1, height: 1, byteCount: 3)
        let request = Writing.request(Config(), [Message(role: .user, content: [.image(image)])])
        let body = Messages().body(of: request) { _ in "sha256:ab12" }
        #expect(
            body["messages"]?[0]?["content"]?[0]?["source"]?.compact
                == #"{"type":"base64","media_type":"image/webp","data":"sha256:ab12"}"#)
    }

    @Test(
        "files of the other wires are documents here",
        arguments: [
            (
                #"{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}"#,
                #"{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="},"title":"a.pdf"}"#
            ),
            (
                #"{"type":"file","file":{"filename":"a.txt","file_data":"data:text/plain;base64,SGk="}}"#,
                #"{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hi"},"title":"a.txt"}"#
            ),
            (
                #"{"type":"file","file":{"file_id":"file_1"}}"#,
                #"{"type":"document","source":{"type":"file","file_id":"file_1"}}"#
            ),
            (
                #"{"type":"input_file","file_url":"https://a/b.pdf"}"#,
                #"{"type":"document","source":{"type":"url","url":"https://a/b.pdf"}}"#
            ),
            (#"{"type":"input_text","text":"Hi"}"#, #"{"type":"text","text":"Hi"}"#),
            (
                #"{"type":"input_image","image_url":"https://a/b.png"}"#,
                #"{"type":"image","source":{"type":"url","url":"https://a/b.png"}}"#
            ),
        ])
    func foreignParts(part: String, sent: String) throws {
        let message = Message(role: .user, content: [.text("x"), .other(try JSONValue(parsing: part))])
        let body = try JSONValue(parsing: Writing.messages([message]))
        #expect(body[0]?["content"]?[1]?.compact == sent)
    }

    @Test("the API's own parts go out as they are: documents, cached texts, search results")
    func ownParts() throws {
        for part in [
            #"{"type":"document","source":{"type":"file","file_id":"f"},"citations":{"enabled":true}}"#,
            #"{"type":"text","text":"long","cache_control":{"type":"ephemeral"}}"#,
            #"{"type":"search_result","title":"t"}"#,
        ] {
            let message = Message(role: .user, content: [.other(try JSONValue(parsing: part))])
            let body = try JSONValue(parsing: Writing.messages([message]))
            #expect(body[0]?["content"]?[0]?.compact == part)
        }
    }

    @Test("a sound has no place and is said; so is the name of a speaker")
    func noPlace() {
        var message = Message(
            role: .user, content: [.text("x"), .other(["type": "input_audio", "input_audio": ["data": ""]])])
        message.name = "Ann"
        #expect(Writing.messages([message]) == #"[{"role":"user","content":"x"}]"#)
        #expect(Writing.rules(Writing.request(Config(), [message])) == ["no-counterpart", "no-counterpart"])
    }

    @Test("a refusal that the model spoke goes back as text, one that the server explained does not")
    func refusals() {
        let spoken = Message(role: .assistant, refusal: "I won't.")
        #expect(
            Writing.messages([Message(.user, "a"), spoken])
                == #"[{"role":"user","content":"a"},{"role":"assistant","content":"I won't."}]"#)
        let read = MessagesReading(MessagesStreams.refusal)
        #expect(
            Writing.messages([Message(.user, "a"), read.reply.message])
                == #"[{"role":"user","content":"a"},{"role":"assistant","content":"I"}]"#)
    }

    @Test("items that only another dialect knows are left out and said")
    func foreignItems() {
        let item = Message.Block(
            .raw(["type": "program"]), origin: Message.Origin(dialect: .responses, model: "gpt-6-sol"))
        let assistant = Message(role: .assistant, blocks: [item, .init(.part(.text("x")))])
        let request = Writing.request(Config(), [Message(.user, "a"), assistant])
        #expect(Writing.body(request)["messages"]?[1]?.compact == #"{"role":"assistant","content":"x"}"#)
        #expect(Writing.rules(request) == ["no-counterpart"])
    }

    @Test("the first message must be the user's, and an unanswered call is an error, before anything is sent")
    func order() {
        #expect(Writing.rules(Writing.request(Config(), [Message(.assistant, "a")])) == ["first-not-user"])
        let open = [Message(.user, "a"), Message(role: .assistant, toolCalls: [Self.call("x")]), Message(.user, "b")]
        #expect(Writing.rules(Writing.request(Config(), open)) == ["unanswered-call"])
        let stray = [Message(.user, "a"), .toolResult("1", for: "x")]
        #expect(Writing.rules(Writing.request(Config(), stray)) == ["result-without-call"])
    }
}
