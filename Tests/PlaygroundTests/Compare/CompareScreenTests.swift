import JSON
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@testable import Playground

@MainActor @Suite struct CompareScreenTests {
    /// A desk whose answers take the same time in every test.
    private func desk(_ width: Int, _ height: Int, _ recipes: [ComparedColumn.Recipe]) -> Desk {
        var desk = CompareSamples.desk(width: width, height: height, recipes)
        desk.state.draft.version = SavedVersion(id: Sample.versions[0].id, number: 12)
        desk.state.draft.settledID = Sample.versions[0].id
        return desk
    }

    /// Answers the runs of the last key: the first piece after 0.41 s, the end after 1.8 s.
    private func answer(_ desk: inout Desk, _ texts: [String]) {
        let runs = CompareSamples.runs(desk)
        desk.state.now = 0.41
        for (run, text) in zip(runs, texts) { desk.receive(run.id, CompareSamples.pieces(text)) }
        desk.state.now = 1.8
        for (run, _) in zip(runs, texts) { desk.receive(run.id, CompareSamples.ending) }
    }

    @Test("80×24: one column has answered, the other one is streaming")
    func small() {
        var desk = desk(80, 24, [.init(), .init(model: "gpt-4o")])
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        desk.state.now = 0.41
        desk.receive(
            runs[0],
            CompareSamples.pieces("**Brest** floods first:\n\n- Brest at 14:10\n- Dover at 15:55, 105 minutes later"))
        desk.receive(runs[1], CompareSamples.pieces("The tide reaches Dover after Brest, so"))
        desk.state.now = 1.8
        desk.receive(runs[0], CompareSamples.ending)
        expectScreen(
            desk.frame(),
            """
             étude  harbours  v12 a3f9c2d1             simulator · gpt-4.1-mini   running 1
            ┌ Compare ──────────────────────────────────────────────────────────────── A B ┐
            │ user  Which of these two harbours floods first?                              │
            ├──────────────────────────────────────┬───────────────────────────────────────┤
            │ A  v12 a3f9c2d1             baseline │▸B  v12 · gpt-4o                       │
            │ simulator · gpt-4.1-mini             │ simulator · gpt-4o                    │
            │ 1.8 s · 12 tok           first 0.4 s │ streaming 0 tok/s         first 0.4 s │
            ├──────────────────────────────────────┼───────────────────────────────────────┤
            │ Brest floods first:                  │ The tide reaches Dover after Brest,   │
            │                                      │ so                                    │
            │ • Brest at 14:10                     │                                       │
            │ • Dover at 15:55, 105 minutes later  │                                       │
            │                                      │                                       │
            │                                      │                                       │
            │                                      │                                       │
            │                                      │                                       │
            │                                      │                                       │
            │                                      │                                       │
            │                                      │                                       │
            │                                      │                                       │
            ├──────────────────────────────────────┴───────────────────────────────────────┤
            │ user  i writes a message                                                     │
            └──────────────────────────────────────────────────────────────────────────────┘
             ^C stop   Enter select   ^R run   Tab answer   d diff   q close   F1 help
            """)
    }

    @Test("120×40: differences from the baseline: JSON by its structure, calls by their arguments")
    func medium() {
        var desk = desk(
            120, 40, [.init(), .init(model: "gpt-4o"), .init(.version(CompareSamples.version), settings: ["seed=7"])])
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        let texts = [
            #"{"harbour": "Brest", "minutes": 95, "because": "plus tôt"}"#,
            #"{"harbour": "Dover", "minutes": 105, "because": "plus tôt", "sure": true}"#,
        ]
        answer(&desk, texts)
        desk.receive(
            runs[2], CompareSamples.calls([("tide", #"{"harbour":"Brest"}"#), ("tide", #"{"harbour":"Dover"}"#)]))
        desk.press("d")
        expectScreen(
            desk.frame(),
            """
             étude  harbours  v12 a3f9c2d1                                                                 simulator · gpt-4.1-mini
            ┌ Compare ────────────────────────────────────────────────────────────────────────────────────────────────────── A B C ┐
            │ user  Which of these two harbours floods first?                                                                      │
            ├──────────────────────────────────────┬──────────────────────────────────────┬────────────────────────────────────────┤
            │ A  v12 a3f9c2d1             baseline │ B  v12 · gpt-4o       differs from A │▸C  v11 77b0e4aa seed=7  differs from A │
            │ simulator · gpt-4.1-mini             │ simulator · gpt-4o                   │ simulator · gpt-4.1-mini               │
            │ 1.8 s · 12 tok           first 0.4 s │ 1.8 s · 12 tok           first 0.4 s │ 1.8 s                      first 1.8 s │
            ├──────────────────────────────────────┼──────────────────────────────────────┼────────────────────────────────────────┤
            │ {"harbour": "Brest", "minutes": 95,  │ {                                    │ - {"harbour": "Brest", "minutes": 95,  │
            │ "because": "plus tôt"}               │   "harbour": "Dover",  ‹"Brest"›     │   "because": "plus tôt"}               │
            │                                      │   "minutes": 105,  ‹95›              │ + ƒ tide  {"harbour": "Brest"}         │
            │                                      │   "because": "plus tôt",             │ + ƒ tide  {"harbour": "Dover"}         │
            │                                      │   + "sure": true                     │                                        │
            │                                      │ }                                    │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            │                                      │                                      │                                        │
            ├──────────────────────────────────────┴──────────────────────────────────────┴────────────────────────────────────────┤
            │ user  i writes a message                                                                                             │
            └─ ‹words› of A only · calls are shown, not run ───────────────────────────────────────────────────────────────────────┘
             Enter select   ^R run   Tab answer   d diff   o log   a add models   v add versions   r again   q close   F1 help
            """)
    }

    @Test("200×60: five columns, three repeats of each, what says the same once")
    func large() {
        var desk = desk(
            200, 60,
            [
                .init(), .init(model: "gpt-4o"), .init(.version(CompareSamples.version)),
                .init(settings: ["temperature=0"]),
                .init(provider: "openai"),
            ])
        desk.state.comparison?.setRepeats(3)
        desk.press("ctrl-r")
        answer(
            &desk,
            [
                "Brest floods first.", "Brest.", "Brest floods first.", "Dover.", "Dover.", "Dover.", "Brest.",
                "Both flood at noon.", "Dover, by an hour and three quarters, if the tables are right.", "Brest.",
                "Brest.",
            ])
        desk.state.now = 2
        let runs = desk.state.comparison?.columns[3].answers.map(\.run.id) ?? []
        desk.receive(
            runs[2], [.sent(attempt: 0), .ended(error: RunError(kind: .rateLimit, status: 429, message: "slow down"))])
        desk.press("i")
        desk.type("And which")
        desk.press("enter")
        desk.type("one is deeper?")
        expectScreen(
            desk.frame(),
            """
             étude  harbours  v12 a3f9c2d1                                                                                                                                                 simulator · gpt-4.1-mini
            ┌ Compare ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── A B C D E   3 repeats ┐
            │ user  Which of these two harbours floods first?                                                                                                                                                      │
            ├──────────────────────────────────────┬──────────────────────────────────────┬──────────────────────────────────────┬──────────────────────────────────────┬──────────────────────────────────────────┤
            │ A  v12 a3f9c2d1             baseline │ B  v12 · gpt-4o       differs from A │ C  v11 77b0e4aa       differs from A │ D  v12 temperature=0  differs from A │▸E  v12 a3f9c2d1                          │
            │ simulator · gpt-4.1-mini             │ simulator · gpt-4o                   │ simulator · gpt-4.1-mini             │ simulator · gpt-4.1-mini             │ openai · gpt-4.1-mini                    │
            │ 3 of 3 · 2 answers · p50 1.8 s       │ 3 of 3 · 1 answer · p50 1.8 s        │ 3 of 3 · 3 answers · p50 1.8 s       │ 3 of 3 · 2 answers · p50 1.8 s       │ not sent                                 │
            ├──────────────────────────────────────┼──────────────────────────────────────┼──────────────────────────────────────┼──────────────────────────────────────┼──────────────────────────────────────────┤
            │▸ 2×                            1.8 s │▸ 3×                            1.8 s │▸ 1×                            1.8 s │▸ 2×                            1.8 s │ provider: no provider is called          │
            │ Brest floods first.                  │ Dover.                               │ Brest.                               │ Brest.                               │ 'openai'                                 │
            │                                      │                                      │                                      │                                      │                                          │
            │  1×                            1.8 s │                                      │  1×                            1.8 s │  1×                            2.0 s │                                          │
            │ Brest.                               │                                      │ Both flood at noon.                  │ failed 429  rate_limit               │                                          │
            │                                      │                                      │                                      │ slow down                            │                                          │
            │                                      │                                      │  1×                            1.8 s │ Wait a moment and run again, or      │                                          │
            │                                      │                                      │ Dover, by an hour and three          │ request less at once.                │                                          │
            │                                      │                                      │ quarters, if the tables are right.   │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            │                                      │                                      │                                      │                                      │                                          │
            ├──────────────────────────────────────┴──────────────────────────────────────┴──────────────────────────────────────┴──────────────────────────────────────┴──────────────────────────────────────────┤
            │ user  And which                                                                                                                                                                                      │
            │       one is deeper?                                                                                                                                                                                 │
            └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
             ^R run   F2 add models   F4 add versions   Esc columns   F7 close   F1 help
            """)
    }

    @Test("40×10: one column at a time, with its head in one row")
    func tiny() {
        var desk = desk(40, 10, [.init(), .init(model: "gpt-4o")])
        desk.press("ctrl-r")
        answer(&desk, ["Brest floods first.", "Dover floods first."])
        expectScreen(
            desk.frame(),
            """
             harbours  v12 a3f9c2d1       simulator
            ┌ Compare ─────────────────── B of 2 ◂ ┐
            │▸B  v12 · gpt-4o       differs from A │
            │ Dover floods first.                  │
            │                                      │
            │                                      │
            ├──────────────────────────────────────┤
            │ user  i writes a message             │
            └──────────────────────────────────────┘
             ^R run   q close   F1 help
            """)
    }

    @Test("without columns the page says how to add some")
    func noColumns() {
        var desk = desk(80, 24, [.init()])
        desk.press("esc x")
        expectScreen(
            desk.frame(),
            """
             étude  harbours  v12 a3f9c2d1                         simulator · gpt-4.1-mini
            ┌ Compare ─────────────────────────────────────────────────────────────────────┐
            │ Your message is below.                                                       │
            ├──────────────────────────────────────────────────────────────────────────────┤
            │                                                                              │
            │ No columns. a adds models, v adds versions, D adds the draft.                │
            │                                                                              │
            ├──────────────────────────────────────────────────────────────────────────────┤
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            │                                                                              │
            ├──────────────────────────────────────────────────────────────────────────────┤
            │ user  Which of these two harbours floods first?                              │
            └──────────────────────────────────────────────────────────────────────────────┘
             a add models   ^R run   v add versions   c clone   i write   q close   F1 help
            """)
    }
}
