import Commands
import Evaluations
import Foundation
import JSON
import Logbook
import Prompts
import TestSupport
import Testing

@Suite("Exporting logs")
struct LogsExportTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func etude(_ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(Array(arguments), home: home, input: input)
    }

    private func run(_ arguments: String...) async throws {
        _ = try await InProcess.run(["run", Etude.sample("translate.prompt")] + arguments, home: home)
    }

    private func lines(_ text: String) throws -> [JSONValue] {
        try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test("a line of JSONL is what logs show prints of the log, with a call's result too")
    func jsonl() async throws {
        try await run("--var", "language=French", "-m", "Good morning")
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "Boston and London?")
        let exported = try await etude("logs", "export")
        #expect(exported.status == 0 && exported.errors.isEmpty)
        let logs = try lines(exported.output)
        #expect(logs.count == 2)
        for log in logs {
            let id = try #require(log["id"]?.stringValue)
            #expect(try await etude("logs", "show", id, "--json").output == log.compact + "\n")
        }
        #expect(logs[1]["calls"]?.arrayValue?.isEmpty == false)
    }

    @Test(
        "a file that the playground writes has the bytes of logs export, its ending says the form, and it never overwrites unasked"
    )
    func files() async throws {
        try await run("--var", "language=French", "-m", "Good morning")
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "Boston and London?")
        let store = LazyStore(directory: home.path)
        let files = DiskFiles(folder: WorkingFolder(home.path, home: home.path))
        let export = LogFileExport(files: files, store: store)
        let ids = try await store.store().logs(matching: LogQuery()).map(\.id) + ["gone"]
        for (name, form) in [
            ("a.jsonl", "jsonl"), ("a.CSV", "csv"), ("a.fine-tuning.jsonl", "fine-tuning"), ("a.rows.jsonl", "rows"),
        ] {
            guard case .written(let count, let losses) = try await export.write(ids, to: name, replaces: false) else {
                Issue.record("\(name) was not written")
                continue
            }
            let printed = try await etude("logs", "export", "--as", form)
            #expect(try home.read(name) == printed.output)
            #expect(losses.map { "etude: \($0)\n" }.joined() == printed.errors)
            #expect(
                count == (form == "fine-tuning" || form == "rows" ? printed.output.split(separator: "\n").count : 2))
        }
        if case .written = try await export.write([ids[0]], to: "a.jsonl", replaces: false) {
            Issue.record("a file was overwritten")
        }
        #expect(try home.read("a.jsonl").split(separator: "\n").count == 2)
        _ = try await export.write([ids[0]], to: "a.jsonl", replaces: true)
        #expect(try home.read("a.jsonl").split(separator: "\n").count == 1)
        await #expect(throws: FieldError.self) { try await export.write(ids, to: "a.txt", replaces: true) }
    }

    @Test("CSV has the promised columns, and reads back as it was")
    func csv() async throws {
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "=Boston, \"now\"\nor later?")
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "simulate: 401")
        for (raw, first) in [(false, "'="), (true, "=")] {
            let arguments = ["logs", "export", "--as", "csv"] + (raw ? ["--raw"] : [])
            let text = try await InProcess.run(arguments, home: home).output
            var reader = CSVText(Array(text.utf8))
            let header = try #require(try reader.next()).fields
            #expect(
                header.joined(separator: ",")
                    == "id,created_at,prompt,version,number,provider,model,status,finish_reason,"
                    + "message,answer,calls,prompt_tokens,completion_tokens,cost_usd,first_token_ms,total_ms,feedback,error"
            )
            let row = try #require(try reader.next()).fields
            #expect(row.count == header.count)
            #expect(row[9] == first + "Boston, \"now\"\nor later?")
            #expect(row[2] == "weather" && row[4] == "1" && row[7] == "ok")
            let failed = try #require(try reader.next()).fields
            #expect(failed[7] == "error" && failed[18].hasPrefix("authentication 401: "))
            #expect(try reader.next() == nil)
        }
    }

    @Test("JSONL and CSV have a line for each of several answers, and imported again they are one log")
    func severalAnswers() async throws {
        try await run("--var", "language=French", "-m", "Good morning", "-n", "2")
        let listed = try lines(try await etude("logs", "--json").output)
        let text = try await etude("logs", "export").output
        let exported = try lines(text)
        #expect(exported.map { $0["choice"] } == [0, 1])
        #expect(exported.map { $0["output"] } == listed.map { $0["output"] })
        #expect(exported[0]["response"] == exported[1]["response"] && exported[0]["id"] == exported[1]["id"])

        var reader = CSVText(Array(try await etude("logs", "export", "--as", "csv").output.utf8))
        _ = try reader.next()
        for line in listed {
            let row = try #require(try reader.next()).fields
            #expect(row[0] == line["id"]?.stringValue && row[10] == line["output"]?.stringValue)
        }
        #expect(try reader.next() == nil)

        let elsewhere = try LogsExportTests()
        let imported = try await elsewhere.etude("logs", "import", "-", input: text)
        #expect(imported.output == "imported 1 log under imported\n" && imported.errors.isEmpty, "\(imported)")
        let back = try lines(try await elsewhere.etude("logs", "--json").output)
        #expect(back.map { $0["output"] } == listed.map { $0["output"] })
    }

    @Test("fine-tuning has an example a line; what cannot be carried over is counted on stderr")
    func fineTuning() async throws {
        try await run("--var", "language=French", "-m", "Good morning")
        _ = try await etude("run", Etude.sample("weather.prompt"), "-m", "simulate: 401")
        let exported = try await etude("logs", "export", "--as", "fine-tuning")
        let examples = try lines(exported.output)
        #expect(examples.count == 1 && examples[0].objectValue?.keys == ["messages"])
        #expect(examples[0]["messages"]?.arrayValue?.last?["role"] == "assistant")
        #expect(exported.errors == "etude: left out 1 of the logs, which did not finish\n")
    }

    @Test("rows are a dataset for the same prompt: they evaluate to the same requests")
    func rows() async throws {
        try await run("--var", "language=French", "-m", "Good morning")
        let log = try lines(try await etude("logs", "export").output)[0]
        let rows = try await etude("logs", "export", "--as", "rows").output
        #expect(try lines(rows)[0]["vars"]?["language"] == "French")
        let file = try home.write(rows, to: "rows.jsonl")
        let run = try await etude("eval", "--prompt", Etude.sample("translate.prompt"), "--data", file, "--json")
        #expect(run.status == 0, "\(run.errors)")
        let again = try lines(try await etude("logs", "export").output)[1]
        #expect(again["request"]?["messages"] == log["request"]?["messages"])
        #expect(again["version"] == log["version"])
    }

    @Test("--raw without CSV and an unknown form are refused")
    func refusals() async throws {
        #expect(try await etude("logs", "export", "--raw").errors.contains("--raw is for --as csv"))
        #expect(try await etude("logs", "export", "--as", "xml").status == 2)
    }
}
