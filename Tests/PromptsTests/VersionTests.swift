import JSON
import Testing

@testable import Prompts

@Suite struct VersionTests {
    @Test("the documented canonical JSON and its id come from a .prompt file, byte for byte")
    func workedID() throws {
        let config = try PromptFormat.parse(WorkedExamples.canonicalPrompt).config
        #expect(config.canonicalJSON.utf8.elementsEqual(WorkedExamples.canonical.utf8))
        #expect(config.canonicalJSON.utf8.count == 545)
        #expect(config.versionID.hex == WorkedExamples.canonicalID)
        #expect(config.versionID.short == "f8aacbaa")
    }

    @Test("the smallest config has the documented id")
    func smallestID() throws {
        let config = try PromptFormat.parse("---\nmodel: gpt-4o\n---\n").config
        #expect(config.canonicalJSON == #"{"model":"gpt-4o"}"#)
        #expect(config.versionID.hex == "960e9886e1bff92dceaf7f3850d2fe2f81776879f9077ef7e59f0e0fa929f504")
    }

    @Test("canonical keys stand in the documented order, whatever order they were set in")
    func keyOrder() throws {
        let order = [
            "provider", "model", "temperature", "top_p", "max_tokens", "max_completion_tokens", "stop",
            "presence_penalty",
            "frequency_penalty", "seed", "reasoning_effort", "verbosity", "n", "logprobs", "top_logprobs", "logit_bias",
            "response_format", "tools", "tool_choice", "parallel_tool_calls", "extra", "template",
        ]
        let values: [String: JSONValue] = [
            "provider": "p", "model": "m", "tools": [["name": "t"]], "tool_choice": "auto",
            "response_format": ["type": "text"],
            "extra": ["z": 1],
        ]
        var config = Config(template: [Message(.user, "x")])
        for key in order.reversed() where key != "template" { try config.set(key, to: values[key] ?? 1) }
        #expect(config.json(.canonical).keys == order)
        #expect(try Config(json: .object(config.json(.stored))) == config)
    }

    @Test("numbers are canonical, but stay as written inside of schemas, extra and logit_bias")
    func numbers() throws {
        let text =
            "---\ntemperature: 1.0\ntop_p: 5e-1\nseed: 12345678901234567890\nstop: x\nlogit_bias: {\"1\": 1.0}\nextra: {b: 1.0, a: 2}\n---\n"
        #expect(
            try PromptFormat.parse(text).config.canonicalJSON
                == #"{"temperature":1,"top_p":0.5,"stop":["x"],"seed":12345678901234567890,"logit_bias":{"1":1.0},"extra":{"b":1.0,"a":2}}"#
        )
    }

    @Test("an image of known bytes is in the id by its hash, a remote one by its URL")
    func images() {
        let facts = ImageFacts(sha256: "ab", mediaType: "image/png", width: 1, height: 1, byteCount: 1)
        let config = Config(template: [
            Message(
                role: .user,
                content: [
                    .image(ImagePart(url: "a.png", facts: facts)),
                    .image(ImagePart(url: "https://h/a.png", facts: facts)),
                ])
        ])
        #expect(
            config.canonicalJSON
                == #"{"template":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"sha256:ab"}},{"type":"image_url","image_url":{"url":"https://h/a.png"}}]}]}"#
        )
    }

    @Test("SHA-256 of the empty text and of abc")
    func sha256() {
        #expect(SHA256.hex(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(SHA256.hex(of: Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(
        "references name versions",
        arguments: [
            ("weather", .newest(prompt: "weather"), 0), ("weather@v12", .number(prompt: "weather", 12), 0),
            ("weather@production", .environment(prompt: "weather", "production"), 0),
            ("weather~2", .newest(prompt: "weather"), 2),
            ("weather~", .newest(prompt: "weather"), 1), ("weather@v1~3", .number(prompt: "weather", 1), 3),
            ("F8AACBAA", .hash("f8aacbaa"), 0), ("f8aacba", .newest(prompt: "f8aacba"), 0),
            ("deadbeef~1", .hash("deadbeef"), 1),
            ("a@b@v2", .number(prompt: "a@b", 2), 0), ("weather@vienna", .environment(prompt: "weather", "vienna"), 0),
        ] as [(String, Reference.Target, Int)])
    func references(text: String, target: Reference.Target, ancestors: Int) {
        #expect(Reference(text) == Reference(target: target, ancestors: ancestors))
    }

    @Test("what is no reference is nil", arguments: ["", "@v1", "weather@", "~", "~2", "weather~x", "weather~-1"])
    func noReference(text: String) {
        #expect(Reference(text) == nil)
    }

    @Test(
        "why a name cannot be a prompt's is said",
        arguments: [
            ("a@b", "versions"), ("a~1", "versions"), ("-x", "option"), ("notes.txt", "file"), ("0123abcd", "hash"),
            ("/a", "words"), ("a\u{202E}b", "words"), ("", "words"),
        ])
    func names(name: String, why: String) {
        #expect(!Reference.canBePrompt(name))
        #expect(Reference.notAPrompt(name).contains(why))
        #expect(Reference.canBePrompt("support/triage") && Reference.canBePrompt("Größe 2"))
    }
}
