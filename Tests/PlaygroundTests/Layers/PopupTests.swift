import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct PopupTests {
    @Test("the promised letters are there", arguments: Array("rphmtfvlieson") + ["x"])
    func letters(letter: Character) {
        #expect(Popup.command(for: .character(letter)) != nil)
        #expect(Popup.command(for: .control(letter)) != nil)
    }

    @Test("a letter means one command")
    func unique() {
        let letters = Popup.letters.compactMap(\.popupKey)
        #expect(Set(letters).count == letters.count)
    }

    @Test("the next key does its command, with Ctrl held or not", arguments: ["v", "ctrl-v"])
    func perform(key: String) {
        var desk = Desk()
        desk.press("ctrl-x \(key)")
        guard desk.state.layers.top is VersionBrowser else {
            Issue.record("the versions are not open")
            return
        }
        #expect(desk.state.layers.count == 1)
    }

    @Test("an unknown key says so; Esc leaves")
    func unknown() {
        var desk = Desk()
        desk.press("ctrl-x z")
        #expect(desk.notice == "z does nothing after ^X")
        #expect(desk.state.layers.isEmpty)
        desk.press("ctrl-x esc")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.notice == nil)
    }

    @Test("every letter and its word can be read at 80 columns, and every letter at 40")
    func screen() {
        var desk = Desk()
        desk.press("ctrl-x")
        let text = desk.screen
        for command in Popup.letters {
            let title = command.title.prefix(1).lowercased() + command.title.dropFirst()
            #expect(text.contains(" \(command.popupKey ?? " ") \(title)"))
        }
        #expect(text.contains("Ctrl-X …"))
        desk.state.size = Size(width: 40, height: 10)
        for command in Popup.letters { #expect(desk.screen.contains("\(command.popupKey ?? " ") ")) }
    }
}
