import Playground
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@MainActor @Suite("The whole screen")
struct ScreenTests {
    /// The weather example at a given size: asked, called twice, one result typed, nothing left to chance.
    private func weather(_ size: Size) throws -> AppState {
        var state = AppState(size: size, settings: AppSettings(providers: .simulatorOnly, keymap: .standard))
        _ = state.update(.files(.piped(Samples.weather, text: nil)))
        let version = SavedVersion(id: state.draft.config.versionID, number: 1)
        _ = state.update(.version(.saved(prompt: "weather", version)))
        _ = state.update(
            .version(
                .listed(
                    prompt: "weather",
                    [VersionSummary(id: version.id, number: 1, parent: nil, createdAt: .init(timeIntervalSince1970: 0))]
                )))
        _ = state.update(.noticeExpired(state.notice?.id ?? 0))
        for character in "Boston and London?" { _ = state.update(.key(.character(character))) }
        _ = state.update(.key(.control("r")))
        let run = try #require(state.run?.id)
        state.now = 0.4
        _ = state.update(
            .run(
                .received(
                    run,
                    [
                        .toolCallDelta(
                            choice: 0, block: 3,
                            .init(
                                index: 0, id: "call_a", name: "get_current_weather",
                                arguments: #"{"location":"Boston"}"#)
                        ),
                        .toolCallDelta(
                            choice: 0, block: 4,
                            .init(
                                index: 1, id: "call_b", name: "get_current_weather",
                                arguments: #"{"location":"London"}"#)
                        ),
                        .usage(["prompt_tokens": 60, "completion_tokens": 24, "total_tokens": 84]),
                        .finished(choice: 0, reason: "tool_calls"),
                        .ended(error: nil),
                    ])))
        for character in "22 degrees" { _ = state.update(.key(.character(character))) }
        _ = state.update(.key(.enter))
        return state
    }

    private func frame(_ state: AppState) -> Frame { ScreenView.frame(of: state, blocks: ThreadBlocks()).frame }

    @Test("at 80×24: two calls, one answered")
    func narrow() throws {
        let state = try weather(Size(width: 80, height: 24))
        expectScreen(
            frame(state),
            """
             étude  weather  v1 2cff5683             simulator · gpt-4.1-mini   84 tok used
            ┌ Config ──────────────────┐┌ Thread ─────────────────────────────────────── 3 ┐
            │ Model       gpt-4.1-mini ││▎system                                   template│
            │ Provider    simulator    ││▎ You answer questions about the weather.         │
            │ Temperature –            ││                                                  │
            │ Max tokens  –            ││▎user                                             │
            │ Top P       –            ││▎ Boston and London?                              │
            │ Stop        –            ││                                                  │
            │ Penalties   –  –         ││▎assistant           gpt-4.1-mini · 0.4 s · 24 tok│
            │ Seed        –            ││▎ ƒ get_current_weather              ready as text│
            │ Reasoning   –            ││▎     {"location": "Boston"}                      │
            │ Output      –            ││▎   → 22 degrees                                  │
            │                          ││▎ ƒ get_current_weather             needs a result│
            │ Tools (1)                ││▎     {"location": "London"}                      │
            │  ✓ get_current_weather   ││▎   →                                             │
            │ Choice      –            ││                                                  │
            │ Parallel    –            ││▎user                                             │
            │                          ││▎                                                 │
            │ Variables (0)            ││                                                  │
            │                          ││                                                  │
            │ Versions (1)             ││                                                  │
            │  ● v1 2cff5683  now      ││                                                  │
            └──────────────────────────┘└─ 1 call needs a result ──────────────────────────┘
             ^R run   Enter next   Tab pane   ^X more   Alt-H fill in   F6 logs   F1 help
            """)
    }

    @Test("at 120×40, with the logs open")
    func wide() throws {
        var state = try weather(Size(width: 120, height: 40))
        _ = state.update(.key(.function(6)))
        expectScreen(
            frame(state),
            """
             étude  weather  v1 2cff5683                                                     simulator · gpt-4.1-mini   84 tok used
            ┌ Config ─────────────────────┐┌ Thread ──────────────────────────────────────────────────────────────────────────── 3 ┐
            │ Model        gpt-4.1-mini  ▾││▎system                                                                       template │
            │ Provider     simulator     ▾││▎ You answer questions about the weather.                                              │
            │ Temperature  –              ││                                                                                       │
            │ Max tokens   –              ││▎user                                                                                  │
            │ Top P        –              ││▎ Boston and London?                                                                   │
            │ Stop         –              ││                                                                                       │
            │ Penalties    –  –           ││▎assistant                                               gpt-4.1-mini · 0.4 s · 24 tok │
            │ Seed         –              ││▎ ƒ get_current_weather  {"location": "Boston"}                          ready as text │
            │ Reasoning    –             ▾││▎   → 22 degrees                                                                       │
            │ Output       –             ▾││▎ ƒ get_current_weather  {"location": "London"}                         needs a result │
            │                             ││▎   →                                                                                  │
            │ Tools (1)                   ││                                                                                       │
            │  ✓ get_current_weather      ││▎user                                                                                  │
            │ Choice       –             ▾││▎                                                                                      │
            │ Parallel     –              ││                                                                                       │
            │                             ││                                                                                       │
            │ Variables (0)               ││                                                                                       │
            │                             ││                                                                                       │
            │ Versions (1)                ││                                                                                       │
            │  ● v1 2cff5683  now         ││                                                                                       │
            │                             ││                                                                                       │
            │                             ││                                                                                       │
            │                             ││                                                                                       │
            │                             ││                                                                                       │
            │                             ││                                                                                       │
            │                             ││                                                                                       │
            │                             ││                                                                                       │
            │                             ││                                                                                       │
            └─────────────────────────────┘└─ 1 call needs a result ───────────────────────────────────────────────────────────────┘
            ┌ Logs ────────────────────────────────────────────────────────────────────────────────────────────────────── / filter ┐
            │ …                                                                                                                    │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            │                                                                                                                      │
            └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
             ^R run   Tab pane   ^X more   / filter   F6 close logs   F1 help
            """)
    }
}
