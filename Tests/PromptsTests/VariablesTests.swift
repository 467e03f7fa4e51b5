import Fuzzing
import JSON
import Testing

@testable import Prompts

@Suite struct VariablesTests {
    @Test(
        "names are letters, digits, _ . -, with spaces around; all else is text",
        arguments: [
            ("{{a}} {{ b }} {{a}}", ["a", "b"]), ("{{user.name}} {{x-1}} {{_}}", ["user.name", "x-1", "_"]),
            ("{{été}} {{日本}}", ["été", "日本"]),
            ("\\{{a}} \\\\{{b}}", []), ("{{}} {{ }} {{a b}} {{a\n}} {{a} }", []), ("{{{a}}}", ["a"]),
            ("{{a{{b}}", ["b"]), ("{{a!}} {{“a”}}", []),
            ("{{a", []), ("", []), ("{ {a}} {a}", []),
        ])
    func names(text: String, names: [String]) {
        #expect(Variables.names(in: text) == names)
    }

    @Test("values are inserted as text and never read again")
    func render() {
        let values = ["a": "{{b}}", "b": "<user>"]
        let result = Variables.render("{{a}}-{{ b }}-{{c}}-{{ c }}-{{d}}-\\{{a}}-{{x y}}-{{{a}}}") { values[$0] }
        #expect(result.text == "{{b}}-<user>-{{c}}-{{ c }}-{{d}}-{{a}}-{{x y}}-{{{b}}}")
        #expect(result.missing == ["c", "d"])
    }

    @Test("an escaped text has no variables and renders as itself", arguments: 0..<20)
    func escaping(seed: Int) {
        var texts = HostileTexts(seed: UInt64(4000 + seed))
        for _ in 0..<100 {
            let text = texts.text(upTo: 10) + (texts.chance(50) ? "{{{" : "") + texts.text()
            let escaped = Variables.escaping(text)
            #expect(Variables.names(in: escaped).isEmpty)
            #expect(Variables.render(escaped) { _ in "x" }.text.utf8.elementsEqual(text.utf8))
        }
    }

    @Test("a template is rendered whole, or all missing names are told")
    func template() throws {
        let image = ContentPart.image(ImagePart(url: "https://x/{{not}}.png"))
        let config = Config(template: [
            Message(.system, "{{a}} {{b}}"), Message(role: .user, content: [.text("{{ c }}{{a}}"), image]),
        ])
        #expect(config.variableNames == ["a", "b", "c"])
        let rendered = try config.renderedTemplate(inputs: ["a": "x", "b": 1.5, "c": ["k": [1, nil]]])
        #expect(rendered[0].text == "x 1.5")
        #expect(rendered[1].content == [.text(#"{"k":[1,null]}x"#), image])
        #expect(throws: MissingVariables(names: ["a", "c"])) { try config.renderedTemplate(inputs: ["b": true]) }
    }
}
