import Evaluations
import Foundation
import JSON
import Playground
import Prompts
import RequestCore
import Storage
import TextUI

/// - `GridSpeed make HOME ROWS COLUMNS REPEATS`: a store with an evaluation of so many cells, in a home that has none.
/// - `GridSpeed measure HOME TIMES`: a line for each thing that the grid does with it: the median and the longest time in
///   microseconds. Opening ends with a frame; so does a key, and a change of cells.
@main @MainActor
enum GridSpeed {
    private static let blocks = ThreadBlocks()
    private static let evaluation = "01GRIDSPEED"

    static func main() async throws {
        let arguments = CommandLine.arguments
        let numbers = arguments.dropFirst(3).compactMap { Int($0) }
        if arguments.count == 6, arguments[1] == "make", numbers.count == 3 {
            try await make(arguments[2], rows: numbers[0], columns: numbers[1], repeats: numbers[2])
        } else if arguments.count == 4, arguments[1] == "measure", numbers.count == 1 {
            try await measure(arguments[2], numbers[0])
        } else {
            print("usage: GridSpeed make HOME ROWS COLUMNS REPEATS | GridSpeed measure HOME TIMES")
        }
    }

    // MARK: Making

    private static func dataset(_ count: Int) -> Dataset {
        let names = ["Brest", "Dover", "Calais", "Roscoff", "Poole", "Cherbourg", "St. Malo", "Jersey", "Ostende"]
        return Dataset(
            rows: (0..<count).map { number in
                DataRow(vars: [
                    "one": .string(names[number % names.count] + " \(number)"),
                    "two": .string(names[number * 7 % names.count]), "language": "French",
                ])
            })
    }

    private static func make(_ home: String, rows: Int, columns: Int, repeats: Int) async throws {
        let store = try Store(directory: home)
        let data = dataset(rows)
        try await store.save(
            EvaluationRecord(
                id: evaluation, createdAt: Date(timeIntervalSince1970: 1_780_000_000), dataset: data.id, rows: rows,
                repeats: repeats,
                columns: (0..<columns).map { place in
                    EvaluationColumn(
                        label: EvaluationColumn.label(at: place), prompt: "tides",
                        version: VersionID(canonical: "\(place)"), provider: "simulator", model: "model-\(place)")
                }))
        for (index, row) in data.rows.enumerated() {
            for column in 0..<columns {
                for place in 0..<repeats {
                    try await store.save(cell(index, row.id, column, place), inEvaluation: evaluation)
                }
            }
        }
    }

    /// A cell with two checks. Of five, four pass.
    private static func cell(_ index: Int, _ row: String, _ column: Int, _ place: Int) -> CellRecord {
        let passes = (index * 31 + column * 7 + place) % 5 > 0
        var cell = CellRecord(
            key: CellKey(column: column, row: row, ordinal: 0, repeat: place), index: index,
            log: "01LOG\(index)-\(column)-\(place)")
        cell.state = .answered
        cell.verdict = CellVerdict(
            checks: [
                CheckResult(type: "is-json", outcome: .pass, score: 1),
                CheckResult(type: "contains", value: "Dover", outcome: passes ? .pass : .fail, score: passes ? 1 : 0),
            ], outcome: passes ? .pass : .fail, score: passes ? 1 : 0.5)
        cell.latencyMS = Double(800 + (index * 13 + column * 101 + place * 37) % 3000)
        (cell.cost, cell.promptTokens, cell.completionTokens) = (0.0011, 210, 29)
        cell.answer = passes ? "right" : "wrong \(place)"
        return cell
    }

    // MARK: Measuring

    private static func measure(_ home: String, _ times: Int) async throws {
        let store = try Store(directory: home)
        guard let record = try await store.evaluation(id: evaluation) else {
            return print("\(home) has no evaluation; make it first")
        }
        var state = opened(record)
        var durations: [Int] = []
        for _ in 0..<times {
            state = opened(record)
            let start = ContinuousClock.now
            let cells = try await store.gridCells(ofEvaluation: evaluation, firstRows: 100)
            take(.opened(grid(record, cells), isWhole: false), &state)
            durations.append(microseconds(since: start))
        }
        report("open", durations)
        durations = []
        var whole = GridCells(cells: [], revision: 0, repeats: record.repeats)
        for _ in 0..<max(3, times / 5) {
            let start = ContinuousClock.now
            whole = try await store.gridCells(ofEvaluation: evaluation, firstRows: nil)
            let grid = grid(record, whole)
            durations.append(microseconds(since: start))
            let taking = ContinuousClock.now
            take(.opened(grid, isWhole: true), &state)
            if durations.count == 1 { report("the rest, on the main actor", [microseconds(since: taking)]) }
        }
        report("the rest, beside it", durations)
        let data = dataset(record.rows)
        let rows = GridRows(data)
        report("rows of the file", [time { take(.rowsRead(evaluation: evaluation, rows, fault: nil), &state) }])
        for (name, keys) in keys {
            report(
                name,
                (0..<times).map { number in
                    time {
                        press(keys[number % keys.count], &state)
                        draw(&state)
                    }
                })
            if name == "find rows by their text" { press(.escape, &state) }
        }
        updates(whole, times, &state)
    }

    private static let keys: [(String, [Key])] = [
        ("down", [.down]), ("up", [.up]), ("a page on", [Key(.pageDown), Key(.pageUp)]),
        ("to the end", [.character("G"), .character("g")]),
        ("another column", [.right, .left]), ("the next failure", [.character("n")]), ("sort", [.character("s")]),
        ("another baseline", [.character("b")]),
        ("begin to find", [.character("/")]),
        ("find rows by their text", [.character("b"), .character("r"), .backspace, .backspace]),
    ]

    /// A quarter of a second of 200 cells a second, as the grid reads them: each with its frame, and with a key between.
    private static func updates(_ whole: GridCells, _ times: Int, _ state: inout AppState) {
        var durations: [Int] = []
        for number in 0..<times {
            let start = number * 50 % max(1, whole.cells.count - 50)
            let cells = whole.cells[start..<min(start + 50, whole.cells.count)].map { cell in
                var cell = cell
                (cell.outcome, cell.latencyMS) = (number % 2 == 0 ? .fail : .pass, cell.latencyMS + 1)
                return cell
            }
            let changed = GridCells(cells: cells, revision: number + 1, repeats: whole.repeats)
            durations.append(
                time {
                    _ = state.update(.grid(.changed(evaluation: evaluation, changed)))
                    press(.down, &state)
                    draw(&state)
                })
        }
        report("50 cells and a key", durations)
    }

    private static func opened(_ record: EvaluationRecord) -> AppState {
        var state = AppState(
            size: Size(width: 120, height: 40),
            settings: AppSettings(
                providers: ProviderDirectory(names: []) { _ in .ready(.simulator) }, keymap: .standard))
        state.openGrid(record.id)
        return state
    }

    private static func grid(_ record: EvaluationRecord, _ cells: GridCells) -> OpenGrid {
        var table = GridTable(record)
        table.take(cells.cells)
        return OpenGrid(table)
    }

    private static func take(_ action: GridAction, _ state: inout AppState) {
        _ = state.update(.grid(action))
        draw(&state)
    }

    private static func press(_ key: Key, _ state: inout AppState) { _ = state.update(.key(key)) }

    private static func draw(_ state: inout AppState) {
        state.metrics = ScreenView.frame(of: state, blocks: blocks).metrics
    }

    private static func report(_ name: String, _ times: [Int]) {
        let sorted = times.sorted()
        print("\(name): median \(sorted[sorted.count / 2]), longest \(sorted.last ?? 0)")
    }

    private static func time(_ work: () -> Void) -> Int {
        let start = ContinuousClock.now
        work()
        return microseconds(since: start)
    }

    private static func microseconds(since start: ContinuousClock.Instant) -> Int {
        let duration = ContinuousClock.now - start
        return Int(duration.components.attoseconds / 1_000_000_000_000) + Int(duration.components.seconds) * 1_000_000
    }
}
