import JSON
import Prompts
import Testing
import TextUI

@testable import Playground

@Suite("What is being chosen is no version yet")
struct ConfigRestingTests {
    /// The configs that a key makes versions of.
    private func saved(_ desk: inout Desk, by keys: String) -> [Config] {
        desk.press(keys)
        return desk.savedConfigs
    }

    /// The configs that an action makes versions of.
    private func saved(_ desk: inout Desk, by action: Action) -> [Config] {
        desk.send(action)
        return desk.savedConfigs
    }

    private func desk() -> Desk {
        var desk = Desk(config: Config(model: "m", tools: [Tool(name: "tide"), Tool(name: "wind")]))
        desk.state.settle()
        desk.send(.autosave)
        return desk
    }

    /// The number of the last rest that was asked for.
    private func rest(_ desk: Desk) -> Int? {
        desk.effects.compactMap { if case .wake(_, .rested(let rest)) = $0 { rest } else { nil } }.last
    }

    @Test("a switch that is pressed several times is one version, when its row is left")
    func switched() {
        var desk = desk()
        desk.go(to: .tool(0))
        for _ in 0..<3 {
            let meanwhile = saved(&desk, by: "space")
            #expect(meanwhile.isEmpty)
        }
        #expect(desk.state.isChangingConfig, "the header calls it a draft meanwhile")
        let left = saved(&desk, by: "down")
        #expect(left.map { $0.tools.map(\.isEnabled) } == [[false, true]])
        let back = saved(&desk, by: "up")
        #expect(back.isEmpty)
    }

    @Test("one that is back where it was is none")
    func back() {
        var desk = desk()
        desk.go(to: .tool(0))
        let before = desk.state.draft.settledID
        desk.press("space space down")
        #expect(desk.state.draft.settledID == before && !desk.state.isChangingConfig)
    }

    @Test("it settles after a rest, and not while somebody goes on")
    func rested() throws {
        var desk = desk()
        desk.go(to: .tool(1))
        var rests: [Int] = []
        for _ in 0..<3 {
            desk.press("space")
            rests.append(try #require(rest(desk)))
        }
        for rest in rests.dropLast() {
            let early = saved(&desk, by: .rested(rest))
            #expect(early.isEmpty)
        }
        let settled = saved(&desk, by: .rested(rests[2]))
        #expect(settled.count == 1)
        let again = saved(&desk, by: .rested(rests[2]))
        #expect(again.isEmpty)
    }

    @Test("it settles with the pane and with the end of the program", arguments: ["alt-2", "ctrl-q"])
    func left(key: String) {
        var desk = desk()
        desk.go(to: .tool(0))
        desk.press("space")
        let settled = saved(&desk, by: key)
        #expect(settled.count == 1)
    }

    @Test("a run settles it and sends what was chosen")
    func run() {
        var desk = desk()
        desk.state.thread.append(Message(.user, "hi"))
        desk.go(to: .tool(0))
        desk.press("space")
        let settled = saved(&desk, by: "ctrl-r")
        #expect(settled.map { $0.tools[0].isEnabled } == [false])
        #expect(desk.state.run != nil && !desk.state.isChangingConfig)
    }

    @Test(
        "models that are looked at from the thread are one version, of the last one: after a rest, with a run, at the end"
    )
    func models() throws {
        for way in ["rest", "ctrl-r", "ctrl-q"] {
            var desk = desk()
            desk.state.thread.append(Message(.user, "hi"))
            desk.press("alt-2 esc")
            for model in ["gpt-4.1-nano", "gpt-4o-mini"] {
                desk.press("f2")
                desk.type(model)
                let meanwhile = saved(&desk, by: "enter")
                #expect(meanwhile.isEmpty)
            }
            #expect(desk.state.isChangingConfig, "the header calls it a draft meanwhile")
            let last = try #require(rest(desk))
            let settled = way == "rest" ? saved(&desk, by: .rested(last)) : saved(&desk, by: way)
            #expect(settled.map(\.model) == ["gpt-4o-mini"], "\(way)")
        }
    }

    @Test("a field that is being typed is none, whatever time passes")
    func typed() {
        var desk = desk()
        desk.go(to: .value(.temperature))
        desk.press("enter")
        for digit in "0.75" {
            desk.type(String(digit))
            #expect(desk.savedConfigs.isEmpty)
            for action in [Action.autosave, .tick] {
                let meanwhile = saved(&desk, by: action)
                #expect(meanwhile.isEmpty)
            }
        }
        let settled = saved(&desk, by: "enter")
        #expect(settled.map { $0[.temperature] } == [0.75])
    }

    @Test("undo takes a choice back before it has settled")
    func undone() {
        var desk = desk()
        desk.go(to: .tool(0))
        desk.press("space ctrl-_")
        #expect(desk.state.draft.config.tools[0].isEnabled && !desk.state.isChangingConfig)
    }

    @Test("a field opens with its value selected: what is typed replaces it, any other key keeps it")
    func fresh() {
        for (keys, text, expected) in [
            ("", "9", "9"), ("left", "9", "0.95"), ("end", "9", "0.59"), ("backspace", "9", "0.9"),
            ("home", "1", "10.5"), ("shift-left", "7", "0.7"),
        ] {
            var desk = Desk(config: Config(model: "m", parameters: [.temperature: 0.5]))
            desk.go(to: .value(.temperature))
            desk.press("enter " + keys)
            desk.type(text)
            #expect(desk.state.config.field?.buffer.text == expected, "\(keys)")
        }
        var paste = Desk(config: Config(model: "m", parameters: [.temperature: 0.5]))
        paste.go(to: .value(.temperature))
        paste.press("enter")
        paste.paste("0.25")
        #expect(paste.state.config.field?.buffer.text == "0.25")
    }
}
