import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The footer names the keys that work")
struct FooterTests {
    private func words(_ desk: Desk) -> [String] { desk.state.hints.map { "\($0.label) \($0.word)" } }

    private func footer(_ desk: Desk) -> String {
        let frame = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame
        return frame.text().split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }

    @Test("while a row of the config is typed into: accept and cancel")
    func field() {
        var desk = Desk()
        desk.go(to: .value(.temperature))
        desk.press("enter")
        desk.type("0.5")
        #expect(footer(desk) == " ^R run   Enter accept   Esc cancel   Tab pane   ^X more   F1 help")
        desk.type("x")
        desk.press("enter")
        desk.state.notice = nil
        #expect(footer(desk) == " ^R run   Enter accept   Esc cancel   Tab pane   ^X more   F1 help")
    }

    @Test("while a system message is edited: how to close it, and no image")
    func message() {
        var desk = Desk(focus: .thread)
        desk.press("alt-s")
        desk.state.notice = nil
        #expect(words(desk).contains("Esc close"))
        #expect(!words(desk).contains("Alt-I image"))
        desk.press("escape")
        desk.press("i")
        desk.state.notice = nil
        #expect(words(desk).contains("Alt-I image"))
    }

    @Test("help stays where there is no room for all keys")
    func help() {
        var desk = Desk(focus: .thread)
        _ = desk.state.thread.append(Message(.user, "q"))
        desk.press("escape")
        desk.state.notice = nil
        #expect(footer(desk).hasSuffix("F1 help"))
        #expect(footer(desk).hasPrefix(" ^R run"))
        desk.state.size = Size(width: 40, height: 10)
        #expect(footer(desk).hasSuffix("F1 help"))
        #expect(footer(desk).hasPrefix(" ^R run"))
    }

    @Test("no problems found: nothing to go to, fix or copy")
    func findings() {
        var desk = Desk()
        desk.press("f8")
        #expect(words(desk) == ["q close", "F1 help"])
        desk.press("!")
        #expect(desk.notice == "no problems were found")
    }

    @Test("a comparison with one column says how to get another, also while its question is typed")
    func oneColumn() {
        var desk = Desk(focus: .thread)
        desk.type("hello")
        desk.press("f7")
        #expect(footer(desk) == " ^R run   F2 add models   F4 add versions   Esc columns   F7 close   F1 help")
        desk.press("f2")
        #expect(desk.state.layers.top is Dropdown)
        desk.press("escape f4")
        #expect(desk.state.layers.top is VersionBrowser)
        desk.press("escape escape")
        #expect(words(desk).contains("a add models") && words(desk).contains("v add versions"))
        #expect(footer(desk).contains("a add models") && footer(desk).contains("v add versions"))
        desk.press("d")
        #expect(desk.notice == "there is nothing to compare yet: add a column with a (models) or v (versions)")
    }
}
