import Prompts
import RequestCore
import Testing

@Suite("Results that are kept")
struct RecordedResultTests {
    @Test(
        "the same values are the same arguments, however they are written",
        arguments: [
            (#"{"b": [1.0, {"y":2,"x":"é"}], "a":null}"#, #"{"a":null,"b":[1,{"x":"é","y":2}]}"#),
            ("", "{}"), ("{}", "{}"), (#"{"a": 12345678901234567890}"#, #"{"a":12345678901234567890}"#),
            (#"{"a": "#, #"{"a": "#),
        ])
    func canonical(arguments: String, canonical: String) {
        #expect(ToolCall(id: "1", name: "f", arguments: arguments).canonicalArguments == canonical)
    }

    @Test("a machine's result that was changed by hand is by hand, and no error")
    func source() {
        let call = ToolCall(id: "1", name: "f", arguments: "{}")
        let machine = ToolResult(callID: "1", text: "broken", isError: true, source: .command)
        #expect(AnsweredCall(call, text: "broken", machine: machine).source == .command)
        #expect(AnsweredCall(call, text: "broken", machine: machine).isError)
        let changed = AnsweredCall(call, text: "mended", machine: machine)
        #expect(changed.source == .hand && !changed.isError)
        #expect(AnsweredCall(call, text: "typed").source == .hand)
    }
}
