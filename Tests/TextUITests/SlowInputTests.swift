import Testing
import TextUI

/// What a terminal sends arrives in pieces, late, or never to its end.
@Suite("Input that is slow or unfinished") struct SlowInputTests {
    /// Pieces with the seconds at which each is read; the decoder is told of the time between them, and at the end of an hour.
    private func events(
        _ pieces: [(Double, String)], patience: InputPatience = InputPatience(), asked: Bool = false
    ) -> [TerminalEvent] {
        var decoder = InputDecoder(patience: patience)
        if asked { decoder.expectAnswers(until: 20) }
        var found: [TerminalEvent] = []
        for (time, text) in pieces {
            if let deadline = decoder.deadline, deadline <= time { found += decoder.expire(at: deadline) }
            found += decoder.decode(text.utf8, at: time)
        }
        return found + decoder.expire(at: 3_600)
    }

    private func keys(_ text: String) -> [TerminalEvent] { text.map { .key(.character($0)) } }

    // MARK: Pastes

    @Test("a paste whose end never comes is taken after a second of silence, and keys work again")
    func unfinishedPaste() {
        #expect(events([(0, "\u{1B}[200~ab"), (2, "x")]) == [.paste("ab")] + keys("x"))
        #expect(events([(0, "\u{1B}[200~ab\u{1B}[20"), (2, "x")]) == [.paste("ab")] + keys("x"))
        #expect(events([(0, "\u{1B}[200~"), (2, "x")]) == keys("x"))
        var decoder = InputDecoder()
        #expect(decoder.decode("\u{1B}[200~ab".utf8, at: 5) == [])
        #expect(decoder.isPasting && decoder.deadline == 6)
        #expect(decoder.expire(at: 5.9) == [])
        #expect(decoder.expire(at: 6) == [.paste("ab")])
        #expect(!decoder.isPasting && decoder.deadline == nil)
    }

    @Test("a slow large paste stays one paste while bytes keep coming")
    func slowPaste() {
        let pieces =
            (0..<50).map { (Double($0) * 0.9, $0 == 0 ? "\u{1B}[200~0" : "\n\($0)") } + [
                (45, "\u{1B}[20"), (45.5, "1~"),
            ]
        #expect(events(pieces) == [.paste((0..<50).map(String.init).joined(separator: "\n"))])
    }

    @Test("the end of a paste that comes too late is no key")
    func lateEnd() {
        #expect(events([(0, "\u{1B}[200~ab"), (4, "\u{1B}[201~x")]) == [.paste("ab")] + keys("x"))
        #expect(events([(0, "\u{1B}[200~ab\u{1B}[20"), (3, "1~x")]) == [.paste("ab")] + keys("x"))
    }

    @Test("a paste that stalls goes on as a paste, since its rest must not be obeyed as keys")
    func stalledPaste() {
        let pieces = [(0.0, "\u{1B}[200~one\n"), (4, "two\nand more of it\n"), (4.5, "three\u{1B}[201~x")]
        #expect(events(pieces) == [.paste("one\n"), .paste("two\nand more of it\nthree")] + keys("x"))
        #expect(events([(0, "\u{1B}[200~one"), (4, "\ttwo\u{1B}[201~")]) == [.paste("one"), .paste("\ttwo")])
        #expect(events([(0, "\u{1B}[200~one"), (4, "x"), (4.2, "yz")]) == [.paste("one")] + keys("xyz"))
    }

    // MARK: Strings and sequences without an end

    @Test(
        "a string without its end is swallowed, never typed, and takes the keyboard for a moment only",
        arguments: ["P", "]", "_", "^", "X"], ["1;2", "abc", "G", "11;rgb:00", ">|name"])
    func unfinishedString(kind: String, content: String) {
        #expect(events([(0, "\u{1B}" + kind + content), (2, "x")]) == keys("x"))
        #expect(events([(0, "\u{1B}" + kind + content), (0.1, "\u{3}x")]) == [.key(.control("c"))] + keys("x"))
        #expect(events([(0, "\u{1B}" + kind + content), (0.1, "\u{1B}[A")]) == [.key(.up)])
        let typing = (1...20).map { (Double($0) * 0.3, "a") }
        let typed = events([(0, "\u{1B}" + kind + content)] + typing)
        #expect(typed == keys(String(repeating: "a", count: typed.count)) && typed.count >= 9)
    }

    @Test("a sequence without its end is swallowed", arguments: ["[1;5", "[?61;4", "[<0;10;", "[M ", "O1;"])
    func unfinishedSequence(sequence: String) {
        #expect(events([(0, "\u{1B}" + sequence), (2, "x")]).last == .key(.character("x")))
        #expect(!events([(0, "\u{1B}[1;5"), (0.2, "\u{3}")]).isEmpty)
    }

    @Test("an answer in two pieces, wherever it is cut, is neither typed nor Escape", arguments: [0.02, 0.12, 0.29])
    func answersInPieces(pause: Double) {
        for answer in [
            "\u{1B}[?61;4;6;22;28;32;52c", "\u{1B}P>|foot(1.16.2)\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\",
            "\u{1B}[6;20;10t",
            "\u{1B}]11;rgb:0/0/0\u{7}", "\u{1B}[<0;10;5M", "\u{1B}[200~a\tb\u{1B}[201~",
        ] {
            let whole = events([(0, answer)], asked: true)
            for cut in 1..<answer.utf8.count {
                let bytes = Array(answer.utf8)
                let pieces = [bytes[..<cut], bytes[cut...]].map { String(decoding: $0, as: UTF8.self) }
                #expect(
                    events([(0, pieces[0]), (pause, pieces[1])], asked: true) == whole,
                    "\(answer.debugDescription) cut at \(cut)")
            }
        }
    }

    @Test("the rest of an answer that was given up is swallowed", arguments: [1.5, 3.0])
    func lateRest(pause: Double) {
        for answer in [
            "\u{1B}[?61;4;6;22;28;32;52c", "\u{1B}P>|foot(1.16.2)\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\",
            "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}[<0;10;5M", "\u{1B}[24;80R",
        ] {
            let bytes = Array(answer.utf8)
            for cut in 3..<bytes.count {
                let pieces = [bytes[..<cut], bytes[cut...]].map { String(decoding: $0, as: UTF8.self) }
                let found = events([(0, pieces[0]), (pause, pieces[1]), (pause + 0.1, "x")])
                #expect(found == keys("x"), "\(answer.debugDescription) cut at \(cut)")
            }
        }
    }

    @Test("an answer whose ESC was taken for the Escape key is not typed")
    func behindEscape() {
        #expect(events([(0, "\u{1B}"), (0.5, "[?61;22c"), (0.6, "x")]) == [.key(.escape)] + keys("x"))
        #expect(events([(0, "\u{1B}"), (0.5, "]11;rgb:0/0/0\u{7}x")]) == [.key(.escape)] + keys("x"))
        #expect(events([(0, "\u{1B}"), (0.5, "[200~a\u{1B}[201~")]) == [.key(.escape), .paste("a")])
        #expect(events([(0, "\u{1B}"), (0.5, "[A")]) == [.key(.escape), .key(.up)])
        #expect(events([(0, "\u{1B}"), (0.5, "[A] one")]) == [.key(.escape)] + keys("[A] one"))
        #expect(events([(0, "\u{1B}"), (9, "[A")]) == [.key(.escape)] + keys("[A"))
    }

    @Test("what a person types after something unfinished is typed")
    func typedAfterwards() {
        #expect(events([(0, "\u{1B}[?61;4"), (2, "h"), (2.1, "i")]) == keys("hi"))
        #expect(events([(0, "\u{1B}P1;2"), (2, "hi there\r")]) == keys("hi there") + [.key(.enter)])
        #expect(events([(0, "\u{1B}["), (1, "5")]) == [.key(.alt("["))] + keys("5"))
        #expect(events([(0, "\u{1B}P"), (0.1, "a")]) == [.key(Key(.character("p"), [.alt, .shift]))] + keys("a"))
    }

    // MARK: Escape

    @Test("a lone ESC is the Escape key after the delay, and with Enter in time Alt-Enter")
    func escapeDelay() {
        var decoder = InputDecoder(patience: InputPatience(escape: 0.3))
        #expect(decoder.decode([0x1B], at: 1) == [])
        #expect(decoder.deadline == 1.3)
        #expect(decoder.decode([0x0D], at: 1.2) == [.key(Key(.enter, .alt))])
        #expect(decoder.decode([0x1B], at: 2) == [])
        #expect(decoder.expire(at: 2.3) == [.key(.escape)])
    }

    @Test("while an answer is awaited, an ESC waits for it; afterwards it does not")
    func awaitedAnswer() {
        var decoder = InputDecoder()
        decoder.expectAnswers(until: 20)
        _ = decoder.decode([0x1B], at: 1)
        #expect(decoder.deadline == 1.3)
        #expect(decoder.decode("[?1;4c".utf8, at: 1.2) == [.report(.sixel)])
        _ = decoder.decode([0x1B], at: 2)
        #expect(decoder.deadline == 2.05)
    }

    @Test("the delay is the person's setting, else ESCDELAY, else longer over ssh")
    func delays() {
        func delay(_ setting: Int?, _ environment: [String: String]) -> Int {
            InputPatience.escapeMilliseconds(setting: setting, environment: environment)
        }
        #expect(delay(nil, [:]) == 50)
        #expect(delay(nil, ["ESCDELAY": "25"]) == 25)
        #expect(delay(nil, ["ESCDELAY": "25", "SSH_CONNECTION": "::1 1 ::1 22"]) == 25)
        #expect(delay(70, ["ESCDELAY": "25", "SSH_CONNECTION": "::1 1 ::1 22"]) == 70)
        #expect(delay(nil, ["SSH_CONNECTION": "::1 1 ::1 22"]) == 300)
        #expect(delay(nil, ["ESCDELAY": "soon", "SSH_CONNECTION": ""]) == 50)
    }

    // MARK: Tabs

    @Test("a Tab with text behind it in the same read is text, any other is the key")
    func tabs() {
        #expect(events([(0, "a\tb")]) == keys("a") + [.textTab] + keys("b"))
        #expect(events([(0, "\t\té")]) == [.textTab, .textTab] + keys("é"))
        #expect(events([(0, "a\t\r\nb")]).filter { $0 == .textTab }.count == 1)
        #expect(events([(0, "a"), (0.01, "\t"), (0.02, "b")]) == keys("a") + [.key(.tab)] + keys("b"))
        #expect(events([(0, "a\t")]) == keys("a") + [.key(.tab)])
        #expect(events([(0, "\t\r")]) == [.key(.tab), .key(.enter)])
        #expect(events([(0, "\t\u{1B}[A")]) == [.key(.tab), .key(.up)])
    }
}
