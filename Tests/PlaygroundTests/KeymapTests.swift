import Playground
import Testing
import TextUI

@Suite("The keymap")
struct KeymapTests {
    @Test("the default keys are free of conflicts and every command has a title and a sentence of help")
    func defaults() throws {
        _ = try Keymap(custom: [:])
        #expect(Set(Command.all.map(\.id)).count == Command.all.count)
        #expect(Command.all.allSatisfy { !$0.title.isEmpty && $0.help.hasSuffix(".") })
        let letters = Command.all.compactMap(\.popupKey)
        #expect(Set(letters).count == letters.count)
    }

    @Test(
        "every key of the promise is bound",
        arguments: [
            ("ctrl-r", "run"), ("f5", "run"), ("alt-enter", "run"), ("ctrl-enter", "run"), ("ctrl-c", "stop"),
            ("ctrl-q", "quit"),
            ("tab", "pane.next"), ("shift-tab", "pane.previous"), ("alt-1", "pane.config"), ("alt-2", "pane.thread"),
            ("alt-3", "pane.logs"), ("ctrl-p", "palette"), ("f1", "help"), ("ctrl-x", "popup"), ("f2", "config.model"),
            ("f3", "config.tools"), ("f4", "versions"), ("f6", "logs"), ("ctrl-s", "file.save"),
            ("ctrl-o", "file.open"),
            ("ctrl-g", "thread.editor"), ("ctrl-t", "prompt.text"), ("alt-i", "thread.image"), ("ctrl-n", "thread.new"),
            ("ctrl-l", "redraw"), ("ctrl-z", "suspend"), ("ctrl-_", "undo"), ("alt-_", "redo"),
        ])
    func promise(key: String, command: String) throws {
        let key = try #require(Key(description: key))
        #expect(Keymap.standard.command(for: key, in: .anywhere)?.id.name == command)
    }

    @Test(
        "the letters after Ctrl-X are those of the promise",
        arguments: [
            ("r", "run"), ("p", "palette"), ("h", "help"), ("m", "config.model"), ("t", "config.tools"),
            ("f", "config.output"),
            ("v", "versions"), ("l", "logs"), ("i", "thread.image"), ("e", "thread.editor"), ("s", "file.save"),
            ("o", "file.open"),
            ("x", "prompt.text"),
        ])
    func popup(letter: Character, command: String) {
        #expect(Command.all.first { $0.popupKey == letter }?.id.name == command)
    }

    @Test("a person's entry replaces the default keys")
    func custom() throws {
        let map = try Keymap(custom: ["run": ["f9"]])
        #expect(map.command(for: .function(9), in: .anywhere)?.id == "run")
        #expect(map.command(for: .function(5), in: .anywhere) == nil)
        #expect(map.label(of: "run") == "F9")
    }

    @Test(
        "unknown commands, unknown keys, conflicts and a map without a way to quit are errors that say which",
        arguments: [
            (["nonsense": ["f9"]], "nonsense"), (["run": ["hyper-7"]], "hyper-7"), (["run": ["ctrl-q"]], "quit"),
            (["quit": []], "quit"),
        ])
    func problems(custom: [String: [String]], named: String) {
        #expect { try Keymap(custom: custom) } throws: { "\($0)".contains(named) }
    }
}
