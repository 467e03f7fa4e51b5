import JSON
import Testing

@testable import Prompts

@Suite struct PromptUpdateTests {
    private static let file = """
        ---
        # who answers
        model:   gpt-4o     # the good one
        'temperature': 0.20  # cool

        tools:   # what it may call
          # the tide
          - name: tide   # short name
            description: 'Next high tide'
            parameters: {type: object, properties: {harbour: {type: string}}}

          # and the wind
          - name: wind
            parameters:
              type: object   # always
              required: [harbour]
        inputs:
          language: French   # or Breton
          # how long
          words: 80
        # the end
        ---

        <system>
          Answer in {{language}}.
        </system>
        <user>One</user>


        <assistant>
        Two
        </assistant>

        """

    private func updated(_ change: (inout PromptDocument) throws -> Void) throws -> String {
        var document = try PromptFormat.parse(Self.file)
        try change(&document)
        let text = PromptFormat.updating(Self.file, to: document)
        #expect(try PromptFormat.parse(text) == document)
        return text
    }

    private func replacing(_ old: String, _ new: String) -> String {
        #expect(Self.file.contains(old))
        let pieces = Self.file.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        return pieces.joined(separator: new)
    }

    @Test("nothing changed, nothing written")
    func unchanged() throws {
        #expect(try updated { _ in } == Self.file)
    }

    @Test("a changed value keeps its line's comment and layout")
    func scalar() throws {
        #expect(try updated { $0.config[.temperature] = 0.7 } == replacing("0.20  # cool", "0.7  # cool"))
        #expect(try updated { $0.config.model = "o3: mini" } == replacing("gpt-4o     #", "\"o3: mini\"     #"))
    }

    @Test("a new key goes to its place in the order, an unset one leaves with its line only")
    func keys() throws {
        #expect(
            try updated { $0.config[.seed] = 7 } == replacing("0.20  # cool\n", "0.20  # cool\nseed: 7\n"))
        #expect(try updated { $0.config[.temperature] = nil } == replacing("'temperature': 0.20  # cool\n", ""))
    }

    @Test("a change deep inside keeps everything around it")
    func nested() throws {
        #expect(try updated { $0.inputs["language"] = "Breton" } == replacing("French   #", "Breton   #"))
        #expect(try updated { $0.inputs["tone"] = "dry" } == replacing("words: 80\n", "words: 80\n  tone: dry\n"))
        #expect(
            try updated { $0.config.tools[0].description = "High water" }
                == replacing("'Next high tide'", "High water"))
        #expect(
            try updated { $0.config.tools[1].parameters = ["type": "object", "required": ["harbour", "hour"]] }
                == replacing("[harbour]\n", "[harbour, hour]\n"))
    }

    @Test("tools come and go by their names")
    func tools() throws {
        #expect(
            try updated { $0.config.tools.append(Tool(name: "sun")) }
                == replacing("required: [harbour]\n", "required: [harbour]\n  - name: sun\n"))
        #expect(
            try updated { $0.config.tools.remove(at: 1) }
                == replacing(
                    "  - name: wind\n    parameters:\n      type: object   # always\n      required: [harbour]\n", ""))
        let swapped = try updated { $0.config.tools.swapAt(0, 1) }
        #expect(swapped.contains("# who answers") && swapped.contains("# how long"))
    }

    @Test("a disabled tool changes etude and nothing else")
    func toolSwitch() throws {
        #expect(
            try updated { $0.config.tools[0].isEnabled = false }
                == replacing("  words: 80\n", "  words: 80\netude:\n  tools:\n    tide:\n      enabled: false\n"))
    }

    @Test("messages that did not change keep their text and the space around them")
    func messages() throws {
        #expect(
            try updated { $0.config.template[1] = Message(.user, "Three") }
                == replacing("<user>One</user>", "<user>\nThree\n</user>"))
        #expect(
            try updated { $0.config.template.append(Message(.user, "Three")) }
                == replacing("Two\n</assistant>\n", "Two\n</assistant>\n\n<user>\nThree\n</user>\n"))
        #expect(try updated { $0.config.template.remove(at: 1) } == replacing("<user>One</user>\n\n\n", "\n\n"))
        #expect(
            try updated { $0.config.template.removeFirst() }.hasSuffix(
                "---\n\n<user>One</user>\n\n\n<assistant>\nTwo\n</assistant>\n"))
        #expect(
            try updated { $0.config.template.insert(Message(.developer, "x"), at: 0) }
                == replacing("---\n\n<system>", "---\n\n<developer>\nx\n</developer>\n\n<system>"))
    }

    @Test("a file with CR LF keeps it")
    func carriageReturns() throws {
        let original = "---\r\nmodel: a # x\r\n---\r\n<user>\r\nhi\r\n</user>\r\n"
        var document = try PromptFormat.parse(original)
        document.config[.seed] = 1
        let text = PromptFormat.updating(original, to: document)
        #expect(text.utf8.elementsEqual("---\r\nmodel: a # x\r\nseed: 1\r\n---\r\n<user>\r\nhi\r\n</user>\r\n".utf8))
    }

    @Test("a body without tags stays one, and gets front matter when there is something to say")
    func bareText() throws {
        var document = try PromptFormat.parse("Be brief.\n")
        document.config.template = [Message(.system, "Be kind.")]
        #expect(PromptFormat.updating("Be brief.\n", to: document) == "Be kind.\n")
        document.config.model = "m"
        #expect(PromptFormat.updating("Be brief.\n", to: document) == "---\nmodel: m\n---\nBe kind.\n")
        document.config.template.append(Message(.user, "x"))
        #expect(try PromptFormat.parse(PromptFormat.updating("Be brief.\n", to: document)) == document)
    }

    @Test("`other` stays while it is unchanged and becomes `extra` when it changes")
    func other() throws {
        let original = "---\nother: {user: me} # c\nmax_tokens: -1\n---\n"
        var document = try PromptFormat.parse(original)
        document.config.model = "m"
        #expect(
            PromptFormat.updating(original, to: document)
                == "---\nmodel: m\nother: {user: me} # c\nmax_tokens: -1\n---\n")
        document.config.extra["user"] = "you"
        #expect(try PromptFormat.parse(PromptFormat.updating(original, to: document)) == document)
    }

    @Test("a file that does not parse is written canonically")
    func unreadable() {
        let document = PromptDocument(config: Config(model: "m", template: [Message(.user, "hi")]))
        #expect(PromptFormat.updating("---\nmodel: [\n", to: document) == PromptFormat.text(of: document))
    }

    @Test("layouts the patch does not know are still saved right")
    func unusualLayouts() throws {
        for original in [
            "---\n{model: a, seed: 1}\n---\n", "---\nmodel: &m a\nname: *m\n---\n", "---\n? model\n: a\n---\n",
            "---\nmodel:\n  a\nseed: 1\n---",
            "---\n---\n", "---\n# c\n---\n", "\u{FEFF}---\nmodel: a\n---\n", "---\nmodel: a\n---",
        ] {
            var document = try PromptFormat.parse(original)
            document.config.model = "b"
            document.config[.n] = 2
            document.config.template.append(Message(.user, "hi"))
            let text = PromptFormat.updating(original, to: document)
            #expect(try PromptFormat.parse(text) == document, "\(original.debugDescription)")
        }
    }
}
