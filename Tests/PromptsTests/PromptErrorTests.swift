import JSON
import Testing

@testable import Prompts

@Suite struct PromptErrorTests {
    private func problem(_ text: String) -> String {
        do throws(FieldError) {
            _ = try PromptFormat.parse(text, file: "a.prompt")
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test(
        "errors in the body say where, what was found and what was expected",
        arguments: [
            (
                "<user>\nhi\n", "a.prompt:1:1: <user> is not closed; expected </user> before the end of the file"
            ),
            (
                "<user>\nhi\n<system>\nx\n</system>\n",
                "a.prompt:3:1: found <system> in the <user> of line 1; expected </user> first, or \\<system> if it is text"
            ),
            (
                "<user>\n<tool name=\"f\">{}</tool>\n</user>",
                "a.prompt:2:1: found <tool> in the <user> of line 1; expected </user> first, or \\<tool> if it is text"
            ),
            (
                "<user>a</user>\n\n  stray",
                "a.prompt:3:3: found 's' between messages; expected <system>, <developer>, <user>, <assistant> or <tool>"
            ),
            (
                "<user>a</user><b>",
                "a.prompt:1:15: found '<' between messages; expected <system>, <developer>, <user>, <assistant> or <tool>"
            ),
            (
                "<text>a</text>",
                "a.prompt:1:1: found <text> between messages; expected <system>, <developer>, <user>, <assistant> or <tool>"
            ),
            (
                "é Hello\n<user>a</user>",
                "a.prompt:1:1: found 'é' outside of a message; expected <system>, <developer>, <user>, <assistant> or <tool> (or \\<user> where it is text on line 2)"
            ),
            (
                "<user role=\"x\">a</user>",
                "a.prompt:1:7: 'role' is no attribute of <user>; expected name, indent or other"
            ),
            (
                "<user name=x>a</user>",
                "a.prompt:1:12: found 'x' after name in <user>; expected name=\"…\" in double quotes"
            ),
            ("<user name=\"x>a</user>", "a.prompt:1:12: the value of name in <user> has no closing '\"'"),
            ("<user name=\"a\" name=\"b\">a</user>", "a.prompt:1:16: found name a second time in <user>"),
            ("<user indent=\"4\">a</user>", "a.prompt:1:7: the one value of indent is \"keep\""),
            (
                "<user =\"4\">a</user>",
                "a.prompt:1:7: found '=' in <user>; expected name=\"…\", indent=\"…\", other=\"…\" or '>'"
            ),
            ("<user>é<image detail=\"low\" /></user>", "a.prompt:1:8: found <image> without url=\"…\""),
            (
                "<user><image url=\"a\"></user>",
                "a.prompt:1:7: an image has no content; expected it to end in '/>': <image url=\"…\" />"
            ),
            (
                "<assistant>\n <tool id=\"a\">x</tool></assistant>",
                "a.prompt:2:2: found a call without a name; expected <tool name=\"…\" id=\"…\">"
            ),
            ("<user>a</user x>", "a.prompt:1:15: found 'x' in </user>; expected '>'"),
            ("<user><part>[1]</part></user>", "a.prompt:1:13: a <part> holds one JSON object"),
        ])
    func body(text: String, message: String) {
        #expect(problem(text) == message)
    }

    @Test(
        "errors in the front matter name their line in the file",
        arguments: [
            (
                "---\nmodel: a\n",
                "a.prompt:1:1: the front matter that begins here has no end; expected a line '---' before the messages"
            ),
            (
                "---\nmodel: a\nseed: 1\nmodel: b\n---\n",
                "a.prompt:4:1: the key 'model' is here a second time; the first is on line 2"
            ),
            (
                "---\ninputs:\n  a: 1\n  \"a\": 2\n---\n",
                "a.prompt:4:3: the key 'a' is here a second time; the first is on line 3"
            ),
            ("---\nmodel: 4\n---\n", "a.prompt:2:8: model: must be a text"),
            ("---\nname: [a]\n---\n", "a.prompt:2:7: name: must be a text"),
            ("---\nmodel: a\ntools: x\n---\n", "a.prompt:3:8: tools: must be a list of tools"),
            (
                "---\ntools:\n  - name: a\n  - description: b\n---\n",
                "a.prompt:4:5: tools[1].name: a tool needs a name of letters, digits, _ and -"
            ),
            (
                "---\ntools:\n  - name: a\n    strict: maybe\n---\n",
                "a.prompt:4:5: tools[0].strict: must be true or false"
            ),
            ("---\nextra: 1\n---\n", "a.prompt:2:8: extra: must be a mapping of keys to values"),
            (
                "---\ntemperature: .inf\n---\n",
                "a.prompt:2:14: found .inf, which JSON cannot hold; expected a finite number"
            ),
            (
                "---\nseed: !!int x\n---\n", "a.prompt:2:7: found 'x' where the tag !!int wants another type"
            ),
            (
                "---\nseed: !mine 1\n---\n",
                "a.prompt:2:7: found the tag !mine; only YAML's own !!str, !!int, !!float, !!bool, !!null, !!seq, !!map are known"
            ),
            ("---\n- a\n---\n", "a.prompt:2:1: found a value without a key; expected lines such as 'model: gpt-4o'"),
            ("---\n? [a]\n: 1\n---\n", "a.prompt:2:3: found a list or a mapping as a key; a key must be a text"),
        ])
    func frontMatter(text: String, message: String) {
        #expect(problem(text) == message)
    }

    @Test("YAML that does not parse, has two documents or an unknown alias is refused with its line")
    func syntax() {
        #expect(problem("---\nmodel: a\nb: [1\nc: 2\n---\n").hasPrefix("a.prompt:3:4:"))
        #expect(problem("---\na: 1\n--- x\n---\n").hasPrefix("a.prompt:3:"))
        #expect(problem("---\na: *nobody\n---\n").hasPrefix("a.prompt:2:4: not valid YAML"))
        #expect(
            problem("---\na: \"\u{1}\"\n---\n")
                == "a.prompt:2:5: not valid YAML: found the character U+0001, which must be written as an escape in double quotes"
        )
    }

    @Test("aliases that multiply are refused quickly, as values and as keys")
    func billionLaughs() {
        var yaml = "a0: &a0 [lol, lol]\n"
        for level in 1...40 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(problem("---\n\(yaml)---\n").contains("anchors and aliases expand to too much"))
            #expect(problem("---\n\(yaml)? *a40\n: 1\n---\n").contains("anchors and aliases expand to too much"))
        }
        #expect(time < .seconds(10))
        let shadowed = "a: &a [x, x]\n" + (0..<40).map { "k\($0): &a [*a, *a]\n" }.joined() + "? *a\n: 1\n"
        #expect(problem("---\n\(shadowed)---\n").contains("anchors and aliases expand to too much"))
    }

    @Test("plain use of anchors is understood")
    func anchors() throws {
        let document = try PromptFormat.parse("---\ninputs:\n  a: &x [1, 2]\n  b: *x\n---\n")
        #expect(document.inputs == ["a": [1, 2], "b": [1, 2]])
    }

    @Test("deep nesting is refused and does not crash")
    func depth() {
        let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(problem("---\ninputs: {a: \(deep)}\n---\n").hasPrefix("a.prompt:2:"))
    }
}
