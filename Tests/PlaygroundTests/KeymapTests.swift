import Prompts
import Testing
import TextUI

@testable import Playground

@Suite("The keymap")
struct KeymapTests {
    @Test("the default keys are free of conflicts and every command has a title and a sentence of help")
    func defaults() {
        #expect(Keymap.standard.problems.isEmpty)
        for command in Command.all {
            let keys = Keymap.standard.keys(of: command.id)
            #expect(keys == command.keys.compactMap(Key.init(description:)) && keys.count == command.keys.count)
            for other in Command.all where other.id != command.id && !other.reach.isDisjoint(with: command.reach) {
                #expect(Set(keys).isDisjoint(with: Keymap.standard.keys(of: other.id)), "\(command.id), \(other.id)")
            }
        }
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
    func custom() {
        let map = Keymap([.init("run", ["f9"])])
        #expect(map.command(for: .function(9), in: .anywhere)?.id == "run")
        #expect(map.command(for: .function(5), in: .anywhere) == nil)
        #expect(map.label(of: "run") == "F9")
    }

    @Test("a key that the person binds is taken from the command that has it by default, where both work")
    func taken() {
        let map = Keymap([.init("config.fix", ["e"]), .init("logs", ["f5"])])
        #expect(map.problems.isEmpty)
        #expect(map.command(for: .character("e"), in: .config)?.id == "config.fix")
        #expect(map.keys(of: "config.edit") == [.enter])
        #expect(map.command(for: .character("e"), in: .thread)?.id == "thread.edit")
        #expect(map.command(for: .function(5), in: .anywhere)?.id == "logs")
        #expect(map.label(of: "run") == "^R")
    }

    @Test("a command of an earlier name is still bound")
    func renamed() {
        let map = Keymap([.init("thread.pictures", ["f9"])])
        #expect(map.problems.isEmpty && map.label(of: "thread.images") == "F9")
    }

    @Test("the keys of a layer can be bound; the same key means something else elsewhere")
    func layers() {
        let map = Keymap([.init("versions.compare", ["x"]), .init("palette.run", ["f9"])])
        #expect(map.problems.isEmpty)
        #expect(map.command(for: .character("x"), in: VersionBrowser.place)?.id == "versions.compare")
        #expect(map.command(for: .character("d"), in: VersionBrowser.place) == nil)
        #expect(map.command(for: .character("x"), in: .config)?.id == "config.unset")
        #expect(map.command(for: .function(9), in: Palette.place)?.id == "palette.run")
    }

    @Test(
        "an entry that cannot be used is named with its line, and its command keeps the default keys",
        arguments: [
            ([("nonsense", ["f9"])], "no command is called 'nonsense'", 1),
            ([("run", ["f9"]), ("undo", ["hyper-7"])], "'hyper-7' is not a key", 2),
            ([("run", ["f9"]), ("undo", ["f9"])], "f9 is bound to run already (line 1)", 2),
            ([("undo", ["ctrl-q"])], "at least one key must quit", 1),
            ([("run", ["f9"]), ("quit", [])], "at least one key must quit", 2),
        ] as [([(String, [String])], String, Int)])
    func problems(entries: [(String, [String])], named: String, line: Int) {
        let map = Keymap(entries.enumerated().map { .init($1.0, $1.1, line: $0 + 1) })
        #expect(map.problems.map(\.line) == [line])
        #expect(map.problems.first?.description.contains(named) == true, "\(map.problems)")
        #expect(map.label(of: "quit") == "^Q" && map.label(of: "undo") == "^_")
        if line == 2 { #expect(map.label(of: "run") == "F9") }
    }
}
