import JSON
import Testing

@testable import Prompts

/// Errors in YAML say what was meant and what to quote.
@Suite struct YAMLCauseTests {
    private func problem(_ yaml: String) -> String {
        do throws(FieldError) {
            _ = try PromptFormat.parse("---\n\(yaml)\n---\n", file: "a.prompt")
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test(
        "YAML errors name the cause and say what to quote, indent or escape",
        arguments: [
            ("inputs:\n\tx: 1", "a.prompt:3:1: not valid YAML: found a tab in the indentation; YAML takes spaces only"),
            (
                "inputs:\n  rule: Answer as JSON: always",
                "a.prompt:3:9: not valid YAML: the value has a ':' in it, as a key has; put it in quotes: rule: 'Answer as JSON: always'"
            ),
            (
                "inputs:\n  title: Note:",
                "a.prompt:3:10: not valid YAML: the value has a ':' in it, as a key has; put it in quotes: title: 'Note:'"
            ),
            (
                "inputs:\n  greeting: {{name}}",
                "a.prompt:3:13: not valid YAML: '{{' begins a mapping; put the value in quotes: greeting: '{{name}}'"
            ),
            (
                "inputs:\n  greeting: {{name}}, hello",
                "a.prompt:3:13: not valid YAML: '{{' begins a mapping; put the value in quotes: greeting: '{{name}}, hello'"
            ),
            (
                "inputs:\n  who: @here",
                "a.prompt:3:8: not valid YAML: a text cannot begin with '@'; put it in quotes: who: '@here'"
            ),
            (
                "inputs:\n  code: `ls`",
                "a.prompt:3:9: not valid YAML: a text cannot begin with '`'; put it in quotes: code: '`ls`'"
            ),
            (
                "inputs:\n  x: [a, b\n  y: c",
                "a.prompt:3:6: not valid YAML: the list that begins here needs ',' between its values and ']' at its end"
            ),
            (
                "inputs:\n  x: {a: 1 b: 2\n",
                "a.prompt:3:6: not valid YAML: the mapping that begins here needs ',' between its values and '}' at its end"
            ),
            (
                "inputs:\n  x: %d items",
                "a.prompt:3:6: not valid YAML: a text cannot begin with '%'; put it in quotes: x: '%d items'"
            ),
            (
                "inputs:\n  x: *bold* text",
                "a.prompt:3:6: not valid YAML: a text cannot begin with '*'; put it in quotes: x: '*bold* text'"
            ),
            (
                "inputs:\n  x: > 5 items",
                "a.prompt:3:6: not valid YAML: a text cannot begin with '>'; put it in quotes: x: '> 5 items'"
            ),
            (
                "inputs:\n  x: [INST] do it",
                "a.prompt:3:6: not valid YAML: '[' begins a list or a mapping, and text follows it; put the value in quotes: x: '[INST] do it'"
            ),
            (
                "inputs:\n  x: 'it's me'",
                "a.prompt:3:10: not valid YAML: text follows the closing quote; put all of it in one pair of quotes: x: \"'it's me'\""
            ),
            (
                "inputs:\n  x: \"a\" and \"b\"",
                "a.prompt:3:9: not valid YAML: text follows the closing quote; put all of it in one pair of quotes: x: '\"a\" and \"b\"'"
            ),
            (
                "inputs:\n  x: \"\\ud83d\\ude00\"",
                "a.prompt:3:7: not valid YAML: YAML has no pairs of escapes as JSON has; write 😀 or \\U0001F600"
            ),
            (
                "inputs:\n  x: \"a\\ud83d\"",
                "a.prompt:3:8: not valid YAML: '\\ud83d' is half of a character"
            ),
            (
                "inputs:\n  x: \"C:\\dir\"",
                "a.prompt:3:9: not valid YAML: YAML has no escape '\\d'; write '\\\\d', or put the text in single quotes"
            ),
            (
                "stop:\n  - @here",
                "a.prompt:3:5: not valid YAML: a text cannot begin with '@'; put it in quotes: '@here'"
            ),
            (
                "inputs:\n  x: - a",
                "a.prompt:3:6: not valid YAML: a list begins on a line of its own; put a text in quotes: x: '- a'"
            ),
            ("inputs:\n  x: \"abc", "a.prompt:3:6: not valid YAML: the quote that begins here has no end"),
            (
                "model gpt-4o\nseed: 1",
                "a.prompt:2:1: not valid YAML: expected a key and a value, such as 'model: gpt-4o'; found no ': '"
            ),
        ])
    func cause(yaml: String, message: String) {
        #expect(problem(yaml) == message)
    }

    @Test(
        "a number with separators is named with what to write",
        arguments: [
            ("max_tokens: 1_000", "a.prompt:2:13: max_tokens: '1_000' is a text; write the number as 1000"),
            ("max_tokens: 1,000", "a.prompt:2:13: max_tokens: '1,000' is a text; write the number as 1000"),
            ("temperature: 0,7", "a.prompt:2:14: temperature: '0,7' is a text; write the number as 0.7"),
        ])
    func separators(yaml: String, message: String) {
        #expect(problem(yaml) == message)
    }

    @Test("a text in quotes stays one, and is written so", arguments: ["1_000", "1,000", "0,7", "42", "x"])
    func quoted(text: String) throws {
        let document = try PromptFormat.parse("---\nmax_tokens: \"\(text)\"\n---\n")
        #expect(document.config[.maxTokens] == .string(text))
        #expect(try PromptFormat.parse(PromptFormat.text(of: document)) == document)
    }

    @Test("settings say it, too")
    func settings() {
        do throws(FieldError) {
            _ = try Settings.parse("providers:\n  work:\n    api_key_env: @KEY\n", file: "config.yaml")
            Issue.record("no error")
        } catch {
            #expect(
                error.description
                    == "config.yaml:3:18: not valid YAML: a text cannot begin with '@'; put it in quotes: api_key_env: '@KEY'"
            )
        }
    }
}
