import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct ConfigPaneTests {
    @Test("typing a number on its row begins with that digit, and Enter makes it the value and a version")
    func typedNumber() {
        var desk = Desk()
        desk.press("j j")
        #expect(desk.state.configRow == .value(.temperature))
        desk.type("0.20")
        #expect(desk.state.config.isEditing)
        #expect(desk.savedConfigs.isEmpty)
        desk.press("enter")
        #expect(!desk.state.config.isEditing)
        #expect(desk.state.draft.config[.temperature] == .number(JSONNumber(text: "0.20") ?? JSONNumber(0)))
        #expect(desk.savedConfigs == [desk.state.draft.config])
        #expect(desk.state.configRow == .value(.temperature))
    }

    @Test("a point without a digit before it gets its zero", arguments: [(".5", "0.5"), ("-.5", "-0.5")])
    func point(typed: String, held: String) {
        var desk = Desk()
        desk.go(to: .value(.presencePenalty))
        desk.type(typed)
        desk.press("enter")
        #expect(desk.state.draft.config[.presencePenalty]?.compact == held)
    }

    @Test("Esc leaves a field without its change")
    func cancel() {
        var desk = Desk(config: Config(model: "m", parameters: [.seed: 42]))
        desk.go(to: .value(.seed))
        desk.press("enter")
        desk.type("7")
        desk.press("esc")
        #expect(!desk.state.config.isEditing)
        #expect(desk.state.draft.config[.seed] == 42)
        #expect(desk.effects.isEmpty)
    }

    @Test("a field left as it was makes no version and no step of undo")
    func unchanged() {
        var desk = Desk(config: Config(model: "m", parameters: [.seed: 42]))
        desk.go(to: .value(.seed))
        desk.press("e enter")
        #expect(desk.effects.isEmpty)
        desk.press("ctrl-_")
        #expect(desk.state.notice?.text == "nothing to undo")
    }

    @Test("emptying a field unsets it, and so do x and Delete", arguments: ["enter ctrl-u enter", "x", "delete"])
    func unset(keys: String) {
        var desk = Desk(config: Config(model: "m", parameters: [.seed: 42]))
        desk.go(to: .value(.seed))
        desk.press(keys)
        #expect(desk.state.draft.config == Config(model: "m"))
        #expect(desk.savedConfigs == [Config(model: "m")])
    }

    @Test(
        "text that cannot be held stays in its field and the notice names field and rule",
        arguments: [
            (Parameter.temperature, "abc", "Temperature: must be a number"),
            (.seed, "1.5", "Seed: must be a whole number"),
            (.maxTokens, "1e3", "Max tokens: must be a whole number"),
            (.logitBias, "{", "Logit bias: must be a JSON object"),
            (.stop, "[1]", "Stop: must be a text or a list of texts"),
        ])
    func invalid(parameter: Parameter, text: String, sentence: String) {
        var desk = Desk()
        desk.go(to: .value(parameter))
        desk.state.openField(.value(parameter), text: "")
        desk.paste(text)
        for keys in ["enter", "down", "up"] {
            desk.press(keys)
            #expect(desk.state.config.field?.buffer.text == text)
            #expect(desk.notice?.hasPrefix(sentence) == true)
            #expect(desk.state.notice?.kind == .error)
            #expect(desk.state.draft.config[parameter] == nil)
        }
    }

    @Test("a value out of the API's range is taken with a warning, and drawn so")
    func outOfRange() {
        var desk = Desk()
        desk.go(to: .value(.temperature))
        desk.type("7")
        desk.press("enter")
        #expect(desk.state.draft.config[.temperature] == 7)
        #expect(desk.notice?.contains("must lie between 0 and 2") == true)
        #expect(desk.state.notice?.kind == .warning)
        desk.press("down")
        let canvas = desk.canvas
        #expect(canvas.frame.style(at: Point(x: 14, y: 4)) == Theme.plain[.warn])
    }

    @Test("Down accepts a field and goes on, Tab accepts it and goes to the next pane")
    func goOn() {
        var desk = Desk()
        desk.go(to: .value(.temperature))
        desk.type("1")
        desk.press("down")
        #expect(desk.state.draft.config[.temperature] == 1)
        #expect(desk.state.configRow == .value(.maxTokens))
        desk.type("9")
        desk.press("tab")
        #expect(desk.state.draft.config[.maxTokens] == 9)
        #expect(desk.state.focus == .thread)
    }

    @Test("a run takes the open field")
    func run() {
        var desk = Desk()
        desk.state.draft.config.template = [Message(.user, "hello")]
        desk.go(to: .value(.seed))
        desk.type("3")
        desk.press("ctrl-r")
        let requests = desk.effects.compactMap { effect in
            if case .run(.start(_, let request, _, _)) = effect { request } else { nil }
        }
        #expect(requests.map { $0.config[.seed] } == [3])
    }

    @Test("a field whose text cannot be held stays open, says why, and holds the run back")
    func runWithInvalidField() {
        var desk = Desk(config: Config(model: "m", template: [Message(.user, "hello")]))
        desk.go(to: .value(.seed))
        desk.type("1.5")
        desk.press("ctrl-r")
        #expect(desk.state.run == nil)
        #expect(desk.state.config.field?.buffer.text == "1.5")
        #expect(desk.notice?.hasPrefix("Seed: must be a whole number") == true)
    }

    @Test("letters typed into an open field are text, not commands")
    func lettersAreText() {
        var desk = Desk()
        desk.go(to: .value(.stop))
        desk.press("enter")
        desk.type("jdxa?q")
        desk.press("enter")
        #expect(desk.state.draft.config[.stop] == "jdxa?q")
    }

    @Test(
        "stop is typed between commas or as JSON",
        arguments: [
            ("END", "\"END\""), ("END, ###", "[\"END\",\"###\"]"), ("[\"a,b\"]", "[\"a,b\"]"), ("\"\\n\"", "\"\\n\""),
        ])
    func stop(text: String, json: String) {
        var desk = Desk()
        desk.go(to: .value(.stop))
        desk.press("enter")
        desk.paste(text)
        desk.press("enter")
        #expect(desk.state.draft.config[.stop]?.compact == json)
    }

    @Test("Enter and Space switch Parallel on, off and unset")
    func parallel() {
        var desk = Desk()
        desk.go(to: .value(.parallelToolCalls))
        var seen: [JSONValue?] = []
        for key in ["enter", "space", "enter"] {
            desk.press(key)
            seen.append(desk.state.draft.config[.parallelToolCalls])
        }
        #expect(seen == [true, false, nil])
    }

    @Test("a letter that means nothing here is answered, not swallowed")
    func unknownLetter() {
        var desk = Desk()
        desk.type("Z")
        #expect(desk.notice?.contains("'Z'") == true)
    }

    @Test("Up and Down stop once on the penalties, Left and Right go between them")
    func penalties() {
        var desk = Desk()
        desk.go(to: .value(.stop))
        desk.press("down")
        #expect(desk.state.configRow == .value(.presencePenalty))
        desk.press("right")
        #expect(desk.state.configRow == .value(.frequencyPenalty))
        desk.press("down")
        #expect(desk.state.configRow == .value(.seed))
        desk.press("up")
        #expect(desk.state.configRow == .value(.presencePenalty))
    }

    @Test("g and G go to the first and the last row")
    func ends() {
        var desk = Desk()
        desk.press("G")
        #expect(desk.state.configRow == .versionsHeading)
        desk.press("g")
        #expect(desk.state.configRow == .model)
    }

    @Test("a variable's value is edited in place and is not part of the version")
    func variable() {
        var desk = Desk(config: Config(template: [Message(.system, "Answer in {{language}}.")]))
        desk.go(to: .variable("language"))
        desk.press("enter")
        desk.type("French")
        let before = desk.state.draft.config
        desk.press("enter")
        #expect(desk.state.draft.inputs == ["language": "French"])
        #expect(desk.state.draft.config == before)
    }

    @Test("a number among the variables stays a number")
    func numberVariable() {
        var desk = Desk(config: Config(template: [Message(.system, "{{n}}")]))
        desk.state.draft.inputs = ["n": 5]
        desk.go(to: .variable("n"))
        desk.press("enter backspace")
        desk.type("12")
        desk.press("enter")
        #expect(desk.state.draft.inputs == ["n": 12])
    }

    @Test("a value of several lines keeps them: it is changed in the editor")
    func longVariable() {
        var desk = Desk(config: Config(template: [Message(.system, "{{text}}")]))
        desk.state.draft.inputs = ["text": "one\ntwo"]
        desk.go(to: .variable("text"))
        desk.press("enter ctrl-end")
        desk.type("!")
        desk.press("ctrl-s")
        #expect(desk.state.draft.inputs == ["text": "one\ntwo!"])
    }

    @Test("Enter on a version asks for it")
    func restore() {
        var desk = Desk()
        desk.state.versions = Sample.versions
        desk.go(to: .version(Sample.versions[1].id))
        desk.press("enter")
        #expect(desk.effects == [.version(.load(Sample.versions[1].id, prompt: "harbours"))])
    }

    @Test("any request field can be set, and unset again")
    func anyField() {
        var desk = Desk()
        desk.press("+")
        desk.type("service_tier")
        desk.press("enter")
        desk.type("flex")
        desk.press("enter")
        #expect(desk.state.draft.config.extra == ["service_tier": "flex"])
        desk.press("x")
        #expect(desk.state.draft.config.extra.isEmpty)
        #expect(!desk.state.configRows.contains(.field("service_tier")))
    }

    @Test("Ctrl-_ takes a change of the config back")
    func undo() {
        var desk = Desk()
        let before = desk.state.draft.config
        desk.go(to: .value(.seed))
        desk.type("5")
        desk.press("enter ctrl-_")
        #expect(desk.state.draft.config == before)
    }

    @Test("a click selects a row, the next one does what Enter does")
    func click() {
        var desk = Desk()
        desk.state.metrics = desk.canvas.metrics
        let seed = Point(x: 3, y: 9)
        for _ in 1...2 { desk.send(.mouse(MouseEvent(kind: .press, button: .left, position: seed))) }
        #expect(desk.state.config.field?.row == .value(.seed))
    }

    @Test("the cursor stays in view in a low terminal")
    func scrolling() {
        var desk = Desk(width: 80, height: 10)
        for _ in 1...12 {
            desk.press("down")
            let row = desk.state.configRow
            let hits = desk.canvas.metrics.hits.map(\.target)
            #expect(hits.contains(.configRow(row)))
        }
        desk.press("g")
        #expect(desk.screen.contains("Model"))
    }
}
