import Prompts
import Testing
import TextUI

@testable import Playground

@Suite struct LayerSizeTests {
    private static let openers = [
        "ctrl-p", "ctrl-x", "f1", "f2", "f4", "alt-i", "ctrl-o", "ctrl-t", "ctrl-s", "alt-1 a",
        "alt-1 j j j j j j j j j enter",
    ]

    @Test(
        "layers stay between header and footer at every size", arguments: openers,
        [(40, 10), (60, 12), (80, 24), (200, 60)])
    func fits(keys: String, size: (Int, Int)) {
        var desk = Desk(width: size.0, height: size.1, focus: .thread)
        desk.state.versions = Sample.versions
        desk.press(keys)
        #expect(!desk.state.layers.isEmpty)
        let canvas = desk.canvas
        let screen = Rect(x: 0, y: 1, width: size.0, height: size.1 - 2)
        for hit in canvas.metrics.hits where hit.target == .layer {
            #expect(hit.rect.intersection(screen) == hit.rect)
            #expect(hit.rect.height >= 3)
        }
        #expect(canvas.frame.row(0).isEmpty)
        #expect(canvas.frame.row(size.1 - 1).isEmpty)
    }

    @Test("no key in any layer is a crash, at any size")
    func hostileKeys() {
        var generator = SplitMix(state: 42)
        let codes: [Key.Code] =
            [
                .enter, .tab, .escape, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
                .function(2), .function(3), .function(4), .character("é"), .character("{"), .character("\""),
            ] + "abcdefghijklmnopqrstuvwxyzG/?+. 0-_".map(Key.Code.character)
        for size in [(40, 10), (80, 24)] {
            var desk = Desk(width: size.0, height: size.1, config: Sample.config)
            desk.state.versions = Sample.versions
            for _ in 0..<6000 {
                let code = codes[Int(generator.next() % UInt64(codes.count))]
                let modifiers: Key.Modifiers = [[], [], [], [], .control, .alt, .shift][Int(generator.next() % 7)]
                desk.send(.key(Key(code, modifiers)))
                if generator.next() % 8 == 0 { _ = desk.canvas }
                if generator.next() % 64 == 0 { desk.paste("a \"b\n{{c}}") }
                desk.state.run = nil
            }
        }
    }
}

/// A small generator with a seed, so that a failure can be repeated.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
