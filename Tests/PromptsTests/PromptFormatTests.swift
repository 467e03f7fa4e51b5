import JSON
import Testing

@testable import Prompts

@Suite struct PromptFormatTests {
    @Test("the worked example is read as documented, and its canonical form is itself")
    func workedExample() throws {
        let document = try PromptFormat.parse(WorkedExamples.prompt)
        #expect(document.name == "harbours")
        #expect(document.config.provider == "openai")
        #expect(document.config[.temperature] == 0.2)
        #expect(document.config.responseFormat == .jsonObject)
        #expect(document.config.toolChoice == .auto)
        #expect(document.inputs == ["language": "French"])
        #expect(document.etude == ["tools": ["tide": ["run": ["./tide.sh"], "mode": "ask"]]])
        #expect(document.unknown.isEmpty)
        let template = document.config.template
        #expect(template.map(\.role) == [.system, .user, .assistant, .tool, .tool])
        #expect(template[0].content == [.text("You answer sailors in {{language}}, as JSON.")])
        #expect(
            template[1].content == [
                .text("Which of these two harbours floods first?"), .image(ImagePart(url: "chart.png", detail: "high")),
            ])
        #expect(template[2].content == [])
        #expect(template[2].toolCalls.map(\.id) == ["call_a", "call_b"])
        #expect(template[2].toolCalls.map(\.arguments) == [#"{"harbour":"Brest"}"#, #"{"harbour":"Dover"}"#])
        #expect(
            template[3]
                == Message(role: .tool, name: "tide", content: [.text(#"{"at":"14:10"}"#)], toolCallID: "call_a"))
        #expect(PromptFormat.text(of: document) == WorkedExamples.prompt)
    }

    @Test("an empty file is an empty document, and so is an empty front matter")
    func empty() throws {
        #expect(try PromptFormat.parse("") == PromptDocument())
        #expect(try PromptFormat.parse(" \n\n") == PromptDocument())
        #expect(try PromptFormat.parse("---\n---\n") == PromptDocument())
        #expect(try PromptFormat.parse("---\n# only a comment\n---") == PromptDocument())
        #expect(PromptFormat.text(of: PromptDocument()) == "")
    }

    @Test("a body without tags is one system message")
    func bareText() throws {
        let text = "---\nmodel: m\n---\n\nBe brief.\n\n  Use <b>bold</b>.\n"
        let document = try PromptFormat.parse(text)
        #expect(document.config.template == [Message(.system, "Be brief.\n\n  Use <b>bold</b>.")])
        #expect(PromptFormat.isBareText(text))
        #expect(try PromptFormat.parse("Hello").config.template == [Message(.system, "Hello")])
        #expect(!PromptFormat.isBareText("<system>\n</system>\n"))
        #expect(!PromptFormat.isBareText(""))
    }

    @Test("CR LF is read as LF, and a written carriage return is one")
    func lineEnds() throws {
        let document = try PromptFormat.parse("---\r\nmodel: m\r\n---\r\n<user>\r\na&#13;\r\nb\r\n</user>\r\n")
        #expect(document.config.model == "m")
        #expect(document.config.template[0].text.utf8.elementsEqual("a\r\nb".utf8))
    }

    @Test(
        "white space is kept but for one line break at each end and the common indentation",
        arguments: [
            ("<user>hi</user>", "hi"), ("<user>\nhi\n</user>", "hi"), ("<user>\n\nhi\n\n</user>", "\nhi\n"),
            ("<user> hi </user>", " hi "), ("<user>\n  a\n    b\n\n  c\n</user>", "a\n  b\n\nc"),
            ("  <user>\n    a\n  </user>", "a"), ("<user indent=\"keep\">\n  a\n</user>", "  a"),
            ("<user>\n\ta\n\t\tb\n</user>", "a\n\tb"),
            ("<user>\n \ta\n  b\n</user>", "\ta\n b"), ("<user>\n</user>", ""), ("<user></user>", ""),
            ("<user>\n\n</user>", ""),
            ("<user>  a\n  b</user>", "  a\n  b"),
        ])
    func whiteSpace(text: String, content: String) throws {
        #expect(try PromptFormat.parse(text).config.template == [Message(.user, content)])
    }

    @Test(
        "only tags of ours, the backslashes before them, &# and control characters are escaped",
        arguments: [
            ("<text>", "\\<text>"), ("</user>", "\\</user>"), ("\\<text>", "\\\\\\<text>"), ("C:\\dir", "C:\\dir"),
            ("<b>&amp;</b>", "<b>&amp;</b>"), ("&#13;", "\\&#13;"), ("it&#39;s", "it\\&#39;s"),
            ("a\u{1B}[0m", "a&#27;[0m"), ("\\\u{7}", "\\\\&#7;"),
            ("<user@example.org>", "<user@example.org>"), ("<textarea>", "<textarea>"), ("<image/>", "\\<image/>"),
            ("<tool", "\\<tool"),
        ])
    func escapes(content: String, written: String) throws {
        let text = PromptFormat.text(of: PromptDocument(config: Config(template: [Message(.user, content)])))
        #expect(text == "<user>\n\(written)\n</user>\n")
        #expect(try PromptFormat.parse(text).config.template[0].text == content)
    }

    @Test("an HTML character reference that is no control character is text")
    func characterReferences() throws {
        #expect(
            try PromptFormat.parse("<user>it&#39;s &#9;&#x41; &#;</user>").config.template[0].text
                == "it&#39;s \t&#x41; &#;")
    }

    @Test("a backslash at the end of a text on one line is doubled before the closing tag")
    func backslashBeforeTag() throws {
        let message = Message(role: .user, content: [.text("C:\\"), .text("b")])
        let text = BodyWriter.text(of: message)
        #expect(text == "<user>\n<text>C:\\\\</text>\n<text>b</text>\n</user>")
        #expect(try PromptFormat.parse(text).config.template == [message])
    }

    @Test("no content and an empty text are told apart")
    func noContent() throws {
        let config = Config(template: [Message(role: .user), Message(.user, "")])
        let text = PromptFormat.text(of: PromptDocument(config: config))
        #expect(text == "<user />\n\n<user>\n</user>\n")
        #expect(try PromptFormat.parse(text).config == config)
    }

    @Test("keys of messages and calls that nobody knows are kept, and have to be an object")
    func unknownKeys() throws {
        let message = Message(
            role: .assistant,
            toolCalls: [ToolCall(id: "a", name: "f", arguments: "{}", other: ["extra_content": ["s": "<\"&"]])],
            other: ["annotations": []])
        let text = PromptFormat.text(of: PromptDocument(config: Config(template: [message])))
        #expect(
            text.hasSuffix(
                """
                <assistant other="{&quot;annotations&quot;:[]}">
                <tool name="f" id="a" other="{&quot;extra_content&quot;:{&quot;s&quot;:&quot;&lt;\\&quot;&amp;&quot;}}">{}</tool>
                </assistant>

                """))
        #expect(try PromptFormat.parse(text).config.template == [message])
        let error = #expect(throws: FieldError.self) { try PromptFormat.parse("<user other=\"[]\">\nx\n</user>\n") }
        #expect(error?.line == 1)
    }

    @Test("refusals, other parts and calls with line breaks have their elements")
    func otherElements() throws {
        let message = Message(
            role: .assistant, name: "b\"o<b&", content: [.other(["type": "audio", "n": 1]), .text("two\nlines")],
            refusal: "No.",
            toolCalls: [
                ToolCall(id: "1", name: "f", arguments: "{\n}"), ToolCall(id: "", name: "g", arguments: "not json"),
            ])
        let text = BodyWriter.text(of: message)
        #expect(
            text == """
                <assistant name="b&quot;o&lt;b&amp;">
                <part>{"type":"audio","n":1}</part>
                <text>
                two
                lines
                </text>
                <refusal>No.</refusal>
                <tool name="f" id="1">
                {
                }
                </tool>
                <tool name="g">not json</tool>
                </assistant>
                """)
        #expect(try PromptFormat.parse(text).config.template == [message])
    }

    @Test("a URL with bare ampersands is read as it stands")
    func ampersands() throws {
        let image = try PromptFormat.parse("<user><image url=\"https://h/?a=1&b=2&amp;c=3\"/></user>").config.template[
            0
        ].images[0]
        #expect(image.url == "https://h/?a=1&b=2&c=3")
    }

    @Test("what Humanloop's files say is understood")
    func humanloop() throws {
        let text = """
            ---
            model: gpt-4o
            endpoint: chat
            template_language: default
            max_tokens: -1
            stop: END
            other:
              user: me
            attributes: {team: a}
            colour: blue
            ---

            """
        let document = try PromptFormat.parse(text)
        #expect(document.config[.maxTokens] == nil)
        #expect(document.config[.stop] == "END")
        #expect(document.config.extra == ["user": "me"])
        #expect(document.unknown.keys == ["endpoint", "template_language", "attributes", "colour"])
        #expect(Set(document.unknown.keys).subtracting(PromptFormat.foreignKeys) == ["colour"])
        #expect(
            document.config.canonicalJSON == #"{"model":"gpt-4o","stop":["END"],"extra":{"user":"me"}}"#)
        #expect(
            PromptFormat.text(of: document)
                == "---\nmodel: gpt-4o\nstop: END\nextra:\n  user: me\nendpoint: chat\ntemplate_language: default\nattributes:\n  team: a\ncolour: blue\n---\n"
        )
    }

    @Test("a disabled tool is a switch in etude.tools and not part of the version")
    func disabledTool() throws {
        let text =
            "---\ntools:\n  - name: a\n  - name: b\netude:\n  tools:\n    a:\n      run: [x]\n      enabled: false\n---\n"
        let document = try PromptFormat.parse(text)
        #expect(document.config.tools.map(\.isEnabled) == [false, true])
        #expect(document.etude == ["tools": ["a": ["run": ["x"]]]])
        #expect(document.config.canonicalJSON == #"{"tools":[{"name":"b"}]}"#)
        #expect(PromptFormat.text(of: document) == text)
    }

    @Test("messages of the thread are written after the template, their braces made literal")
    func thread() throws {
        let document = PromptDocument(
            config: Config(template: [Message(.system, "{{a}}")]), thread: [Message(.user, "{{b}}")])
        #expect(PromptFormat.text(of: document) == "<system>\n{{a}}\n</system>\n\n<user>\n\\{{b}}\n</user>\n")
    }
}
