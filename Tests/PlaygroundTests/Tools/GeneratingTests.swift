import JSON
import Logbook
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite struct GeneratingTests {
    @Test("a sentence becomes a tool: the model writes it, it is shown as a difference, Enter takes it")
    func tool() async throws {
        let harness = try await Harness(width: 110, height: 40)
        try await harness.press("f3 w")
        try await harness.see("New tool from a sentence", "What does the tool do")
        try await harness.type("weather for a city, in celsius or fahrenheit")
        try await harness.press("enter")
        try await harness.see("+ {", "\"get_weather\"", "\"celsius\"", "Enter accept")
        #expect(harness.state.draft.config.tools.isEmpty)
        try await harness.press("enter")
        try await harness.see("Tools (1)", "get_weather")
        let names = try await harness.store.prompts().map(\.name)
        #expect(names.contains("generate-tool"))
        let logs = try await harness.store.logs(matching: LogQuery(.prompt("generate-tool")))
        #expect(logs.count == 1)
    }

    @Test("a description becomes a system message, and an instruction changes it; both are shown before they are taken")
    func prompt() async throws {
        let harness = try await Harness(width: 110, height: 40)
        try await harness.press("ctrl-p")
        try await harness.type("from a description")
        try await harness.press("enter")
        try await harness.see("Write or improve the prompt")
        try await harness.type("answer sailors in {{language}}")
        try await harness.press("enter")
        try await harness.see("+ You have one task. Answer sailors in {{language}}", "Enter accept")
        #expect(harness.state.draft.config.template.isEmpty)
        try await harness.press("enter")
        try await harness.wait("the message") { $0.state.draft.config.template.count == 1 }
        #expect(harness.state.draft.config.variableNames == ["language"])
        try await harness.press("ctrl-p")
        try await harness.type("by an instruction")
        try await harness.press("enter")
        try await harness.type("be polite")
        try await harness.press("enter")
        try await harness.see("+ Be polite.", "  You have one task.")
        try await harness.press("esc")
        #expect(harness.state.systemText?.contains("polite") == false)
        let logs = try await harness.store.logs(matching: LogQuery(.prompt("generate-prompt")))
        #expect(logs.count == 2)
    }

    @Test("a changed system message that lost a variable is asked for again")
    func lostVariable() throws {
        let request = DefinitionRequest(.prompt, sentence: "shorter", current: ["system": "Answer in {{language}}."])
        #expect(throws: FieldError.self) { try request.definition(in: Message(.assistant, "{\"system\":\"Answer.\"}")) }
        let kept = try request.definition(in: Message(.assistant, "{\"system\":\"In {{language}}.\"}"))
        #expect(kept["system"] == "In {{language}}.")
    }

    @Test(
        "on a tool the sentence changes it, and the difference shows what; Esc leaves it as it was, e goes on in the form"
    )
    func change() async throws {
        let harness = try await Harness(width: 110, height: 40)
        try await harness.press("f3 w")
        try await harness.type("weather for a city")
        try await harness.press("enter")
        try await harness.see("get_weather")
        try await harness.press("enter")
        try await harness.see("Tools (1)")
        let before = harness.state.draft.config.tools
        try await harness.press("w")
        try await harness.see("Change the tool")
        try await harness.type("with a date")
        try await harness.press("enter")
        try await harness.see("+ ", "\"date\"", "Enter accept")
        try await harness.press("esc")
        #expect(harness.state.draft.config.tools == before)
        try await harness.press("w")
        try await harness.type("with a date")
        try await harness.press("enter")
        try await harness.see("Enter accept")
        try await harness.press("e")
        try await harness.see("Parameters", "date", "fits the API's rules, strict too")
        try await harness.press("ctrl-s")
        #expect(harness.state.draft.config.tools[0].parameters?["properties"]?["date"] != nil)
    }

    @Test("a schema for the answer is written likewise, also into a form that is open")
    func schema() async throws {
        let harness = try await Harness(
            width: 110, height: 40,
            document: PromptDocument(name: "p", config: Config(responseFormat: .jsonSchema(SchemaText.starter))))
        try await harness.see("json_schema")
        try await harness.press("ctrl-p")
        try await harness.type("Edit the schema")
        try await harness.press("enter ctrl-t w")
        try await harness.see("Schema from a sentence")
        try await harness.type("with a total amount")
        try await harness.press("enter")
        try await harness.see("\"total_amount\"", "Enter accept")
        try await harness.press("enter")
        try await harness.see("Properties", "total_amount")
        try await harness.press("ctrl-_")
        #expect(!harness.state.draft.config.canonicalJSON.contains("total_amount"))
    }

    @Test("an answer that breaks the rules is asked for again, with what is wrong, and given up after three times")
    func bounded() async throws {
        let answer: [ScriptedTransport.Step] = [
            .head(200, [("content-type", "application/json")]),
            .body(
                #"{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"name\":\"a b\",\"parameters\":{}}"}}]}"#
            ),
        ]
        let transport = ScriptedTransport(answer, answer, answer, answer)
        let harness = try await Harness(width: 110, height: 40, transport: transport)
        try await harness.press("f3 w")
        try await harness.type("x")
        try await harness.press("enter")
        try await harness.see("cannot be used", "must have 1 to 64", "r another sentence")
        #expect(transport.requests.count == 3)
        let last = try JSONValue(parsing: transport.requests[2].body)
        #expect(last["messages"]?.arrayValue?.count == 6)
        #expect(last["messages"]?.arrayValue?.last?["content"]?.stringValue?.contains("must have 1 to 64") == true)
        try await harness.press("r")
        try await harness.see("New tool from a sentence")
    }

    @Test("Esc and Ctrl-C stop the model, and nothing is changed", arguments: ["esc", "ctrl-c"])
    func stop(key: String) throws {
        var desk = Desk()
        desk.press("f3 w")
        desk.type("x")
        desk.press("enter")
        guard case .generation(.start(let serial, let request, let run))? = desk.effects.first else {
            Issue.record("nothing was asked")
            return
        }
        #expect(
            request.sentence == "x" && run.config.responseFormat == .jsonObject && run.config.model == "gpt-4.1-mini")
        desk.send(.generation(.advanced(serial, attempt: 2, characters: 120)))
        #expect(desk.screen.contains("120 characters") && desk.screen.contains("asked again (2 of 3)"))
        desk.press(key)
        #expect(desk.effects.contains(.generation(.stop(serial))) && desk.state.layers.isEmpty)
        desk.send(.generation(.finished(serial, ["name": "late"])))
        #expect(desk.state.layers.isEmpty && desk.state.draft.config.tools.isEmpty)
    }

    @Test("a provider without its key is said to be the obstacle before anything is asked")
    func noProvider() {
        var desk = Desk(config: Config(provider: "nowhere"))
        desk.press("f3 w")
        desk.type("x")
        desk.press("enter")
        #expect(desk.notice?.contains("nowhere") == true && desk.state.layers.isEmpty)
    }
}
