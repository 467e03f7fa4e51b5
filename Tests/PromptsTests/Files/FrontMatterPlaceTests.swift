import Testing

@testable import Prompts

/// Front matter below the first line of a file.
@Suite struct FrontMatterPlaceTests {
    private static let rest = "---\nmodel: m\ntemperature: 0.2\n---\n<user>\nhi\n</user>\n"

    @Test(
        "front matter below a comment or blank lines is front matter",
        arguments: [
            "# Copyright 2026 Someone\n", "# SPDX-License-Identifier: MIT\n# model: none\n\n", "\n", "  \n\t\n",
            "<!-- (c) Someone\n     all rights -->\n", "{{! licence }}\n", "{{!-- a }} b --}}\n\n", "{# Jinja #}\n",
            "// Copyright\n", "/* Copyright\n * Someone\n */\n", "\u{FEFF}# licence\n", "# licence\r\n\r\n",
        ])
    func belowComment(comment: String) throws {
        let document = try PromptFormat.parse(comment + Self.rest)
        #expect(document.config.model == "m")
        #expect(document.config[.temperature] == 0.2)
        #expect(document.config.template == [Message(.user, "hi")])
    }

    @Test("the comment above stays when the file is saved, and places count it")
    func saved() throws {
        let text = "# Licence\n\n" + Self.rest
        var document = try PromptFormat.parse(text)
        #expect(PromptFormat.updating(text, to: document) == text)
        document.config.model = "n"
        #expect(
            PromptFormat.updating(text, to: document) == text.replacing("model: m", with: "model: n"))
        do throws(FieldError) {
            _ = try PromptFormat.parse("# Licence\n\n---\nmodel: 4\n---\n", file: "a.prompt")
            Issue.record("no error")
        } catch {
            #expect(error.description == "a.prompt:4:8: model: must be a text")
        }
        do throws(FieldError) {
            _ = try PromptFormat.parse("# Licence\n---\nmodel: m\n<user>hi</user>\n", file: "a.prompt")
            Issue.record("no error")
        } catch {
            #expect(error.description.hasPrefix("a.prompt:2:1: the front matter that begins here has no end"))
        }
    }

    @Test("a Markdown text with rules in it stays one message")
    func markdown() throws {
        for text in [
            "# Rules\n\n---\nBe brief: always.\n---\n\nmodel: none", "# Title\n---\nText", "Hi\n---\nmodel: m\n---\n",
        ] {
            let document = try PromptFormat.parse(text)
            #expect(document.config.model == nil)
            #expect(document.config.template.map(\.role) == [.system])
        }
    }

    @Test("settings that end with a fence and begin without one are named, and nothing of them becomes a message")
    func headless() throws {
        for (text, line) in [
            ("model: m\ntemperature: 0.2\n---\nhi\n", 3), ("# Licence\nprovider: p\nmodel: m\n---\n", 4),
        ] {
            do throws(FieldError) {
                _ = try PromptFormat.parse(text, file: "a.prompt")
                Issue.record("no error")
            } catch {
                #expect(
                    error.description.hasPrefix("a.prompt:\(line):1: this line ends settings that have no beginning"))
            }
        }
        for text in ["user: hi\n---\nassistant: ho\n", "model: the best there is\n"] {
            #expect(try PromptFormat.parse(text).config.template.count == 1)
        }
    }

    @Test("settings of Dotprompt and Prompty are found below a licence")
    func otherFormats() throws {
        let dotprompt =
            "{{! licence }}\n---\nmodel: googleai/gemini\nconfig:\n  temperature: 0.1\n---\n{{role \"system\"}}Hi\n"
        let read = try Bridge.dotprompt.read(dotprompt).document
        #expect(read.config.model == "gemini")
        #expect(read.config[.temperature] == 0.1)
        #expect(Bridge.recognise(dotprompt, path: "a.prompt") == .dotprompt)
        let prompty = "# licence\n---\nname: a\nmodel:\n  id: gpt-4o\n---\nsystem:\nHi\n"
        #expect(try Bridge.prompty.read(prompty).document.config.model == "gpt-4o")
    }
}
