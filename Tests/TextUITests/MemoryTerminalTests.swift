import Testing
import TextUI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@MainActor @Suite struct MemoryTerminalTests {
    @Test("events arrive in the order they were sent, once")
    func events() {
        let terminal = MemoryTerminal()
        terminal.send(keys: "ctrl-x m down")
        terminal.type("a\n")
        terminal.send(.paste("text"))
        let keys: [Key] = [.control("x"), .character("m"), .down, .character("a"), .enter]
        #expect(terminal.readEvents() == keys.map { .key($0) } + [.paste("text")])
        #expect(terminal.readEvents().isEmpty)
    }

    @Test("its descriptor is readable exactly while events wait")
    func descriptor() {
        let terminal = MemoryTerminal()
        func isReadable() -> Bool {
            var descriptor = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
            return poll(&descriptor, 1, 0) == 1
        }
        #expect(!isReadable())
        terminal.send(.enter)
        #expect(isReadable())
        _ = terminal.readEvents()
        #expect(!isReadable())
    }

    @Test("frames are kept, and the window can be given another size")
    func frames() throws {
        let terminal = MemoryTerminal(size: Size(width: 4, height: 1))
        try terminal.open()
        var frame = Frame(size: terminal.size)
        frame.put("hi", at: Point(x: 0, y: 0))
        terminal.draw(frame)
        #expect(terminal.text == "hi")
        terminal.resize(to: Size(width: 9, height: 2))
        #expect(terminal.checkSize() == .resized(Size(width: 9, height: 2)))
        #expect(terminal.checkSize() == nil)
        terminal.pause()
        #expect(terminal.isPaused)
        terminal.resume()
        #expect(!terminal.isPaused)
        #expect(terminal.copy("x") && terminal.copied == ["x"])
    }
}
