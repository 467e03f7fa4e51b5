import JSON
import Prompts
import RequestCore
import Testing

/// Programs that speak `messages`.
@Suite struct CodeExportMessagesTests {
    private func text(_ language: CodeExport.Language, image: Bool = false) throws -> String {
        let document = try PromptFormat.parse(
            """
            ---
            model: claude-haiku-5-5
            max_tokens: 99
            tools: [{name: tide, parameters: {type: object}}]
            extra: {top_k: 5}
            ---
            <system>
            Answer in {{language}}.
            </system>
            <user>Low tide?</user>
            """)
        var config = document.config
        if image {
            config.template[1] = Message(role: .user, content: [.text("See"), .image(ImagePart(url: "a.png"))])
        }
        return CodeExport(prompt: "tides", config: config, dialect: .messages).text(in: language)
    }

    @Test("JSON is the body of the dialect")
    func json() throws {
        let body = try JSONValue(parsing: try text(.json))
        #expect(body["system"] == "Answer in {{language}}.")
        #expect(body["max_tokens"]?.intValue == 99)
        #expect(body["tools"]?[0]?["input_schema"]?["type"] == "object")
    }

    @Test("Python uses Anthropic's package; what it has no name for goes as extra_body")
    func python() throws {
        let text = try text(.python)
        #expect(text.contains("from anthropic import Anthropic\n"))
        #expect(text.contains("return client.messages.create("))
        #expect(text.contains(#"        system="Answer in " + str(language) + ".","#))
        #expect(text.contains(#"extra_body={"top_k": 5},"#))
        #expect(text.contains("2023-06-01") && !text.contains("openai"))
    }

    @Test("JavaScript uses Anthropic's package")
    func javascript() throws {
        let text = try text(.javascript)
        #expect(text.contains(#"import Anthropic from "@anthropic-ai/sdk";"#))
        #expect(text.contains("client.messages.create({"))
    }

    @Test("curl sends key and version in the headers of the API")
    func curl() throws {
        let text = try text(.curl)
        #expect(text.contains(#""${ANTHROPIC_BASE_URL:-https://api.anthropic.com}/v1/messages" \"#))
        #expect(text.contains(#"--header "x-api-key: $ANTHROPIC_API_KEY" \"#))
        #expect(text.contains(#"--header "anthropic-version: 2023-06-01" \"#))
    }

    @Test("Swift names the dialect of its provider")
    func swift() throws {
        let text = try text(.swift)
        #expect(text.contains("dialect: .messages,"))
        #expect(text.contains(#"environment["ANTHROPIC_API_KEY"].map { Secret($0) })"#))
    }

    /// The program for a prompt with a text and a PDF.
    private func attaching(_ language: CodeExport.Language, _ dialect: DialectID) -> String {
        func file(_ name: String, _ mediaType: String) -> ContentPart {
            var image = ImagePart(url: name)
            image.facts = ImageFacts(sha256: "ab", mediaType: mediaType, width: 0, height: 0, byteCount: 3)
            return .image(image)
        }
        let files = [file("no'tes.txt", "text/plain"), file("tides.pdf", "application/pdf")]
        let config = Config(model: "m", template: [Message(role: .user, content: [.text("See")] + files)])
        return CodeExport(prompt: "tides", config: config, dialect: dialect).text(in: language)
    }

    @Test("a file of text is a document of its text, a PDF one of its base64")
    func documents() {
        let python = attaching(.python, .messages)
        #expect(python.contains(#"{"type": "text", "media_type": "text/plain", "data": text_of("no'tes.txt")}"#))
        #expect(python.contains(#""media_type": "application/pdf""#))
        #expect(python.contains(#""data": base64_of("tides.pdf")"#))
        #expect(python.contains("def text_of(path):") && python.contains("import base64"))
        let javascript = attaching(.javascript, .messages)
        #expect(javascript.contains(#""data": textOf("no'tes.txt")"#) && javascript.contains("function textOf(path)"))
        let curl = attaching(.curl, .messages)
        #expect(curl.contains(#""data": "$(text_of 'no'\''tes.txt')""#) && curl.contains("text_of() {"))
        #expect(attaching(.swift, .messages).contains("tides.pdf"))
    }

    @Test("in Responses both are files with a data URL")
    func files() {
        let python = attaching(.python, .responses)
        #expect(python.contains(#""type": "input_file","#))
        #expect(python.contains(#""file_data": data_url("no'tes.txt", "text/plain")"#))
        #expect(python.contains(#""file_data": data_url("tides.pdf", "application/pdf")"#))
        #expect(!python.contains("text_of"))
    }

    @Test("images on disk are read as base64, which stands apart from their type")
    func images() throws {
        #expect(try text(.python, image: true).contains(#""data": base64_of("a.png")"#))
        #expect(try text(.javascript, image: true).contains(#""data": base64Of("a.png")"#))
        #expect(try text(.curl, image: true).contains(#""data": "$(base64 < 'a.png' | tr -d '\n')""#))
        #expect(try text(.python, image: true).contains(#""media_type": "image/png""#))
    }
}
