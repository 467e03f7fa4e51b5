import Prompts
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The system message of an empty prompt")
struct SystemRowTests {
    @Test("has a dim row that Enter opens; with a message the row is gone", arguments: [(80, 24), (120, 40)])
    func row(width: Int, height: Int) async throws {
        let harness = try await Harness(width: width, height: height)
        try await harness.see("system", "Enter writes it · Alt-S", "A playground for prompts")
        try await harness.press("esc enter")
        try await harness.type("You answer sailors.")
        try await harness.press("esc")
        #expect(harness.state.draft.config.template.map(\.text) == ["You answer sailors."])
        #expect(harness.state.draft.config.template.first?.role == .system)
        try await harness.seeGone("writes it")
    }

    @Test("is what Ctrl-X y goes to, and one that is left empty is none")
    func popup() {
        var desk = Desk(config: Config(model: "m"), focus: .thread)
        desk.press("ctrl-x y")
        #expect(desk.state.thread.cursor == .editing(.template(0)))
        desk.press("esc")
        #expect(desk.state.draft.config.template.isEmpty && desk.state.showsSystemRow)
    }
}
