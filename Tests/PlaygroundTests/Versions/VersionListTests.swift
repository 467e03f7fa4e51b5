import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct VersionListTests {
    private func desk() -> Desk {
        var desk = Desk(focus: .thread)
        desk.state.versions = Sample.versions
        desk.state.draft.version = SavedVersion(id: Sample.versions[0].id, number: 12)
        desk.press("f4")
        return desk
    }

    @Test("Enter asks for the selected version, y copies its id")
    func keys() {
        var desk = desk()
        #expect(desk.effects == [.version(.list(prompt: "harbours")), .version(.loadFacts(prompt: "harbours"))])
        desk.press("j y")
        #expect(desk.effects == [.terminal(.copy(Sample.versions[1].id.hex))])
        desk.press("enter")
        #expect(desk.effects == [.version(.load(Sample.versions[1].id, prompt: "harbours"))])
        #expect(desk.state.layers.isEmpty)
    }

    @Test("the list at 80 columns")
    func screen() {
        let lines = desk().screen.split(separator: "\n").prefix(7).map(String.init)
        #expect(
            lines == [
                "┌ Config ──────────────────┐",
                "│ ┌ Versions of harbours ──────────────────────────────────────────── 1 of 3 ┐",
                "│ │ ▸ ◦ ● v12 a3f9c2d1  20 Nov 10:41                                 12 runs │",
                "│ │   ◦   v11 77b0e4aa  20 Nov 10:31                                 11 runs │",
                "│ │   ◦ ◆ v9  0c2f19be  20 Nov 08:31  production                      9 runs │",
                "│ └─ Enter restore   d diff   p deploy   n name   / filter   q close ────────┘",
                "│ Stop        –            │",
            ])
    }

    @Test("a prompt without versions can be looked at, too")
    func empty() {
        var desk = Desk(focus: .thread)
        desk.press("f4 enter j y")
        #expect(desk.effects.isEmpty)
        #expect(desk.screen.contains("No versions yet"))
    }
}
