import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct ProgramTests {
    @Test("the prompt is shown as a program in the chosen language, and y copies it whole")
    func program() throws {
        var desk = Desk(
            width: 110, height: 40, config: Config(model: "gpt-4o", template: [Message(.system, "In {{language}}.")]))
        desk.press("ctrl-p")
        desk.type("Export as code")
        desk.press("enter")
        desk.type("python")
        desk.press("enter")
        #expect(desk.screen.contains("harbours as python") && desk.screen.contains("def harbours(language, message):"))
        desk.press("y")
        guard case .terminal(.copy(let text))? = desk.effects.first else {
            Issue.record("nothing was copied")
            return
        }
        #expect(text.contains("from openai import OpenAI") && text.hasSuffix("print(answer.content)\n"))
        desk.press("q")
        #expect(desk.state.layers.isEmpty)
    }
}
