import Fuzzing
import JSON
import Prompts
import RequestCore
import Testing

@Suite struct CodeExportTests {
    private func export(_ text: String, _ prompt: String = "tides") throws -> CodeExport {
        let document = try PromptFormat.parse(text)
        return CodeExport(prompt: prompt, config: document.config)
    }

    private let prompt = """
        ---
        model: gpt-4o
        temperature: 0.2
        ---
        <system>
        Answer in {{language}}.
        </system>
        """

    @Test("variables and the message are parameters; in the request they stand where the text has them")
    func python() throws {
        let text = try export(prompt).text(in: .python)
        #expect(text.contains("def tides(language, message):\n"))
        #expect(text.contains(#"{"role": "system", "content": "Answer in " + str(language) + "."}"#))
        #expect(text.contains(#"{"role": "user", "content": message}"#))
        #expect(text.contains("        temperature=0.2,\n"))
    }

    @Test("a variable with a value in the prompt has it where no other is given; the rest have to be given")
    func values() throws {
        let text =
            "---\nmodel: m\ninputs: {city: \"L'Isle\", n: 2}\n---\n<system>\n{{city}} {{tone}} {{n}}\n</system>\n"
        let document = try PromptFormat.parse(text)
        let export = CodeExport(prompt: "tides", config: document.config, inputs: document.inputs)
        #expect(export.text(in: .python).contains(#"def tides(tone, message, city="L'Isle", n="2"):"#))
        let javaScript = export.text(in: .javascript)
        #expect(javaScript.contains(#"function tides(tone, message, city = "L'Isle", n = "2") {"#))
        #expect(javaScript.contains(#"const missing = ["tone", "message"][process.argv.length - 2];"#))
        let curl = export.text(in: .curl)
        #expect(curl.contains("message=${2:?message is missing}\n"))
        #expect(curl.contains("city='L'\\''Isle'\n[ $# -lt 3 ] || city=${3}\n"))
        let swift = export.text(in: .swift)
        #expect(swift.contains(#"n: String = "2") async throws"#))
        #expect(swift.contains(#"n: arguments.count > 3 ? arguments[3] : "2""#))
    }

    @Test("a literal opening of a variable has no backslash in the request")
    func literal() throws {
        let export = try export("---\nmodel: m\n---\n<user>\nlit \\{{x}} {{y}}\n</user>\n")
        #expect(export.text(in: .json).contains("lit {{x}} {{y}}"))
    }

    @Test("a prompt with a message of a user has no parameter for one")
    func noMessage() throws {
        let text = try export("---\nmodel: m\n---\n<user>hi</user>").text(in: .javascript)
        #expect(text.contains("export async function tides() {"))
    }

    @Test("a program in the dialect responses calls that API and reads its items")
    func responses() throws {
        let document = try PromptFormat.parse(prompt)
        let export = CodeExport(prompt: "tides", config: document.config, dialect: .responses)
        #expect(export.warnings(in: .python).isEmpty)
        let python = export.text(in: .python)
        #expect(python.contains("    return client.responses.create(\n        model=\"gpt-4o\",\n"))
        #expect(python.contains("        store=False,\n") && python.contains("    for item in completion.output:\n"))
        #expect(!python.contains("extra_body"))
        let javascript = export.text(in: .javascript)
        #expect(javascript.contains("return await client.responses.create({"))
        #expect(
            javascript.contains("\nconsole.log(completion.output_text);")
                || javascript.contains("    console.log(completion.output_text);\n"))
        #expect(export.text(in: .curl).contains("/v1}/responses\""))
        #expect(export.text(in: .swift).contains("\n    provider.dialect = .responses\n"))
        #expect(try JSONValue(parsing: export.text(in: .json))["input"]?[0]?["role"] == "system")
    }

    @Test("JSON is the request's body, its variables as they stand")
    func json() throws {
        let body = try JSONValue(parsing: try export(prompt).text(in: .json))
        #expect(body["messages"]?.arrayValue?.first?["content"] == "Answer in {{language}}.")
        #expect(body["temperature"]?.compact == "0.2")
    }

    @Test(
        "names that are no identifiers, are words of a language or stand twice become names that can be used",
        arguments: [
            ("class", ["the_class("]), ("support/triage", ["triage("]), ("2nd", ["the_2nd("]), ("日本", ["prompt("]),
            ("a-b.c", ["a_b("]),
        ])
    func names(prompt: String, functions: [String]) throws {
        for language in [CodeExport.Language.python, .javascript, .swift] {
            let text = try export("---\nmodel: m\n---\n<user>{{a-b}} {{a_b}} {{message}} {{class}}</user>", prompt)
                .text(in: language)
            for function in functions { #expect(text.contains(function), "\(language) \(text)") }
            #expect(text.contains("the_a_b") && text.contains("the_message") && text.contains("the_class"))
        }
    }

    @Test("no program ever holds a key, and a provider of its own is said")
    func provider() throws {
        let export = try export("---\nprovider: mine\nmodel: m\n---\n<user>hi</user>")
        #expect(export.warnings(in: .python).contains { $0.contains("'mine'") })
        for language in CodeExport.Language.allCases { #expect(!export.text(in: language).contains("mine")) }
    }

    @Test("a number that JavaScript would round is said")
    func numbers() throws {
        let export = try export("---\nmodel: m\nseed: 9007199254740993\n---\n<user>hi</user>")
        #expect(export.warnings(in: .javascript).contains { $0.contains("9007199254740993") })
        #expect(export.warnings(in: .python).isEmpty)
        #expect(export.text(in: .python).contains("seed=9007199254740993"))
    }

    @Test("what is not seen, or turns the direction of writing, is written as an escape in Python and JavaScript")
    func hidden() throws {
        let export = CodeExport(
            prompt: "x\u{202E}\ny",
            config: Config(model: "m", template: [Message(.user, "a\u{202E}b\u{0}c\u{2028}d\"\\")]))
        for language in [CodeExport.Language.python, .javascript] {
            let text = export.text(in: language)
            #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" || $0 == "\u{2028}" })
            #expect(text.contains(#""a\u202eb\u0000c\u2028d\"\\""#))
        }
    }

    @Test("images are found from where the program is started")
    func folder() {
        let config = Config(
            model: "m",
            template: [
                Message(role: .user, content: [.image(ImagePart(url: "a.png")), .image(ImagePart(url: "/b.png"))])
            ])
        for language in [CodeExport.Language.curl, .python, .javascript, .swift] {
            let text = CodeExport(prompt: "x", config: config, folder: "prompts").text(in: language)
            #expect(text.contains("prompts/a.png") && !text.contains("prompts//b.png"), "\(language)")
        }
        #expect(CodeExport(prompt: "x", config: config).warnings(in: .json).count == 2)
    }

    @Test("the shell looks at nothing of a request that nothing is filled into")
    func fixed() throws {
        let text = try export("---\nmodel: m\n---\n<user>$HOME `id`</user>").text(in: .curl)
        #expect(text.contains("<<'END_OF_REQUEST'") && text.contains("\"$HOME `id`\""))
    }
}
