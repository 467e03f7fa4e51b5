import Prompts
import Testing

@Suite("Lines that look like messages in a body without tags")
struct RoleLineTests {
    @Test(
        "are found in whatever form chats are written",
        arguments: [
            ("<System>\nHi\n</System>", 1, "<System>", .system), ("Hello\n\nuser:\nHi", 3, "user:", .user),
            ("### Assistant\nHi", 1, "### Assistant", .assistant), ("**User:**\nHi", 1, "**User:**", .user),
            ("<|im_start|>system\nHi<|im_end|>", 1, "<|im_start|>system", .system),
            ("<|user|>\nHi", 1, "<|user|>", .user),
            ("[Tool]:\nHi", 1, "[Tool]:", .tool), ("\nSystem: Be kind\n\nuser: Hi", 2, "System:", .system),
        ] as [(String, Int, String, Role)])
    func found(body: String, line: Int, text: String, role: Role) {
        let found = RoleLine(inBareText: "---\nmodel: m\n---\n" + body + "\n")
        #expect(found?.line == line + 3 && found?.text == text && found?.role == role)
    }

    @Test(
        "are not found in prose, in messages, or where a text has an example of a chat",
        arguments: [
            "Be brief.", "the user: is kind", "<system>\nuser:\n</system>", "user: hi there", "",
            "Answer like this:\nuser: Hi\nassistant: Hello", "# Users\nBe kind to them.",
        ])
    func notFound(text: String) {
        #expect(RoleLine(inBareText: text) == nil)
    }
}
