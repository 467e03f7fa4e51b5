import RequestCore
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The Wire tab of a log")
struct WireTabTests {
    private static let record = WireRecord(
        provider: "openai",
        entries: [
            WireEntry(
                attempt: 0, atMS: 0,
                .request(
                    WireRequest(
                        method: "POST", url: "https://api.openai.com/v1/chat/completions",
                        headers: [.init(name: "Authorization", value: "Bearer •••")], body: [0x7B, 0x7D]))),
            WireEntry(attempt: 0, atMS: 80, .head(ResponseHead(status: 429, headers: []))),
            WireEntry(attempt: 0, atMS: 81, .body(Array("slow\u{1B}[2J down".utf8))),
            WireEntry(attempt: 0, atMS: 82, .end(.complete)),
            WireEntry(
                attempt: 1, atMS: 600,
                .request(WireRequest(method: "POST", url: "https://api.openai.com/v1/x", headers: [], body: []))),
            WireEntry(attempt: 1, atMS: 1012, .head(ResponseHead(status: 200, headers: []))),
            WireEntry(
                attempt: 1, atMS: 1013.4,
                .body(
                    Array(
                        #"data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"tide","arguments":"{"}}]}}]}"#
                            .utf8))),
            WireEntry(attempt: 1, atMS: 1014, .body(Array("\n\ndata: [DONE]\n\n".utf8))),
            WireEntry(attempt: 1, atMS: 1015, .end(.closed)),
        ])

    @Test("shows each attempt, each event with its time, and what became of it")
    func shows() {
        var state = LogSamples.state(width: 80, height: 34)
        state.openLogs(with: LogSamples.page(0, count: 1), total: 1)
        _ = state.press(keys: "enter")
        _ = state.update(.logs(.loaded(LogSamples.record(id: "log-0"), versionNumber: 12, wire: Self.record)))
        _ = state.press(keys: "4")
        #expect(
            LogSamples.draw(&state)[4..<23].joined(separator: "\n") == """
                │   0.000 s  → POST https://api.openai.com/v1/chat/completions                 │
                │            Authorization: Bearer •••                                         │
                │            2 bytes, in the Request tab                                       │
                │   0.080 s  ← 429                                                             │
                │   0.082 s  nothing new                                                       │
                │ slow␛[2J down                                                                │
                │   0.082 s  complete                                                          │
                │                                                                              │
                │ attempt 2                                                                    │
                │   0.600 s  → POST https://api.openai.com/v1/x                                │
                │            0 bytes, in the Request tab                                       │
                │   1.012 s  ← 200                                                             │
                │   1.014 s  ⇒ tool_calls[0] id a name tide arguments "{"                      │
                │ {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":" │
                │ tide","arguments":"{"}}]}}]}                                                 │
                │   1.014 s  [DONE]                                                            │
                │   1.015 s  closed from here                                                  │
                │                                                                              │
                │                                                                              │
                """)
        #expect(state.press(keys: "y") == [.terminal(.copy(Self.record.text))])
    }

    @Test("says why there is nothing where the run was in another session")
    func nothingKept() {
        var state = LogViewTests.opened()
        _ = state.press(keys: "4")
        #expect(LogSamples.draw(&state)[4].contains("not kept: only the newest runs"))
    }

    @Test("^X w shows it for the newest run; what an answer cannot do to the terminal is seen")
    func popup() async throws {
        let harness = try await Harness(width: 120, height: 40)
        try await harness.press("ctrl-x w")
        try await harness.see("nothing has been run yet")
        try await harness.type("hello")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("ctrl-x w")
        try await harness.see("→ POST simulator://local/v1/chat/completions", "← 200", "⇒ text")
        try await harness.press("end")
        try await harness.see("⇒ finish_reason stop", " complete")
    }
}
