import Evaluations
import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("What changed since the evaluation before")
struct EvaluationChangesTests {
    private func listing(_ id: String, _ file: String) -> EvaluationListing {
        var record = GridSamples.record()
        (record.id, record.settings.file) = (id, file)
        return EvaluationListing(record: record, done: 1)
    }

    private func desk(_ listings: [EvaluationListing]) -> Desk {
        var desk = Desk(width: 120, height: 40)
        desk.state.settings.theme = .plain
        desk.state.openEvaluations()
        desk.send(.grid(.listed(listings)))
        return desk
    }

    @Test("d compares with the one before of the same file, or with a marked one; Space marks two others")
    func asks() {
        var desk = desk([listing("03", "/a.yaml"), listing("02", "/b.yaml"), listing("01", "/a.yaml")])
        desk.press("d")
        #expect(desk.effects == [.grid(.compare("01", "03"))])
        desk.press("j space")
        #expect(desk.screen.contains("• 20 Nov"))
        desk.press("d")
        #expect(desk.effects == [.grid(.compare("02", "01"))])
        desk.press("space g d")
        #expect(desk.effects == [.grid(.compare("02", "01"))])
        desk.press("space d")
        #expect(desk.notice == "two are compared; 3 are marked")
    }

    @Test("the first evaluation of a file says that there is none before it")
    func first() {
        var listing = listing("01", "/a.yaml")
        listing.record.settings.data = nil
        var desk = desk([listing])
        desk.press("d")
        #expect(!desk.effects.contains { if case .grid = $0 { true } else { false } })
        #expect(desk.notice?.contains("no earlier evaluation has the same file or rows") == true)
    }

    @Test("H in a grid lists the evaluations with the cursor on the grid's own")
    func fromGrid() {
        var desk = GridSamples.desk()
        desk.press("H")
        desk.send(.grid(.listed([listing("02", "/a.yaml"), listing("01EVAL", "/a.yaml"), listing("00", "/a.yaml")])))
        desk.press("d")
        #expect(desk.effects == [.grid(.compare("00", "01EVAL"))])
    }

    @Test("the page names what rows, versions and checks changed, and the rows that pass or fail now")
    func page() throws {
        var (old, new) = (GridSamples.record(repeats: 1), GridSamples.record(repeats: 1))
        (old.id, new.id, new.settings.rowUnder) = ("01A", "01B", 0.8)
        (old.columns, new.columns) = ([old.columns[0]], [new.columns[1]])
        new.columns[0].label = "A"
        func cells(_ outcomes: [CheckOutcome], _ check: String) -> [CellRecord] {
            outcomes.enumerated().map { row, outcome in
                let key = CellKey(column: 0, row: GridSamples.dataset.rows[row].id, ordinal: 0, repeat: 0)
                var cell = CellRecord(key: key, index: row, log: "L\(row)")
                (cell.state, cell.answer) = (.answered, "a")
                cell.verdict = CellVerdict(
                    checks: [CheckResult(type: check, outcome: outcome)], outcome: outcome, score: nil)
                return cell
            }
        }
        let difference = EvaluationDifference(
            .init(old, cells([.pass, .fail, .pass], "is-json")), .init(new, cells([.fail, .pass, .pass], "is-xml")))
        func version(_ id: VersionID, _ number: Int, _ temperature: String) throws -> Version {
            var config = Sample.config
            try config.set(path: "temperature", text: temperature)
            return Version(
                id: id, prompt: "harbours", number: number, parent: nil, createdAt: LogSamples.moment, config: config)
        }
        let versions = [
            old.columns[0].version: try version(old.columns[0].version, 11, "0.2"),
            new.columns[0].version: try version(new.columns[0].version, 12, "0.7"),
        ]
        var desk = Desk(width: 120, height: 40)
        desk.state.settings.theme = .plain
        desk.send(
            .grid(.compared(EvaluationChanges(difference, versions: versions, rows: GridRows(GridSamples.dataset)))))
        let screen = desk.screen
        for text in [
            "What changed in tides.csv", "3 in both", "more than half → at least 80 %", "is-json removed in 3 rows",
            "is-xml added in 3 rows", "A  harbours v11 77b0e4aa → v12 a3f9c2d1  openai · gpt-4.1-mini",
            "temperature 0.2 → 0.7", "+1 −1, no difference; 3 rows checked both times", "fail now, passed before",
            "1  Roscoff, Brest", "pass now, failed before", "2  Calais, Ostende",
        ] {
            #expect(screen.contains(text), "\(text)")
        }
    }
}
