import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct ConfigScreenTests {
    private func desk(_ width: Int, _ height: Int) -> Desk {
        var desk = Desk(width: width, height: height, config: Sample.config, focus: .thread)
        desk.state.draft.base[.temperature] = 1
        desk.state.draft.baseNumber = 12
        desk.state.draft.inputs = ["language": "French"]
        desk.state.draft.etude = ["tools": ["tide": ["mode": "ask"], "get_current_weather": ["mode": "auto"]]]
        desk.state.versions = Sample.versions
        desk.state.draft.version = SavedVersion(id: Sample.versions[0].id, number: 12)
        return desk
    }

    @Test("the config at 120 columns")
    func wide() {
        #expect(
            desk(120, 30).screen == """

                ┌ Config ─────────────────────┐
                │ Model        gpt-4.1-mini  ▾│
                │ Provider     simulator     ▾│
                │ Temperature  0.2          * │
                │ Max tokens   –              │
                │ Top P        –              │
                │ Stop         –              │
                │ Penalties    –  –           │
                │ Seed         42             │
                │ Reasoning    –             ▾│
                │ Output       json_schema   ▾│
                │   schema     harbour_answer │
                │                             │
                │ Tools (2)                   │
                │  ✓ tide               ask   │
                │  ✓ get_current_wea…   auto  │
                │ Choice       auto          ▾│
                │ Parallel     on             │
                │                             │
                │ Variables (1)               │
                │   language   French         │
                │                             │
                │ Versions (3)                │
                │  ● v12 a3f9c2d1  now        │
                │    v11 77b0e4aa  10:31      │
                │  ◆ v9  0c2f19be  production │
                │                             │
                └─ * changed since v12 ───────┘

                """)
    }

    @Test("the config at 80 columns")
    func narrow() {
        #expect(
            desk(80, 24).screen == """

                ┌ Config ──────────────────┐
                │ Model       gpt-4.1-mini │
                │ Provider    simulator    │
                │ Temperature 0.2         *│
                │ Max tokens  –            │
                │ Top P       –            │
                │ Stop        –            │
                │ Penalties   –  –         │
                │ Seed        42           │
                │ Reasoning   –            │
                │ Output      json_schema  │
                │   schema    harbour_answ…│
                │                          │
                │ Tools (2)                │
                │  ✓ tide               ask│
                │  ✓ get_current_we…   auto│
                │ Choice      auto         │
                │ Parallel    on           │
                │                          │
                │ Variables (1)            │
                │   language  French       │
                └─ * changed since v12 ────┘

                """)
    }

    @Test("the row under the cursor is reversed while the pane has the keys, and a field shows the cursor")
    func cursor() {
        var desk = Desk()
        let point = Point(x: 2, y: 2)
        #expect(desk.canvas.frame.style(at: point).attributes.contains(.reverse))
        desk.press("j j enter")
        desk.type("1")
        #expect(desk.canvas.frame.cursor == Point(x: 15, y: 4))
        desk.press("alt-2")
        #expect(!desk.canvas.frame.style(at: point).attributes.contains(.reverse))
    }

    @Test("fields that are seldom set have a row only while they are")
    func rareFields() {
        var desk = Desk(config: Config(model: "m", parameters: [.n: 2, .verbosity: "low"]))
        desk.state.draft.config.extra = ["store": true]
        let text = desk.screen
        #expect(text.contains("│ Verbosity   low"))
        #expect(text.contains("│ Choices     2"))
        #expect(text.contains("│ store       true"))
        #expect(!text.contains("Logprobs"))
    }

    @Test("text that a file brought is shown, not obeyed")
    func controlCharacters() {
        var desk = Desk(config: Config(model: "m\u{1B}[31m"))
        desk.state.draft.config.tools = [Tool(name: "a\u{07}b")]
        #expect(!desk.screen.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
}
