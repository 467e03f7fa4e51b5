import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The header")
struct HeaderTests {
    private func header(_ name: String, width: Int, height: Int = 24, isRunning: Bool = false) -> String {
        var desk = Desk(width: width, height: height, focus: .thread)
        desk.state.draft = Draft(name: name, config: Config(model: "gpt-4.1-mini"))
        _ = desk.state.draft.settle()
        _ = desk.state.draft.wasStored(as: SavedVersion(id: desk.state.draft.config.versionID, number: 2))
        if isRunning {
            desk.state.run = ActiveRun(id: 1, provider: "simulator", model: "m", startedAt: 0)
            desk.state.run?.firstPieceAt = 0
            desk.state.run?.pieceCount = 85
            desk.state.now = 1
        }
        return ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame.row(0)
    }

    private let long = "a-prompt-with-a-name-of-more-than-sixty-letters-that-people-do-write"
    private var hash: String { Config(model: "gpt-4.1-mini").versionID.short }

    @Test("a long name is shortened; version, provider, model and what runs stay", arguments: [80, 100, 120])
    func longName(width: Int) {
        for name in [long, "日本語のとても長いプロンプト名前です長い長い長い長い長い長い長い長い"] {
            for isRunning in [false, true] {
                let line = header(name, width: width, isRunning: isRunning)
                #expect(line.hasPrefix(" étude  \(name.first ?? " ")"))
                #expect(line.contains("  v2 \(hash)") && line.contains("simulator · gpt-4.1-mini"))
                #expect(line.contains("streaming 85 tok/s") == isRunning)
                #expect(DisplayWidth.of(line) <= width)
            }
        }
    }

    @Test("at every usable width the provider, the version's number and the state stand there")
    func narrow() {
        for width in 40...120 {
            for name in ["translate", long] {
                let line = header(name, width: width, height: 12)
                #expect(line.contains("simulator") && line.contains(" v2"), "\(width): \(line)")
                #expect(header(name, width: width, height: 12, isRunning: true).contains("streaming"), "\(width)")
            }
        }
        #expect(header("translate", width: 40, height: 12) == " translate  v2 \(hash)       simulator")
    }

    @Test("a model's name that is too long goes before the version and the provider do")
    func longModel() {
        var desk = Desk(focus: .thread)
        desk.state.draft = Draft(name: "tides", config: Config(model: String(repeating: "very-long-", count: 9)))
        let line = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame.row(0)
        #expect(line.hasPrefix(" étude  tides") && line.hasSuffix("simulator"), "\(line)")
    }
}
