import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct DiskChangeTests {
    private static let file = WatchedFile(path: "/x/a.prompt", fingerprint: "before")

    private func document(_ model: String) -> PromptDocument {
        PromptDocument(name: "a", config: Config(model: model, template: [Message(.system, "Be brief.")]))
    }

    private func desk() -> Desk {
        var desk = Desk()
        desk.send(.files(.loaded(OpenedFile(document("one"), path: "/x/a.prompt", fingerprint: "before"))))
        return desk
    }

    private func watches(_ desk: Desk) -> [WatchedFile?] {
        desk.effects.compactMap { effect -> WatchedFile?? in
            if case .files(.watch(let file)) = effect { file } else { nil }
        }
    }

    @Test("a file that is opened is watched, once, and after a save as it was written")
    func watched() {
        var desk = desk()
        #expect(watches(desk) == [Self.file])
        desk.press("tab")
        #expect(watches(desk).isEmpty)
        desk.send(
            .files(
                .saved(
                    OpenedFile(document("one"), path: "/x/a.prompt", fingerprint: "after"),
                    draft: desk.state.draft.documentID)))
        #expect(watches(desk) == [WatchedFile(path: "/x/a.prompt", fingerprint: "after")])
    }

    @Test(
        "a change on disk is said and shown as a difference; nothing is taken until Enter, and undo brings the draft back"
    )
    func taken() {
        var desk = desk()
        desk.send(
            .files(
                .changed(Self.file, .changed(OpenedFile(document("two"), path: "/x/a.prompt", fingerprint: "after")))))
        #expect(desk.notice?.contains("a.prompt was changed on disk; ^X c shows how") == true)
        #expect(desk.state.draft.config.model == "one")
        #expect(desk.state.diskChange != nil)
        desk.press("ctrl-x c")
        #expect(desk.screen.contains("a.prompt on disk"))
        #expect(desk.screen.contains("model: one") && desk.screen.contains("model: two"))
        desk.press("enter")
        #expect(desk.state.draft.config.model == "two" && desk.state.layers.isEmpty)
        #expect(desk.state.diskChange == nil)
        #expect(watches(desk) == [WatchedFile(path: "/x/a.prompt", fingerprint: "after")])
        desk.press("ctrl-_")
        #expect(desk.state.draft.config.model == "one")
    }

    @Test("Esc keeps the draft, and the next save still asks before it writes over the file")
    func kept() {
        var desk = desk()
        desk.send(
            .files(
                .changed(Self.file, .changed(OpenedFile(document("two"), path: "/x/a.prompt", fingerprint: "after")))))
        desk.press("ctrl-x c esc")
        #expect(desk.state.draft.config.model == "one" && desk.state.diskChange != nil)
        desk.press("ctrl-s")
        #expect(
            desk.effects.contains {
                if case .files(.save(let save, _)) = $0 { save.replacing == .known("before") } else { false }
            })
    }

    @Test("a draft with changes of its own says that taking the file takes their place")
    func own() {
        var desk = desk()
        desk.go(to: .value(.temperature))
        desk.press("enter 0 . 5 enter")
        desk.send(
            .files(
                .changed(Self.file, .changed(OpenedFile(document("two"), path: "/x/a.prompt", fingerprint: "after")))))
        desk.press("ctrl-x c")
        #expect(desk.screen.contains("The draft has changed here, too"))
    }

    @Test("a file that came to say what the draft says is no change; one that is as it was again is none either")
    func same() {
        var desk = desk()
        desk.send(
            .files(
                .changed(Self.file, .changed(OpenedFile(document("one"), path: "/x/a.prompt", fingerprint: "spaces")))))
        #expect(desk.state.draft.file?.fingerprint == "spaces" && desk.state.diskChange == nil)
        let file = WatchedFile(path: "/x/a.prompt", fingerprint: "spaces")
        desk.send(
            .files(.changed(file, .changed(OpenedFile(document("two"), path: "/x/a.prompt", fingerprint: "after")))))
        #expect(desk.state.diskChange != nil)
        desk.send(.files(.changed(file, nil)))
        #expect(desk.state.diskChange == nil)
    }

    @Test("a difference that is open goes when the file changes again: it would not be what Enter takes")
    func twice() {
        var desk = desk()
        desk.send(
            .files(
                .changed(Self.file, .changed(OpenedFile(document("two"), path: "/x/a.prompt", fingerprint: "after")))))
        desk.press("ctrl-x c")
        desk.send(
            .files(
                .changed(Self.file, .changed(OpenedFile(document("three"), path: "/x/a.prompt", fingerprint: "later"))))
        )
        #expect(desk.state.layers.isEmpty)
        desk.press("ctrl-x c")
        #expect(desk.screen.contains("model: three"))
        desk.press("enter")
        #expect(desk.state.draft.config.model == "three")
    }

    @Test("a file that is gone or does not parse is said, and the draft stays")
    func broken() {
        var desk = desk()
        desk.send(.files(.changed(Self.file, .broken("a.prompt:2:1: no"))))
        #expect(desk.notice?.contains("cannot be read: a.prompt:2:1: no") == true)
        desk.send(.files(.changed(Self.file, .gone)))
        #expect(desk.notice?.contains("deleted on disk") == true)
        #expect(desk.state.draft.config.model == "one")
    }

    @Test("what is told of another file than the draft's comes too late")
    func late() {
        var desk = desk()
        desk.send(.files(.changed(WatchedFile(path: "/x/b.prompt", fingerprint: "b"), .gone)))
        #expect(desk.state.diskChange == nil)
    }
}
