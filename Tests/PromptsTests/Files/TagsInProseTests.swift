import Testing

@testable import Prompts

/// Tags that stand in prose, where they are text and not parts of the message.
@Suite struct TagsInProseTests {
    private func problem(_ text: String) -> String {
        do throws(FieldError) {
            _ = try PromptFormat.parse(text, file: "a.prompt")
            return "no error"
        } catch {
            return error.description
        }
    }

    @Test(
        "children and bare text in one message are an error with place and remedy, whatever the tag",
        arguments: [
            (
                "<system>\nPut the answer between <text> and </text>.\n</system>",
                "a.prompt:2:24: found <text> beside text in the <system> of line 1; write \\<text> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<user>\n<text>a</text>\nand b\n</user>",
                "a.prompt:3:1: found text ('a') beside <text> in the <user> of line 1; write \\<text> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<user>\n<image url=\"a.png\" />\nWhat is this?\n<image url=\"b.png\" /></user>",
                "a.prompt:3:1: found text ('W') beside <image> in the <user> of line 1; write \\<image> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<developer>Look at <image url=\"a.png\" /></developer>",
                "a.prompt:1:20: found <image> beside text in the <developer> of line 1; write \\<image> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<user>Answer in <part> tags: <part>{}</part></user>",
                "a.prompt:1:17: found <part> beside text in the <user> of line 1; write \\<part> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<system>Say <image> where an image goes.</system>",
                "a.prompt:1:13: found <image> beside text in the <system> of line 1; write \\<image> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<assistant>\nLet me see.\n<tool name=\"f\" id=\"1\">{}</tool>\n</assistant>",
                "a.prompt:3:1: found <tool> beside text in the <assistant> of line 1; write \\<tool> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<assistant>Use <refusal>no</refusal></assistant>",
                "a.prompt:1:16: found <refusal> beside text in the <assistant> of line 1; write \\<refusal> if the tag is text, or put the text into <text>…</text>"
            ),
            (
                "<tool id=\"a\">x <text>y</text></tool>",
                "a.prompt:1:16: found <text> beside text in the <tool> of line 1; write \\<text> if the tag is text, or put the text into <text>…</text>"
            ),
        ])
    func mixed(text: String, message: String) {
        #expect(problem(text) == message)
    }

    @Test("a tag that is never closed, at the beginning of a prose, names its escape")
    func unclosed() {
        #expect(
            problem("<system><text> tags go around the answer.</system>")
                == "a.prompt:1:42: found </system> in the <text> of line 1; expected </text> first, or \\<text> on line 1 if that is text"
        )
    }

    @Test("escaped tags are prose, and only white space stands between children")
    func escaped() throws {
        let prose = try PromptFormat.parse("<system>\nBetween \\<text> and \\</text>.\n</system>\n")
        #expect(prose.config.template == [Message(.system, "Between <text> and </text>.")])
        let parts = try PromptFormat.parse("<user>\n  <text>a</text>\n\n\t<image url=\"a.png\" />\n</user>\n")
        #expect(parts.config.template[0].content == [.text("a"), .image(ImagePart(url: "a.png"))])
    }

    @Test("what is written never has children and bare text in one message")
    func written() throws {
        let message = Message(
            role: .assistant, content: [.text("Put it in <text>.")],
            toolCalls: [ToolCall(id: "1", name: "f", arguments: "</tool>")])
        let text = BodyWriter.text(of: [message])
        #expect(try PromptFormat.parse(text).config.template == [message])
    }
}
