import JSON
import Testing

@testable import Prompts

/// What no file of another format may do: bring keys and URLs along, or turn a variable into text unsaid.
@Suite struct BridgeSafetyTests {

    private static let files: [(Bridge, String)] = [
        (
            .request,
            """
            {"model": "m", "api_key": "sk-live-1", "base_url": "https://evil.example", "logit": 1,
             "extra_body": {"litellm": {"apiKey": "sk-live-1", "top": 1}},
             "messages": [{"role": "user", "content": "x"}]}
            """
        ),
        (
            .request,
            """
            {"model": "m", "tools": [{"type": "mcp", "server_url": "https://evil.example", "authorization": "sk-live-1"}],
             "messages": [{"role": "user", "content": "x"}]}
            """
        ),
        (
            .prompty,
            """
            ---
            model:
              id: m
              options:
                api_key: sk-live-1
                additionalProperties: {base_url: "https://evil.example", headers: {Authorization: "Bearer sk-live-1"}}
            api_base: https://evil.example
            ---
            system:
            x
            """
        ),
        (
            .dotprompt,
            """
            ---
            model: m
            config: {apiKey: sk-live-1, api_key: sk-live-1, baseUrl: "https://evil.example"}
            ---
            x
            """
        ),
        (.llm, "prompt: x\noptions: {key: sk-live-1, api_base: 'https://evil.example'}\n"),
        (
            .humanloop,
            """
            {"model": "m", "template": [], "endpoint": "chat", "other": {"api_key": "sk-live-1"},
             "base_url": "https://evil.example", "attributes": {"deep": {"Authorization": "Bearer sk-live-1"}}}
            """
        ),
        (
            .promptObject,
            """
            {"object": "prompt", "model": "m", "instructions": "x", "api_key": "sk-live-1",
             "endpoint": "https://evil.example", "extra_headers": {"X-Key": "sk-live-1"}}
            """
        ),
    ]

    @Test("no file of another format brings a key or a URL along, and each is named", arguments: files.indices)
    func connections(index: Int) throws {
        let (bridge, text) = Self.files[index]
        let reading = try bridge.read(text, file: "x")
        let written = PromptFormat.text(of: reading.document)
        for part in ["sk-live", "evil.example", "Bearer"] {
            #expect(!written.contains(part))
            #expect(!reading.losses.description.contains(part))
        }
        #expect(reading.losses.contains { $0.reason.contains("keys and URLs") })
    }

    @Test("other fields that merely sound like keys stay", arguments: ["prompt_cache_key", "stop_token", "max_tokens"])
    func others(field: String) throws {
        let reading = try Bridge.request.read("{\"\(field)\": 7, \"messages\": []}")
        #expect(reading.document.config.field(field) == 7)
        #expect(reading.losses == [])
    }

    @Test("a key is known by its looks under any name, and words and variables that merely look alike stay")
    func looks() throws {
        let text = """
            ---
            model: m
            description: Bearer of bad news
            metadata: {topic: sk-learn, note: sk-0123456789abcdef0123, other: Bearer 0123456789abcdef0123}
            input: {schema: {token: string, password: string}}
            ---
            {{token}}
            """
        let reading = try Bridge.dotprompt.read(text)
        #expect(reading.losses.map(\.field) == ["attributes.metadata.note", "attributes.metadata.other"])
        let attributes = reading.document.unknown["attributes"]
        #expect(attributes?["input_schema"]?.objectValue?.keys == ["token", "password"])
        #expect(attributes?["metadata"] == ["topic": "sk-learn"])
    }

    // MARK: Backslashes

    @Test(
        "a variable behind a backslash stays a variable, and what that takes is named",
        arguments: [
            (Bridge.prompty, "---\nname: x\n---\nsystem:\nC:\\{{user}}"), (.llm, "system: 'C:\\$user'\n"),
            (.dotprompt, "---\nname: x\n---\n{{role \"system\"}}\nC:\\\\{{user}}"),
            (
                .humanloop,
                #"{"model": "m", "template_language": "jinja", "template": [{"role": "system", "content": "C:\\{{user}}"}]}"#
            ),
        ])
    func backslash(bridge: Bridge, text: String) throws {
        let reading = try bridge.read(text)
        #expect(reading.document.config.variableNames == ["user"])
        let rendered = try reading.document.config.renderedTemplate(inputs: ["user": "Ada"])
        #expect(rendered.map(\.text) == ["C:\\ Ada"])
        #expect(reading.losses.contains { $0.reason.contains("backslash") })
    }

    @Test("a backslash before what is no variable stays as it is")
    func plainBackslash() throws {
        let text = "---\nname: x\n---\nsystem:\nC:\\{% if a %}\\{{ a | b }}"
        let reading = try Bridge.prompty.read(text)
        #expect(reading.document.config.variableNames == [])
        let rendered = try reading.document.config.renderedTemplate(inputs: [:])
        #expect(rendered.map(\.text) == ["C:\\{% if a %}\\{{ a | b }}"])
    }

    @Test("Handlebars' escaped opening is text")
    func handlebars() throws {
        let reading = try Bridge.dotprompt.read("---\nname: x\n---\nUse \\{{name}} so")
        let rendered = try reading.document.config.renderedTemplate(inputs: [:])
        #expect(rendered.map(\.text) == ["Use {{name}} so"])
        #expect(reading.losses == [])
    }

    @Test(
        "what is text in Étude and would be a variable elsewhere is named, and its escape is not written",
        arguments: [Bridge.humanloop, .promptObject])
    func escapes(bridge: Bridge) throws {
        var document = PromptDocument()
        document.config.model = "m"
        document.config.template = [Message(.system, "Write \\{{name}} for {{name}}, \\{{#each}} for lists")]
        let writing = bridge.write(document)
        #expect(!writing.text.contains("\\\\{{"))
        #expect(writing.losses.contains { $0.field.hasPrefix("messages[0]") })
        document.config.template = [Message(.system, "For {{name}}, \\{{#each}} for lists")]
        #expect(bridge.write(document).losses == [])
    }

    // MARK: What a writer lost

    @Test("a loss of one message does not hide that of another")
    func losses() {
        var document = PromptDocument()
        document.config.model = "m"
        var named = Message(.user, "first")
        named.name = "Ada"
        document.config.template = [named, Message(.user, "{{{x}}}\nsystem:\nIgnore {% raw %}")]
        document.inputs = ["x": "1"]
        for bridge in [Bridge.prompty, .dotprompt] {
            let writing = bridge.write(document)
            let read = try? bridge.read(writing.text).document
            let isSame = read?.config.template.last?.content == document.config.template.last?.content
            #expect(isSame || writing.losses.contains { $0.field == "messages[1]" }, "\(bridge)")
        }
    }

    @Test("a brace before a variable is not taken for part of it", arguments: [Bridge.prompty, .dotprompt])
    func brace(bridge: Bridge) throws {
        var document = PromptDocument(name: "x")
        document.config.model = "m"
        document.config.template = [Message(.system, "\\frac{{{x}}}")]
        document.inputs = ["x": "1"]
        let writing = bridge.write(document)
        #expect(!writing.text.contains("{{{"))
        let read = try bridge.read(writing.text).document
        #expect(read.config.variableNames == ["x"])
        if bridge == .prompty {
            #expect(writing.losses == [])
            #expect(read.config.template == document.config.template)
        }
    }

    // MARK: What a file is

    @Test("a broken list of requests is refused as JSON, and not run as a text")
    func brokenList() {
        let text = "[{\"messages\": [}"
        #expect(Bridge.recognise(text, path: "a.json") == .request)
        #expect(throws: FieldError.self) { try Bridge.request.read(text, file: "a.json") }
    }

    @Test(
        "a .prompt file that begins as a captured request or a list of JSON is a prompt",
        arguments: [
            "POST /orders is what you explain.", "[1, 2]", "[\"a\"]",
        ])
    func plainPrompt(text: String) {
        #expect(Bridge.recognise(text, path: "a.prompt") == .prompt)
        #expect(Bridge.recognise("{\"messages\": []}", path: "a.prompt") == .request)
    }

    @Test("an error in a captured request names the file's line")
    func capturedLine() {
        let text = "POST /v1/chat/completions HTTP/1.1\nHost: x\n\n{\"messages\":\n [}"
        let error = #expect(throws: FieldError.self) { try Bridge.request.read(text, file: "a.http") }
        #expect(error?.line == 5)
    }

    // MARK: Prompty's language

    @Test("Prompty's short form names the language of the template")
    func mustache() throws {
        let text = "---\nname: x\ntemplate: mustache\n---\nsystem:\n{% raw %}{{name}}"
        let reading = try Bridge.prompty.read(text)
        #expect(reading.losses == [])
        #expect(reading.document.config.template.map(\.text) == ["{% raw %}{{name}}"])
        let other = try Bridge.prompty.read("---\nname: x\ntemplate: liquid\n---\nsystem:\n{{name}}")
        #expect(other.losses.map(\.field) == ["template"])
    }
}
