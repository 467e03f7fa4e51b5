import Playground
import RequestCore
import Storage
import Synchronization
import Testing
import TextUI

@MainActor @Suite("Commands and the pager for a text")
struct PipingTests {
    /// Programs that answer as they are told, and remember what they got.
    private final class Programs: TextBench {
        struct Failure: Error, CustomStringConvertible {
            let description: String
        }

        let seen = Mutex<[String]>([])
        let ending: ToolProcessResult.Ending
        let helper: String?

        init(ending: ToolProcessResult.Ending = .exited(0), helper: String? = nil) {
            self.ending = ending
            self.helper = helper
        }

        func copy(_ text: String) async throws -> String {
            guard let helper else { throw Failure(description: "nothing took the copy") }
            seen.withLock { $0.append("copy \(text)") }
            return helper
        }

        func pipe(_ text: String, through command: String) async -> ToolProcessResult {
            seen.withLock { $0.append("\(command) <\(text)>") }
            return ToolProcessResult(output: text.uppercased(), errors: "why", ending: ending, seconds: 0)
        }

        func page(_ text: String) async throws { seen.withLock { $0.append("page \(text)") } }
    }

    private func harness(_ programs: Programs, _ store: Store? = nil) async throws -> Harness {
        let harness = try await Harness(store: store ?? Store.inMemory()) { $0.texts = programs }
        try await harness.type("repeat: the tide")
        try await harness.press("ctrl-r")
        try await harness.idle()
        try await harness.press("esc")
        return harness
    }

    @Test("the commands are offered again after a restart, the last one first, each once")
    func history() async throws {
        let store = try Store.inMemory()
        let first = try await harness(Programs(), store)
        for command in ["wc -l", "tr a-z A-Z", "wc -l"] {
            try await first.press("|")
            try await first.see("Through a command")
            try await first.type(command)
            try await first.press("enter")
            try await first.see("| \(command)", "THE TIDE")
            try await first.press("esc")
        }
        try await first.press("ctrl-q")
        try await first.wait("the end") { $0.hasQuit }
        let second = try await Harness(store: store)
        try await second.press("esc k |")
        try await second.see("Through a command")
        let dialog = second.terminal.text
        let places = ["wc -l", "tr a-z A-Z"].compactMap { dialog.range(of: $0)?.lowerBound }
        #expect(places.count == 2 && places == places.sorted() && dialog.ranges(of: "wc -l").count == 1)
    }

    @Test("| asks for a command, gives it the message and shows its output, which y copies")
    func pipe() async throws {
        let programs = Programs()
        let harness = try await harness(programs)
        try await harness.press("|")
        try await harness.see("Through a command")
        try await harness.type("tr a-z A-Z")
        try await harness.press("enter")
        try await harness.see("THE TIDE", "i into the message")
        #expect(programs.seen.withLock { $0 } == ["tr a-z A-Z <the tide>"])
        try await harness.press("y")
        #expect(harness.terminal.copied == ["THE TIDE"])
    }

    @Test("i puts the output into the message being written, and a command of before is offered again")
    func insert() async throws {
        let programs = Programs()
        let harness = try await harness(programs)
        try await harness.press("|")
        try await harness.type("sort")
        try await harness.press("enter")
        try await harness.see("THE TIDE")
        try await harness.press("i")
        #expect(harness.state.thread.composer.buffer.text == "THE TIDE")
        #expect(harness.state.layers.isEmpty)
        try await harness.press("esc")
        try await harness.press("|")
        try await harness.see("sort")
        try await harness.press("down enter")
        try await harness.see("THE TIDE")
        #expect(programs.seen.withLock { $0 } == ["sort <the tide>", "sort <the tide>"])
    }

    @Test("a command that fails says how, with its words")
    func failure() async throws {
        let harness = try await harness(Programs(ending: .exited(127)))
        try await harness.press("|")
        try await harness.type("nope")
        try await harness.press("enter")
        try await harness.see("the command was not found (status 127)", "why")
    }

    @Test("P opens the pager on the message, and the terminal is the pager's meanwhile")
    func pager() async throws {
        let programs = Programs()
        let harness = try await harness(programs)
        let (redraws, frames) = (harness.terminal.redraws, harness.terminal.frames.count)
        try await harness.press("P")
        try await harness.wait("the pager") { _ in programs.seen.withLock { $0 } == ["page the tide"] }
        try await harness.wait("the terminal") { $0.terminal.redraws > redraws && !$0.terminal.isPaused }
        try await harness.wait("a frame after it") { $0.terminal.frames.count > frames + 1 }
    }

    @Test("a copy that the terminal does not take goes to the system's helper, which the notice names")
    func helper() async throws {
        let programs = Programs(helper: "wl-copy")
        let harness = try await harness(programs)
        harness.terminal.takesCopies = false
        try await harness.press("y")
        try await harness.see("copied 8 characters with wl-copy")
        #expect(programs.seen.withLock { $0 } == ["copy the tide"])
    }

    @Test("a copy that nothing takes says so")
    func noHelper() async throws {
        let harness = try await harness(Programs())
        harness.terminal.takesCopies = false
        try await harness.press("y")
        try await harness.see("nothing took the copy")
    }

    @Test("Alt-C copies what is selected in a text that is typed, else all of it")
    func typed() async throws {
        let harness = try await harness(Programs())
        try await harness.press("i")
        try await harness.type("one two")
        try await harness.press("alt-c")
        #expect(harness.terminal.copied.last == "one two")
        try await harness.press("shift-left shift-left shift-left alt-c")
        #expect(harness.terminal.copied.last == "two")
        try await harness.press("ctrl-o")
        try await harness.type("path")
        try await harness.press("alt-c")
        #expect(harness.terminal.copied.last == "path")
    }
}
