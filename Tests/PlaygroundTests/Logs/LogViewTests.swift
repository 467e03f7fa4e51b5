import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("A log, opened")
struct LogViewTests {
    /// The drawer with three logs, the first of them opened.
    static func opened(
        _ record: LogRecord = LogSamples.record(id: "log-0"), width: Int = 80, height: Int = 24
    ) -> AppState {
        var state = LogSamples.state(width: width, height: height)
        state.openLogs(with: LogSamples.page(0, count: 3), total: 1204)
        #expect(state.press(keys: "enter") == [.logs(.load("log-0"))])
        _ = state.taking(.logs(.loaded(record, versionNumber: 12, wire: nil)))
        return state
    }

    @Test("Messages shows the conversation, images by name and size, calls with what is wrong, and a foot")
    func showsMessages() {
        var state = Self.opened()
        #expect(
            LogSamples.draw(&state)[1..<15].joined(separator: "\n") == """
                ┌ Log 10:42:01 ──────────────────────────────────────────────────── 1 of 1,204 ┐
                │ Messages  Request  Response  Wire  Timing  Config                            │
                │                                                                              │
                │▎system                                                                       │
                │▎ You answer sailors in French, as JSON.                                      │
                │▎user                                                                         │
                │▎ Which of these two harbours floods first?                                   │
                │▎ ▣ chart.png  812×600  png  143 kB  detail high                    ~ 801 tok │
                │▎assistant                                                 tool_calls · 1.8 s │
                │▎ ƒ tide  {"harbour": "Brest"}                                fits its schema │
                │▎ ƒ tide  {"harbor": "Dover"}                              harbour is missing │
                │                                                                              │
                │ v12 \(LogSamples.versionID.short)   openai · gpt-4.1-mini (gpt-4.1-mini-2025-04-14)               │
                │ 1,056 in  119 out  $0.0011   first token 0.4 s   85 tok/s   1 retry          │
                """)
        let last = LogSamples.draw(&state)[22]
        #expect(last == "└─ j next log   Tab next tab   / search   q back   r run again   y copy ───────┘")
        let frame = ScreenView.frame(of: state, blocks: ThreadBlocks()).frame
        #expect(frame.style(at: Point(x: 2, y: 2)).attributes.contains(.reverse))
        #expect(!frame.style(at: Point(x: 12, y: 2)).attributes.contains(.reverse))
    }

    @Test("What a person wrote of the answer stands below it, and is copied with it")
    func showsJudgement() {
        var record = LogSamples.record(id: "log-0")
        record.judgement.note = "too short\u{1B}[31m"
        record.judgement.correction = "Brest, an hour before Dover"
        var state = Self.opened(record, height: 40)
        let screen = LogSamples.draw(&state)
        for line in ["│▎note  ", "│▎ too short␛[31m", "│▎should be", "│▎ Brest, an hour before Dover"] {
            #expect(screen.contains { $0.hasPrefix(line) }, "\(line)")
        }
        guard case .terminal(.copy(let text)) = state.press(keys: "y").last else {
            Issue.record("nothing is copied")
            return
        }
        #expect(text.hasSuffix("note\ntoo short\u{1B}[31m\n\nshould be\nBrest, an hour before Dover"))
    }

    @Test("A log of a conversation names it: below the messages, and with its id in Timing")
    func namesConversation() {
        var record = LogSamples.record(id: "log-0")
        record.context.conversation = "01CONV"
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 3), total: 1204)
        _ = state.press(keys: "enter")
        _ = state.taking(.logs(.loaded(record, versionNumber: 12, wire: nil, conversation: "My Name")))
        #expect(LogSamples.draw(&state).contains { $0.hasPrefix("│ conversation  My Name") })
        _ = state.press(keys: "5 G")
        #expect(LogSamples.draw(&state).contains { $0.contains("conversation    My Name 01CONV") })
    }

    @Test("+ and - say whether the answer was good; the same again takes it back; list and foot show it")
    func judges() {
        var state = Self.opened()
        #expect(state.press(keys: "+") == [.logs(.judge("log-0", .good))])
        _ = state.taking(.logs(.judged("log-0", .good)))
        #expect(LogSamples.draw(&state)[13].contains("gpt-4.1-mini-2025-04-14)   good"))
        #expect(state.press(keys: "-") == [.logs(.judge("log-0", .bad))])
        #expect(state.press(keys: "+") == [.logs(.judge("log-0", nil))])
        _ = state.press(keys: "q")
        #expect(LogSamples.draw(&state).contains { $0.contains("▸+10:42:01") })
        #expect(state.press(keys: "-") == [.logs(.judge("log-0", .bad))])
        _ = state.taking(.logs(.judged("log-0", nil)))
        #expect(!LogSamples.draw(&state).contains { $0.contains("▸+10:42:01") })
    }

    @Test("Request is the JSON as sent, keys, strings and numbers in their colours")
    func showsRequest() {
        var state = Self.opened(width: 120, height: 60)
        state.settings.theme = .terminal
        _ = state.press(keys: "2")
        let screen = LogSamples.draw(&state)
        #expect(screen[4].hasPrefix("│ {"))
        #expect(screen[5].hasPrefix(#"│   "model": "gpt-4.1-mini","#))
        let frame = ScreenView.frame(of: state, blocks: ThreadBlocks()).frame
        #expect(frame.style(at: Point(x: 4, y: 5)) == Theme.terminal[.key])
        #expect(frame.style(at: Point(x: 11, y: 5)) == Theme.terminal[.text])
        #expect(frame.style(at: Point(x: 13, y: 5)) == Theme.terminal[.string])
        let row = screen.firstIndex { $0.contains(#""seed": 42"#) } ?? 0
        #expect(frame.style(at: Point(x: 12, y: row)) == Theme.terminal[.number])
        #expect(state.press(keys: "y") == [.terminal(.copy(LogSamples.request.pretty()))])
    }

    @Test("Response, Timing and Config show theirs; Tab, arrows, digits and clicks go between them")
    func showsOtherTabs() {
        var state = Self.opened()
        _ = state.press(keys: "tab right")
        #expect(state.openedLog?.tab == .response)
        #expect(LogSamples.draw(&state)[5].contains(#""id": "chatcmpl-1""#))
        _ = state.press(keys: "5")
        let timing = LogSamples.draw(&state).joined(separator: "\n")
        for words in [
            "sent            20 Nov 2026 10:42:01", "first token     0.4 s (412 ms)",
            "total           1.8 s (1,812 ms)",
            "retries         1", "pace            85.0 tok/s", "status          200", "finish reason   tool_calls",
            "request id      req_7", "log             log-0",
        ] {
            #expect(timing.contains(words))
        }
        _ = state.press(keys: "6")
        let config = LogSamples.draw(&state).joined(separator: "\n")
        for words in [
            "prompt          harbours", "version         v12 \(LogSamples.versionID.short)", LogSamples.versionID.hex,
            "answered by     gpt-4.1-mini-2025-04-14", "temperature     0.2", "seed            42",
            "  tide  strict  When it floods", #"  "type": "json_object""#,
        ] {
            #expect(config.contains(words))
        }
        _ = state.press(keys: "tab")
        #expect(state.openedLog?.tab == .messages)
        _ = state.press(keys: "shift-tab 9")
        #expect(state.openedLog?.tab == .config)
        _ = LogSamples.draw(&state)
        _ = state.taking(.mouse(MouseEvent(kind: .press, position: Point(x: 14, y: 2))))
        #expect(state.openedLog?.tab == .request)
    }

    @Test("A failed log shows the error, the server's words and what to do; its body where there is no response")
    func showsFailure() {
        let error = RunError(
            kind: .rateLimit, status: 429, message: "slow\u{1B}[2J down\nplease", code: "slow", requestID: "req_9",
            rawBody: #"{"error":{"message":"slow"}}"#)
        let record = LogSamples.record(
            id: "log-0", state: .failed, events: [.textDelta(choice: 0, block: 1, "half"), .ended(error: error)],
            response: nil)
        var state = Self.opened(record)
        let messages = LogSamples.draw(&state).joined(separator: "\n")
        #expect(messages.contains("half"))
        #expect(messages.contains("failed 429  rate_limit"))
        #expect(messages.contains("slow␛[2J down"))
        #expect(messages.contains("Wait a moment and run again"))
        _ = state.press(keys: "3")
        let response = LogSamples.draw(&state).joined(separator: "\n")
        #expect(response.contains("rate_limit 429: slow␛[2J down please"))
        #expect(response.contains(#"    "message": "slow""#))
        _ = state.press(keys: "5")
        let timing = LogSamples.draw(&state).joined(separator: "\n")
        #expect(timing.contains("error           rate_limit"))
        #expect(timing.contains("request id      req_9"))
    }

    @Test("Refusals, reasoning, cut-off and running answers are shown for what they are")
    func showsEndings() {
        let events: [RunEvent] = [
            .reasoningDelta(choice: 0, block: 0, "hm"), .refusalDelta(choice: 0, block: 2, "I will not"),
            .finished(choice: 0, reason: "length"),
            .textDelta(choice: 1, block: 1, "other"), .finished(choice: 1, reason: "content_filter"),
            .ended(error: nil),
        ]
        var state = Self.opened(LogSamples.record(id: "log-0", events: events))
        let screen = LogSamples.draw(&state).joined(separator: "\n")
        for words in [
            "hm", "refused:", "I will not", "cut off at the token limit", "choice 2 of 2 · content_filter",
            "content filter",
        ] {
            #expect(screen.contains(words))
        }
        _ = state.taking(
            .logs(
                .loaded(
                    LogSamples.record(id: "log-0", state: .running, events: [], response: nil), versionNumber: nil,
                    wire: nil)))
        #expect(LogSamples.draw(&state).joined().contains("still running"))
        _ = state.press(keys: "3")
        #expect(LogSamples.draw(&state).joined().contains("no response yet"))
    }

    @Test("Results stand below their calls; messages of unknown kinds are kept raw; unknown keys are shown")
    func showsConversations() {
        let request: JSONValue = [
            "messages": [
                [
                    "role": "assistant", "audio": ["id": "au_1"],
                    "tool_calls": [["id": "a", "type": "function", "function": ["name": "tide", "arguments": "{}"]]],
                ],
                ["role": "tool", "tool_call_id": "a", "content": "14:10"],
                ["role": "tool", "tool_call_id": "lost", "content": "adrift"],
                ["role": "critic", "name": "old", "content": "legacy"],
            ]
        ]
        var state = Self.opened(LogSamples.record(id: "log-0", request: request, events: [.ended(error: nil)]))
        let screen = LogSamples.draw(&state)
        #expect(screen[4].hasPrefix("│▎assistant"))
        #expect(screen[5].contains(#"audio: {"id":"au_1"}"#))
        #expect(screen[6].contains("ƒ tide"))
        #expect(screen[7].contains("→ 14:10"))
        #expect(screen[8].hasPrefix("│▎tool"))
        #expect(screen[9].contains("adrift"))
        #expect(screen.joined().contains(#""role": "critic""#))
        #expect(screen.joined().contains("incomplete: the answer ended without a finish"))
    }

    @Test("A request that is no conversation at all shows what there is")
    func survivesForeignRequests() {
        for request: JSONValue in [.null, [], ["messages": "none"], ["messages": [1, .null, ["role": 3]]], "text"] {
            var state = Self.opened(LogSamples.record(id: "log-0", request: request, events: []))
            for tab in 1...5 {
                _ = state.press(keys: "\(tab) G / x enter n")
                #expect(LogSamples.draw(&state).count > 20)
                _ = state.press(keys: "esc")
            }
        }
    }

    @Test("j and k go through the list and keep the tab; q and Esc go back")
    func goesThroughTheList() {
        var state = Self.opened()
        _ = state.press(keys: "3")
        #expect(state.press(keys: "k").contains { if case .wake = $0 { true } else { false } })
        #expect(state.press(keys: "j") == [.logs(.load("log-1"))])
        #expect(state.press(keys: "j") == [.logs(.load("log-2"))])
        // The answer to the first key comes late and is dropped.
        _ = state.taking(.logs(.loaded(LogSamples.record(id: "log-1"), versionNumber: 12, wire: nil)))
        #expect(state.openedLog?.record.id == "log-0")
        _ = state.taking(.logs(.loaded(LogSamples.record(id: "log-2"), versionNumber: 12, wire: nil)))
        #expect(state.openedLog?.record.id == "log-2")
        #expect(state.openedLog?.tab == .response)
        #expect(state.layers.count == 1)
        #expect(state.logs.selected == 2)
        #expect(LogSamples.draw(&state)[1].contains("3 of 1,204"))
        #expect(state.press(keys: "k q") == [.logs(.load("log-1"))])
        #expect(state.layers.isEmpty)
        _ = state.taking(.logs(.loaded(LogSamples.record(id: "log-1"), versionNumber: 12, wire: nil)))
        #expect(state.layers.isEmpty)
        #expect(state.press(keys: "enter") == [.logs(.load("log-1"))])
        _ = state.taking(.logs(.loaded(LogSamples.record(id: "log-1"), versionNumber: 12, wire: nil)))
        #expect(state.openedLog != nil)
        _ = state.press(keys: "esc")
        #expect(state.layers.isEmpty)
    }

    @Test("Long tabs scroll by lines, pages and to their ends, each from its own place")
    func scrolls() {
        let lines = (1...200).map { "line \($0)" }.joined(separator: "\n")
        var state = Self.opened(
            LogSamples.record(id: "log-0", events: [.textDelta(choice: 0, block: 1, lines), .ended(error: nil)]))
        _ = state.press(keys: "down down")
        #expect(LogSamples.draw(&state)[4].hasPrefix("│▎user"))
        _ = state.press(keys: "end")
        #expect(LogSamples.draw(&state).joined().contains("incomplete"))
        #expect(LogSamples.draw(&state)[20].contains("openai · gpt-4.1-mini"))
        _ = state.press(keys: "up pgup 2 down 1")
        let last = LogSamples.draw(&state)
        #expect(last[18].contains("line 186"))
        _ = state.press(keys: "g")
        #expect(LogSamples.draw(&state)[4].hasPrefix("│▎system"))
        state.scrollLog(by: 3)
        #expect(LogSamples.draw(&state)[4].contains("Which of these"))
    }

    @Test("It works at every size, and a resize lays it out anew")
    func worksAtEverySize() {
        var state = Self.opened()
        for width in [1, 2, 9, 40, 41, 60, 80, 120, 200] {
            for height in [1, 2, 5, 10, 12, 40] {
                state.size = Size(width: width, height: height)
                for tab in 1...5 {
                    _ = LogSamples.draw(&state)
                    _ = state.press(keys: "\(tab) end / r up enter n esc")
                }
            }
        }
    }
}

@MainActor @Suite("Searching in an opened log")
struct LogSearchTests {
    @Test("The words are typed in the lower border; matches are counted and marked; n and N go round")
    func finds() {
        let lines = (1...99).map { $0 % 30 == 0 ? "line \($0) TIDE and tide" : "line \($0)" }.joined(separator: "\n")
        var state = LogViewTests.opened(
            LogSamples.record(
                id: "log-0",
                events: [
                    .textDelta(choice: 0, block: 1, lines), .finished(choice: 0, reason: "stop"), .ended(error: nil),
                ]))
        _ = state.press(keys: "/ tide")
        #expect(LogSamples.draw(&state)[22].hasPrefix("└─ / tide   1 of 6   Enter keep   Esc clear ─"))
        #expect(state.press(keys: "q enter").isEmpty)
        #expect(LogSamples.draw(&state)[22].contains("/ tideq   no match   Esc clear"))
        _ = state.press(keys: "esc / Tide enter n n")
        let screen = LogSamples.draw(&state)
        #expect(screen[22].contains("3 of 6"))
        let row = screen.firstIndex { $0.contains("line 60 TIDE") } ?? 0
        let frame = ScreenView.frame(of: state, blocks: ThreadBlocks()).frame
        let match = state.settings.theme[.match]
        #expect(frame.style(at: Point(x: 11, y: row)) == match.bold())
        #expect(frame.style(at: Point(x: 20, y: row)) == match)
        #expect(frame.style(at: Point(x: 15, y: row)) != match)
        _ = state.press(keys: "N N N")
        #expect(LogSamples.draw(&state)[22].contains("6 of 6"))
        #expect(LogSamples.draw(&state).joined().contains("line 90 TIDE"))
        _ = state.press(keys: "esc")
        #expect(state.openedLog?.search == nil)
        #expect(state.openedLog != nil)
    }

    @Test("A match may go over the end of a wrapped line, in either case, wide letters counted")
    func findsOverLineEnds() {
        var text = RoledText()
        text.append("aaaa bbbb cccc\nÄÖ文 bbbb ")
        let page = LogPage(text: text, width: 9, theme: .plain)
        #expect(page.lineCount == 3)
        let matches = LogMatches(of: "BBBB CC", in: page)
        #expect(matches.pieces.map(\.line) == [0, 1])
        #expect(matches.pieces.map(\.range) == [5..<10, 0..<2])
        #expect(LogMatches(of: "äö文", in: page).lines == [2])
        #expect(LogMatches(of: "cccc ä", in: page).count == 0)

        let maker = MessageBlock(theme: .plain, width: 11)
        let blocks = LogPage(blocks: [maker.block(for: Message(.user, "aaaa bbbb cccc"), ref: nil)], theme: .plain)
        let found = LogMatches(of: "bbbb cc", in: blocks)
        #expect(found.pieces.map(\.line) == [1, 2])
        #expect(found.count == 1)
    }

    @Test("No letter is lost where a long string wraps, also before spaces that hang over the edge")
    func wholeWords() {
        let words = "The current   weather in Boston is 22 degrees,  cloudy and a little windy; 漢字 too"
        var text = RoledText()
        text.append(json: ["content": .string(words)])
        let letters = text.text.filter { !$0.isWhitespace }
        for width in 8...90 {
            let page = LogPage(text: text, width: width, theme: .plain)
            let lines = (0..<page.lineCount).map { page.line($0).left }
            #expect(lines.allSatisfy { $0.width <= width }, "\(width)")
            #expect(lines.map(\.text).joined().filter { !$0.isWhitespace } == letters, "\(width)")
        }
    }

    @Test("Colours of JSON stand where its words stand, also in rows that begin inside a string")
    func coloursRows() {
        var text = RoledText()
        text.append(json: ["key \"x\":": "a long string, with: \"quotes\" \\ and {1, 2}", "n": [1.5, true, .null]])
        let theme = Theme.terminal
        for width in 3...60 {
            let rows = text.rows(width: width)
            let spans = rows.flatMap { text.styled($0, theme).spans }
            let strings = spans.filter { $0.style == theme[.string] }.map(\.text).joined()
            #expect(strings == #""a long string, with: \"quotes\" \\ and {1, 2}""#)
            let keys = spans.filter { $0.style == theme[.key] }.map(\.text).joined()
            #expect(keys == #""key \"x\":""n""#)
        }
    }
}
