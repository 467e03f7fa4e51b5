import JSON
import Testing

@testable import Prompts

/// Values of variables in the front matter.
@Suite struct InputValueTests {
    private func inserted(_ yaml: String) throws -> String {
        let document = try PromptFormat.parse("---\ninputs:\n  x: \(yaml)\n---\n<user>\n{{x}}\n</user>\n")
        return try document.config.renderedTemplate(inputs: document.inputs)[0].text
    }

    @Test(
        "what is inserted for a variable is the text as it was written",
        arguments: [
            "02134", "007", "+49", "1.50", "1.", ".5", "1e5", "1E+05", "0x1F", "0o17", "1_000", "true", "True", "TRUE",
            "yes", "no", "on", "Off", "-0", "12345678901234567890", "3.10", ".inf", "-.INF", ".NaN", "2026-11-30",
            "12:30", "0.30000000000000004", "NO", "=", "<<",
        ])
    func asWritten(text: String) throws {
        #expect(try inserted(text) == text)
        #expect(try inserted("\"\(text)\"") == text)
        #expect(try inserted("'\(text)'  # a comment") == text)
    }

    @Test("values within lists and mappings are as they were written")
    func nested() throws {
        #expect(try inserted("[02134, 1.50, True, a]") == #"["02134",1.50,"True","a"]"#)
        #expect(try inserted("{zip: 02134, n: 3}") == #"{"zip":"02134","n":3}"#)
    }

    @Test("an empty value is unset", arguments: ["", "~", "null", "# later"])
    func unset(text: String) throws {
        let written = "---\ninputs:\n  x: \(text)\n---\n<user>\n{{x}}\n</user>\n"
        let document = try PromptFormat.parse(written)
        #expect(throws: MissingVariables(names: ["x"])) {
            try document.config.renderedTemplate(inputs: document.inputs)
        }
        #expect(Variables.value("x", in: document.inputs) == nil)
        #expect(PromptFormat.updating(written, to: document) == written)
        #expect(try PromptFormat.parse(PromptFormat.text(of: document)) == document)
    }

    @Test("an empty text in quotes is a value")
    func emptyText() throws {
        #expect(try inserted("\"\"") == "")
    }

    @Test("values are written back as they were read, whatever else changes")
    func writtenBack() throws {
        let text = "---\nmodel: m\ninputs:\n  zip: 02134  # Boston\n  flag: True\n  none:\n  n: 1\n---\n"
        var document = try PromptFormat.parse(text)
        document.config.model = "n"
        document.inputs["n"] = 2
        let saved = PromptFormat.updating(text, to: document)
        #expect(saved == text.replacing("model: m", with: "model: n").replacing("n: 1\n", with: "n: 2\n"))
        let canonical = PromptFormat.text(of: document)
        #expect(try PromptFormat.parse(canonical) == document)
        #expect(canonical.contains("zip: \"02134\""))
    }

    @Test("only variables are texts: numbers elsewhere stay numbers")
    func elsewhere() throws {
        let document = try PromptFormat.parse("---\nseed: 007\nextra:\n  inputs: 010\n  top: +1\n---\n")
        #expect(document.config[.seed] == 7)
        #expect(document.config.extra == ["inputs": 10, "top": 1])
    }

    @Test("default values of other formats are as they were written, too")
    func otherFormats() throws {
        let dotprompt = "---\nmodel: m\ninput:\n  default:\n    zip: 02134\n---\n{{zip}}\n"
        #expect(try Bridge.dotprompt.read(dotprompt).document.inputs == ["zip": "02134"])
        #expect(try Bridge.llm.read("prompt: $zip\ndefaults:\n  zip: 02134\n").document.inputs == ["zip": "02134"])
        for inputs in [
            "inputs:\n  zip: 02134\n", "inputs:\n  zip:\n    type: string\n    default: 02134\n",
            "sample:\n  zip: 02134\n",
        ] {
            let prompty = "---\nmodel: m\n\(inputs)---\nuser:\n{{zip}}\n"
            #expect(try Bridge.prompty.read(prompty).document.inputs == ["zip": "02134"], "\(inputs)")
        }
    }
}
