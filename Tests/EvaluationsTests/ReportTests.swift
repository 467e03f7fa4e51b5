import JSON
import Prompts
import Testing

@testable import Evaluations

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Summaries and reports")
struct ReportTests {
    private let version = VersionID(canonical: "{}")

    private func record(rows: Int, repeats: Int = 1, rowUnder: Double? = nil) -> EvaluationRecord {
        let columns = ["A", "B"].map {
            EvaluationColumn(label: $0, prompt: "tides", version: version, provider: "simulator", model: "m<\($0)>")
        }
        var record = EvaluationRecord(
            id: "01E", createdAt: Date(timeIntervalSince1970: 0), dataset: String(repeating: "0", count: 64),
            rows: rows,
            repeats: repeats, columns: columns)
        record.settings.rowUnder = rowUnder
        return record
    }

    private func cell(
        _ column: Int, _ row: Int, _ outcome: CheckOutcome, repeat: Int = 0, state: CellRecord.State = .answered,
        answer: String = "a"
    ) -> CellRecord {
        var cell = CellRecord(
            key: CellKey(column: column, row: "r\(row)", ordinal: 0, repeat: `repeat`), index: row, log: "01L")
        cell.state = state
        cell.answer = state == .answered ? answer : nil
        cell.verdict = CellVerdict(
            checks: [CheckResult(type: "contains", value: "<b>", outcome: outcome, reason: "no \"<b>\" in it & more")],
            outcome: outcome, score: outcome == .pass ? 1 : 0)
        cell.latencyMS = Double(row * 100)
        cell.promptTokens = 10
        cell.completionTokens = 2
        return cell
    }

    @Test("a row passes when more than half of its checked cells do, or the share that is asked for")
    func rowRule() {
        let cells = [cell(0, 0, .pass), cell(0, 0, .fail, repeat: 1), cell(0, 0, .error, repeat: 2, state: .failed)]
        #expect(EvaluationSummary(record(rows: 1, repeats: 3), cells: cells).columns[0].passed.isEmpty)
        #expect(
            EvaluationSummary(record(rows: 1, repeats: 3, rowUnder: 0.5), cells: cells).columns[0].passed.count == 1)
        #expect(EvaluationSummary(record(rows: 1, repeats: 3, rowUnder: 1), cells: cells).columns[0].passed.isEmpty)
        let summary = EvaluationSummary(record(rows: 1, repeats: 3), cells: cells)
        #expect(summary.columns[0].errors == 1)
        #expect(summary.missing == 4)
    }

    @Test("the summary compares rows that both columns have checked, and counts distinct answers by row")
    func difference() throws {
        var cells: [CellRecord] = []
        for row in 0..<4 {
            cells.append(cell(0, row, row == 0 ? .pass : .fail))
            cells.append(cell(1, row, row == 3 ? .unchecked : .pass, answer: row < 2 ? "x" : "y"))
        }
        let summary = EvaluationSummary(record(rows: 4), cells: cells)
        let json = try #require(summary.json["summary"]?["columns"]?[1])
        #expect(json["against"] == ["baseline": "A", "gained": 2, "lost": 0, "p": 0.5])
        #expect(json["answers"] == 4)
        #expect(json["unchecked"] == 1)
        #expect(json["rows_checked"] == 3)
        #expect(json["pass_rate"] == 1)
        #expect(json["latency_ms"] == ["p50": 100, "p95": 300])
        #expect(json["prompt_tokens"] == 40)
        #expect(json["cost_usd"] == .null)
        #expect(summary.reaches(0.25))
        #expect(!summary.reaches(0.5))
    }

    private var report: EvaluationReport {
        let cells = [cell(0, 0, .fail), cell(1, 0, .pass), cell(0, 1, .error, state: .failed), cell(1, 1, .unchecked)]
        let rows = (0..<2).map { row in
            EvaluationReport.Row(
                index: row, vars: ["city": "<script>alert(1)</script>"], description: nil,
                cells: cells.filter { $0.index == row }.map {
                    EvaluationReport.Cell(
                        $0, output: "out \($0.key.column) </pre>\u{1B}[31m",
                        error: $0.state == .failed ? "429 & so" : nil)
                })
        }
        return EvaluationReport(summary: EvaluationSummary(record(rows: 2), cells: cells), rows: rows)
    }

    @Test("the page asks for nothing elsewhere, has no script, and shows strangers' text as text")
    func html() {
        var page = ""
        HTMLReport.write(report) { page += $0 }
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(1)"))
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
        #expect(page.contains("default-src 'none'"))
        #expect(!page.contains("\u{1B}"))
        #expect(page.contains("class=\"failed different\""))
        #expect(page.components(separatedBy: "<tr").count == page.components(separatedBy: "</tr>").count)
    }

    @Test("the build server's document is well-formed, with a case for each cell")
    func junit() {
        let text = JUnitReport.text(of: report)
        var scanner = XMLScanner(Array(text.utf8))
        #expect(scanner.scan() == nil)
        #expect(text.components(separatedBy: "<testcase").count == 5)
        for element in ["<failure", "<error", "<skipped"] { #expect(text.contains(element)) }
        #expect(text.contains("failures=\"1\" errors=\"1\" skipped=\"0\""))
    }

    @Test("the table of a pull request has a line for each column and the rows that do not pass")
    func markdown() {
        let text = MarkdownReport.text(of: report)
        #expect(text.contains("| A |"))
        #expect(text.contains("0 of 1"))
        #expect(!text.contains("<script"))
        let body = text.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(body.count == 8)
    }

    @Test("equal answers share a key whatever the layout of their JSON")
    func keys() {
        #expect(
            AnswerKey.of(Answer(output: "{\"a\":1,\"b\":2}"))
                == AnswerKey.of(Answer(output: " {\"b\": 2, \"a\": 1.0}\n")))
        #expect(AnswerKey.of(Answer(output: "a")) != AnswerKey.of(Answer(output: "b")))
    }

    @Test("labels go from A to Z, then AA")
    func labels() {
        #expect([0, 25, 26, 27, 702].map(EvaluationColumn.label(at:)) == ["A", "Z", "AA", "AB", "AAA"])
    }
}
