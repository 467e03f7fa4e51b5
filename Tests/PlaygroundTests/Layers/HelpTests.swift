import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct HelpTests {
    private func text(_ lines: [HelpText.Line]) -> String {
        lines.map { line in
            switch line {
            case .blank: ""
            case .heading(let title): title
            case .entry(let keys, let text): keys + " " + text
            }
        }.joined(separator: "\n")
    }

    @Test("it names every command with all its keys")
    func complete() {
        let all = text(HelpText.lines(.standard, filter: nil, width: 10_000))
        for command in Command.all {
            #expect(all.contains(command.title + ". " + command.help))
            for key in Keymap.standard.keys(of: command.id) { #expect(all.contains(key.label)) }
        }
    }

    @Test("it shows the person's own keys")
    func custom() throws {
        let keymap = Keymap([.init("run", ["f9"])])
        let all = text(HelpText.lines(keymap, filter: "run. send", width: 10_000))
        #expect(all.contains("F9 ^X r"))
        #expect(!all.contains("^R"))
    }

    @Test("the keys of a text are those that a text obeys")
    func editingKeys() {
        for (names, _) in HelpText.editingKeys {
            for name in names {
                let key = Key(description: name)
                #expect(key.flatMap { TextBuffer.edit(for: $0) } != nil, "\(name)")
            }
        }
    }

    @Test("j, G, g and Space scroll it; q, Esc and F1 close it", arguments: ["q", "esc", "f1"])
    func scrolling(key: String) {
        var desk = Desk()
        desk.press("f1")
        let first = desk.screen
        desk.press("j")
        #expect(desk.screen != first)
        desk.press("G")
        #expect(desk.screen.contains("The last row."))
        desk.press("g")
        #expect(desk.screen == first)
        desk.press("space k g")
        #expect(desk.screen == first)
        desk.press(key)
        #expect(desk.state.layers.isEmpty)
    }

    @Test("/ filters, Enter keeps the filter, Esc takes it away before it closes")
    func filter() {
        var desk = Desk()
        desk.press("? /")
        desk.type("clipboard")
        #expect(desk.screen.contains("Copy the message"))
        #expect(!desk.screen.contains("Command palette"))
        desk.press("enter esc")
        #expect(desk.screen.contains("Command palette"))
        desk.press("esc")
        #expect(desk.state.layers.isEmpty)
    }
}
