import Commands
import Foundation
import JSON
import Prompts
import RequestCore
import Storage
import TestSupport
import Testing

@Suite("Conversations on the command line")
struct ConversationCommandTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func etude(_ arguments: String...) async throws -> Finished {
        try await InProcess.run(Array(arguments), home: home)
    }

    /// Stores a question with its answer, which called a tool and had another one beside it.
    private func make(_ id: String, prompt: String = "harbours", saying text: String, name: String = "") async throws {
        let store = try await LazyStore(directory: home.path).store()
        var change = ConversationChange(id: id, prompt: prompt)
        change.draft = [
            "prompt": .string(prompt),
            "config": ["model": "m", "template": [["role": "system", "content": "Be {{tone}}."]]],
            "inputs": ["tone": "brief"],
        ]
        let call: JSONValue = [
            "id": "c1", "type": "function", "function": ["name": "tide", "arguments": "{\"at\":\"Brest\"}"],
        ]
        change.messages = StoredMessage.line([
            ["message": ["role": "user", "content": .string(text)]],
            ["message": ["role": "assistant", "content": "Let me look.", "tool_calls": [call]]],
            ["message": ["role": "tool", "content": "14:10", "tool_call_id": "c1"]],
        ])
        change.messages.append(
            StoredMessage(
                id: 3, parent: 0, isChosen: false,
                value: ["message": ["role": "assistant", "content": "the other branch"]])
        )
        change.summary = ConversationFacts(opening: text, model: "m", messageCount: 3, cost: 0.0011).json
        #expect(try await store.save(change))
        if !name.isEmpty { try await store.rename(conversation: id, to: name) }
    }

    @Test("the list has one line each, the last one first, without control characters; --json has every key")
    func list() async throws {
        try await make("01A", saying: "Which floods\nfirst?\u{1b}[31m")
        try await make("01B", prompt: "tides", saying: "hello", name: "smoke test")
        let list = try await etude("conversations")
        let lines = list.output.split(separator: "\n").map(String.init)
        #expect(list.status == 0 && list.errors.isEmpty && lines.count == 2)
        #expect(lines[0].hasPrefix("01B  ") && lines[0].hasSuffix("tides  m  3 messages  $0.0011  smoke test"))
        #expect(lines[1].contains("Which floods first?") && !list.output.contains("\u{1b}"))
        let json = try await etude("conversations", "list", "--json", "--prompt", "tides").output
        let object = try JSONValue(parsing: json)
        #expect(
            object.objectValue?.keys == [
                "id", "prompt", "file", "name", "opening", "saved_at", "model", "messages", "cost_usd",
            ])
        #expect(object["id"] == "01B" && object["name"] == "smoke test" && object["file"] == .null)
        #expect(object["messages"] == 3 && object["cost_usd"]?.doubleValue == 0.0011)
    }

    @Test("the list is narrowed by prompt, by words in names and messages, and by a number")
    func narrowed() async throws {
        try await make("01A", saying: "the tide at Brest")
        try await make("01B", prompt: "tides", saying: "hello", name: "certainty")
        for (arguments, ids) in [
            (["--search", "tide brest"], ["01A"]), (["--search", "certain"], ["01B"]),
            (["--prompt", "tides"], ["01B"]),
            (["--search", "nothing of that"], []), (["--limit", "1"], ["01B"]), (["--prompt", "other"], []),
        ] {
            let run = try await InProcess.run(["conversations", "list"] + arguments, home: home)
            let found = run.output.split(separator: "\n").map { String($0.prefix(3)) }
            #expect(run.status == 0 && found == ids, "\(arguments)")
        }
    }

    @Test("a home without conversations lists none, and is no error")
    func empty() async throws {
        let list = try await etude("conversations")
        #expect(list.status == 0 && list.output.isEmpty && list.errors.isEmpty)
    }

    @Test("show prints the template and the chosen branch, by the beginning of an id that no other has")
    func show() async throws {
        try await make("01AB", saying: "Which floods first?")
        try await make("01AC", saying: "hello")
        let show = try await etude("conversations", "show", "01AB")
        #expect(show.status == 0 && show.errors.isEmpty)
        #expect(
            show.output == """
                # Which floods first?

                ## system

                Be {{tone}}.

                ## user

                Which floods first?

                ## assistant

                Let me look.

                `tide`

                ```json
                {"at":"Brest"}
                ```

                ## tool

                14:10

                """)
        let ambiguous = try await etude("conversations", "show", "01A")
        #expect(ambiguous.status == 2 && ambiguous.output.isEmpty)
        #expect(ambiguous.errors.contains("2 conversations begin with '01A'; give more of the id"))
    }

    @Test("export has the three forms: markdown without --as, the messages as JSON, a prompt that begins with them")
    func export() async throws {
        try await make("01A", saying: "Which floods first?", name: "harbours of Brittany")
        let markdown = try await etude("conversations", "export", "01A")
        #expect(markdown.status == 0 && markdown.output.hasPrefix("# harbours of Brittany\n\n## system\n"))
        let json = try JSONValue(parsing: try await etude("conversations", "export", "01A", "--as", "json").output)
        #expect(json["title"] == "harbours of Brittany" && json["prompt"] == "harbours" && json["model"] == "m")
        let messages = json["messages"]?.arrayValue ?? []
        #expect(messages.map { $0["role"] } == ["system", "user", "assistant", "tool"])
        #expect(messages[2]["tool_calls"]?[0]?["function"]?["arguments"] == "{\"at\":\"Brest\"}")
        let prompt = try await etude("conversations", "export", "01A", "--as", "prompt").output
        let document = try PromptFormat.parse(prompt)
        #expect(document.name == "harbours" && document.config.model == "m" && document.inputs["tone"] == "brief")
        #expect(document.config.template.map(\.role) == [.system, .user, .assistant, .tool])
    }

    @Test(
        "what cannot be done says so on stderr with status 2, and prints nothing",
        arguments: [
            (["show", "nope"], "there is no conversation 'nope'; etude conversations lists them"),
            (["export", "nope", "--as", "json"], "there is no conversation 'nope'"),
            (["show", ""], "there is no conversation ''"),
            (["export", "01A", "--as", "pdf"], "--as takes markdown, json or prompt"),
            (["list", "--limit", "0"], "--limit takes a whole number from 1"),
            (["show"], "Missing expected argument"), (["list", "--nope"], "Unknown option '--nope'"),
        ])
    func refused(arguments: [String], sentence: String) async throws {
        try await make("01A", saying: "hello")
        let run = try await InProcess.run(["conversations"] + arguments, home: home)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test("a conversation that was deleted is neither listed nor shown")
    func deleted() async throws {
        try await make("01A", saying: "hello")
        try await LazyStore(directory: home.path).store().delete(conversation: "01A", true)
        #expect(try await etude("conversations").output.isEmpty)
        #expect(try await etude("conversations", "show", "01A").status == 2)
    }
}
