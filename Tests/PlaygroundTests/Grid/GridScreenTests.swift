import Testing
import TextUI

@testable import Playground

/// The grid as it is drawn, whole screens with header and footer.
@MainActor @Suite("The screen of a grid")
struct GridScreenTests {
    private func screen(width: Int, height: Int) -> [String] {
        var desk = GridSamples.desk(width: width, height: height, row: 6)
        desk.state.notice = nil
        let (frame, _) = ScreenView.frame(of: desk.state, blocks: ThreadBlocks())
        return frame.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func check(_ expected: String, width: Int, height: Int) {
        let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let drawn = screen(width: width, height: height)
        #expect(drawn.count == wanted.count)
        for (line, (own, other)) in zip(drawn, wanted).enumerated() { #expect(own == other, "line \(line + 1)") }
    }

    @Test("the smallest screens show one column beside the rows", arguments: [(40, 12), (40, 10), (41, 12), (50, 12)])
    func smallest(width: Int, height: Int) {
        let lines = screen(width: width, height: height)
        #expect(lines.contains { $0.contains("│ A  v11") && $0.hasSuffix("│") })
        #expect(lines.contains { $0.contains("A of 3") })
    }

    @Test("a small screen has the baseline and one other column, and the row under the cursor in a few lines")
    func small() {
        check(
            #"""
             étude  harbours  tides.csv 55d5edd1 · 12 × 5                           $0.0360
            ┌ Grid ──────────────────────────────────────────────── A B of 3   row 7 of 12 ┐
            │                      │ A  v11  gpt-4.1-mini      │ B  v12  gpt-4.1-mini      │
            │ rows that pass       │ 9 of 12  75 %  47–91      │ 11 of 12  92 %  65–99     │
            │ against A            │ baseline                  │ +3 −1, could be chance    │
            │ p50 · p95 · $ a row  │ 1.3 s · 1.6 s · $0.0010   │ 1.7 s · 2.0 s · $0.0010   │
            ├──────────────────────┼───────────────────────────┼───────────────────────────┤
            │    4  St. Malo, Gran…│ ✗ 2 of 5  3 answers       │ ✓ 5 of 5  1 answer        │
            │    5  Calais, Dover  │ ✓ 5 of 5  1 answer        │ ✓ 5 of 5  1 answer        │
            │    6  Brest, Roscoff │ ✓ 4 of 5  2 answers       │ ✓ 5 of 5  1 answer        │
            │ ▸  7  Brest, Dover   │ ✗ 1 of 5  3 answers       │ ✓ 5 of 5  1 answer        │
            │    8  St. Malo, Jers…│ ✗ 0 of 5  2 answers       │ ✓ 5 of 5  1 answer        │
            │    9  Dunkerque, Ost…│ ✓ 5 of 5  1 answer        │ ✓ 5 of 5  1 answer        │
            ├──────────────────────┴───────────────────────────┴───────────────────────────┤
            │ A 3×  {"harbour": "Brest", "minutes": 95, "because": "plus tôt"}             │
            │ A 1×  {"harbour": "Dover", "minutes": 105, "because": "105 minutes plus tôt… │
            │ B 5×  {"harbour": "Dover", "minutes": 105, "because": "105 minutes plus tôt… │
            │                                                                              │
            │   ✗ is-json   1 of A: not JSON: "Brest floods…"                              │
            │   ✗ contains Dover   4 of A: no "Dover" in it                                │
            │                                                                              │
            │                                                                              │
            └─ ✓ ✗ most of 5, by the checks of the row   ! did not run   · waits ──────────┘
             ^R run missing   Enter open log   Tab next answer   d diff   q close   F1 help
            """#, width: 80, height: 24)
    }

    @Test("a wide screen has the row under the cursor in a box of its own, beside its columns")
    func wide() {
        check(
            #"""
             étude  harbours  tides.csv 55d5edd1 · 12 × 5                                                                   $0.0360
            ┌ Grid ─────────────────────────────────────────────────────────────────────────────────────────────────── row 7 of 12 ┐
            │                           │ A  v11 77b0e4aa  baseline   │ B  v12 a3f9c2d1             │ C  v12 a3f9c2d1              │
            │ model                     │ openai · gpt-4.1-mini       │ openai · gpt-4.1-mini       │ openai · gpt-6-luna          │
            │ rows that pass            │ 9 of 12  75 %  47–91        │ 11 of 12  92 %  65–99       │ 11 of 12  92 %  65–99        │
            │ against A                 │ baseline                    │ +3 −1, could be chance      │ +3 −1, could be chance       │
            │ all 5 · at least 1        │ 6 · 11                      │ 10 · 12                     │ 8 · 11                       │
            │ p50 · p95                 │ 1.3 s · 1.6 s               │ 1.7 s · 2.0 s               │ 2.1 s · 2.4 s                │
            │ tokens out · cost a row   │ 145 · $0.0010               │ 145 · $0.0010               │ 145 · $0.0010                │
            ├───────────────────────────┼─────────────────────────────┼─────────────────────────────┼──────────────────────────────┤
            │    3  Cherbourg, Poole    │ ✓ 5 of 5  1 answer          │ ✓ 4 of 5  2 answers         │ ✓ 5 of 5  1 answer           │
            │    4  St. Malo, Granville │ ✗ 2 of 5  3 answers         │ ✓ 5 of 5  1 answer          │ ✓ 4 of 5  2 answers          │
            │    5  Calais, Dover       │ ✓ 5 of 5  1 answer          │ ✓ 5 of 5  1 answer          │ ✓ 5 of 5  1 answer           │
            │    6  Brest, Roscoff      │ ✓ 4 of 5  2 answers         │ ✓ 5 of 5  1 answer          │ ✓ 5 of 5  1 answer           │
            │ ▸  7  Brest, Dover        │ ✗ 1 of 5  3 answers         │ ✓ 5 of 5  1 answer          │ ✓ 3 of 5  3 answers          │
            │    8  St. Malo, Jersey    │ ✗ 0 of 5  2 answers         │ ✓ 5 of 5  1 answer          │ ✓ 3 of 5  3 answers          │
            │    9  Dunkerque, Ostende  │ ✓ 5 of 5  1 answer          │ ✓ 5 of 5  1 answer          │ ✓ 5 of 5  1 answer           │
            │   10  Le Havre, Fécamp    │ ✓ 5 of 5  1 answer          │ ✗ 2 of 5  3 answers         │ ✓ 5 of 5  1 answer           │
            └─ ✓ ✗ most of 5, by the checks of the row   ! did not run   · waits ──────────────────────────────────────────────────┘
            ┌ Row 7 ───────────────────────────────────────────────────────────────────────────────────────────────── Brest, Dover ┐
            │ variables                 │ A   3 of 5 answers          │ B   5 of 5 answers          │ C   3 of 5 answers           │
            │   one  Brest              │  {"harbour": "Brest",       │  {"harbour": "Dover",       │  {"harbour": "Dover",        │
            │   two  Dover              │  "minutes": 95, "because":  │  "minutes": 105, "because": │  "minutes": 105, "because":  │
            │   language  French        │  "plus tôt"}                │  "105 minutes plus tôt"}    │  "105 minutes plus tôt"}     │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │                             │                             │                              │
            │                           │ ✓ 1×  {"harbour": "Dover", …│                             │ ✗ 1×  {"harbour": "Brest", "…│
            │                           │ ✗ 1×  Brest floods first, b…│                             │ ✗ 1×  Brest floods first, by…│
            │ checks                    │                             │                             │                              │
            │   is-json                 │ ✓ 4   ✗ 1   not JSON: "Bres…│ ✓ 5                         │ ✓ 4   ✗ 1   not JSON: "Brest…│
            │   contains Dover          │ ✓ 1   ✗ 4   no "Dover" in it│ ✓ 5                         │ ✓ 3   ✗ 2   no "Dover" in it │
            └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
             ^R run missing   Enter open log   Tab next answer   d diff   / filter   n failure   b baseline   q close   F1 help
            """#, width: 120, height: 40)
    }

    @Test("a large screen has more of everything")
    func large() {
        check(
            #"""
             étude  harbours  tides.csv 55d5edd1 · 12 × 5                                                                                                                                                   $0.0360
            ┌ Grid ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── row 7 of 12 ┐
            │                                        │ A  v11 77b0e4aa  baseline                         │ B  v12 a3f9c2d1                                    │ C  v12 a3f9c2d1                                    │
            │ model                                  │ openai · gpt-4.1-mini                             │ openai · gpt-4.1-mini                              │ openai · gpt-6-luna                                │
            │ rows that pass                         │ 9 of 12  75 %  47–91                              │ 11 of 12  92 %  65–99                              │ 11 of 12  92 %  65–99                              │
            │ against A                              │ baseline                                          │ +3 −1, could be chance                             │ +3 −1, could be chance                             │
            │ all 5 · at least 1                     │ 6 · 11                                            │ 10 · 12                                            │ 8 · 11                                             │
            │ p50 · p95                              │ 1.3 s · 1.6 s                                     │ 1.7 s · 2.0 s                                      │ 2.1 s · 2.4 s                                      │
            │ tokens out · cost a row                │ 145 · $0.0010                                     │ 145 · $0.0010                                      │ 145 · $0.0010                                      │
            ├────────────────────────────────────────┼───────────────────────────────────────────────────┼────────────────────────────────────────────────────┼────────────────────────────────────────────────────┤
            │    1  Roscoff, Brest                   │ ✓ 5 of 5  1 answer                                │ ✓ 5 of 5  1 answer                                 │ ✓ 5 of 5  1 answer                                 │
            │    2  Calais, Ostende                  │ ✓ 4 of 5  2 answers                               │ ✓ 5 of 5  1 answer                                 │ ✓ 5 of 5  1 answer                                 │
            │    3  Cherbourg, Poole                 │ ✓ 5 of 5  1 answer                                │ ✓ 4 of 5  2 answers                                │ ✓ 5 of 5  1 answer                                 │
            │    4  St. Malo, Granville              │ ✗ 2 of 5  3 answers                               │ ✓ 5 of 5  1 answer                                 │ ✓ 4 of 5  2 answers                                │
            │    5  Calais, Dover                    │ ✓ 5 of 5  1 answer                                │ ✓ 5 of 5  1 answer                                 │ ✓ 5 of 5  1 answer                                 │
            │    6  Brest, Roscoff                   │ ✓ 4 of 5  2 answers                               │ ✓ 5 of 5  1 answer                                 │ ✓ 5 of 5  1 answer                                 │
            │ ▸  7  Brest, Dover                     │ ✗ 1 of 5  3 answers                               │ ✓ 5 of 5  1 answer                                 │ ✓ 3 of 5  3 answers                                │
            │    8  St. Malo, Jersey                 │ ✗ 0 of 5  2 answers                               │ ✓ 5 of 5  1 answer                                 │ ✓ 3 of 5  3 answers                                │
            │    9  Dunkerque, Ostende               │ ✓ 5 of 5  1 answer                                │ ✓ 5 of 5  1 answer                                 │ ✓ 5 of 5  1 answer                                 │
            │   10  Le Havre, Fécamp                 │ ✓ 5 of 5  1 answer                                │ ✗ 2 of 5  3 answers                                │ ✓ 5 of 5  1 answer                                 │
            │   11  Lorient, Concarneau              │ ✓ 5 of 5  1 answer                                │ ✓ 5 of 5  1 answer                                 │ ✗ 0 of 5  2 answers                                │
            │   12  Nantes, Vannes                   │ ✓ 3 of 5  3 answers                               │ ✓ 5 of 5  1 answer                                 │ ✓ 5 of 5  1 answer                                 │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            └─ ✓ ✗ most of 5, by the checks of the row   ! did not run   · waits ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
            ┌ Row 7 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────── Brest, Dover ┐
            │ variables                              │ A   3 of 5 answers                                │ B   5 of 5 answers                                 │ C   3 of 5 answers                                 │
            │   one  Brest                           │  {"harbour": "Brest", "minutes": 95, "because":   │  {"harbour": "Dover", "minutes": 105, "because":   │  {"harbour": "Dover", "minutes": 105, "because":   │
            │   two  Dover                           │  "plus tôt"}                                      │  "105 minutes plus tôt"}                           │  "105 minutes plus tôt"}                           │
            │   language  French                     │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │                                                   │                                                    │                                                    │
            │                                        │ ✓ 1×  {"harbour": "Dover", "minutes": 105, "becau…│                                                    │ ✗ 1×  {"harbour": "Brest", "minutes": 95, "because…│
            │                                        │ ✗ 1×  Brest floods first, by an hour.             │                                                    │ ✗ 1×  Brest floods first, by an hour.              │
            │ checks                                 │                                                   │                                                    │                                                    │
            │   is-json                              │ ✓ 4   ✗ 1   not JSON: "Brest floods…"             │ ✓ 5                                                │ ✓ 4   ✗ 1   not JSON: "Brest floods…"              │
            │   contains Dover                       │ ✓ 1   ✗ 4   no "Dover" in it                      │ ✓ 5                                                │ ✓ 3   ✗ 2   no "Dover" in it                       │
            └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
             ^R run missing   Enter open log   Tab next answer   d diff   / filter   n failure   b baseline   s sort   # numbers   H evaluations   q close   F1 help
            """#, width: 200, height: 60)
    }
}
