import Foundation
import JSON
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite("etude eval")
struct EvalTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        _ = try home.write(
            """
            ---
            name: tides
            model: gpt-4.1-mini
            ---
            <user>
            Which tide is it in {{city}}?
            </user>
            """, to: "tides.prompt")
        _ = try home.write(
            "city,__expected\nBrest,contains:Brest\nDover,not-contains:Dover\nCalais,\n", to: "tides.csv")
    }

    private func eval(_ arguments: String..., input: String? = nil) async throws -> Finished {
        try await InProcess.run(["eval"] + arguments, home: home, input: input)
    }

    private func lines(_ finished: Finished) throws -> [JSONValue] {
        try finished.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test("versions are numbered in the order of the columns, whichever is answered first")
    func numbers() async throws {
        let models = ["gpt-4o", "gpt-4.1-nano", "gpt-4.1-mini", "gpt-4.1"]
        let finished = try await InProcess.run(
            ["eval", "--prompt", "tides.prompt", "--data", "tides.csv"] + models.flatMap { ["--model", $0] }, home: home
        )
        #expect(finished.status == 4, "\(finished.errors)")
        let listed = try lines(try await InProcess.run(["versions", "tides", "--json"], home: home))
        #expect(listed.map { $0["number"] } == [4, 3, 2, 1])
        #expect(listed.reversed().map { $0["model"]?.stringValue } == models)
    }

    @Test("--json prints every key of the promise for each cell, and then the summary")
    func json() async throws {
        let finished = try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "-n", "2", "--json")
        #expect(finished.status == 4, "\(finished.errors)")
        let lines = try lines(finished)
        #expect(lines.count == 7)
        let cell = try #require(lines.first { $0["row"]?["index"] == 0 })
        #expect(
            cell.objectValue?.keys == [
                "evaluation", "row", "column", "repeat", "log", "output", "finish_reason", "outcome", "score", "checks",
                "latency_ms", "cost_usd", "usage", "error",
            ])
        #expect(cell["row"]?.objectValue?.keys == ["id", "index", "vars"])
        #expect(cell["row"]?["vars"] == ["city": "Brest"])
        #expect(cell["column"]?.objectValue?.keys == ["label", "prompt", "version", "provider", "model"])
        #expect(cell["column"]?["label"] == "A")
        #expect(cell["column"]?["provider"] == "simulator")
        #expect(cell["checks"]?[0]?.objectValue?.keys == ["type", "value", "metric", "outcome", "score", "reason"])
        #expect(lines.filter { $0["outcome"] == "unchecked" }.count == 2)
        let summary = try #require(lines.last?["summary"])
        #expect(summary.objectValue?.keys == ["evaluation", "dataset", "rows", "repeats", "cells", "columns"])
        #expect(summary["cells"] == 6)
        let column = try #require(summary["columns"]?[0])
        #expect(
            column.objectValue?.keys == [
                "label", "prompt", "version", "provider", "model", "rows_passed", "rows_checked", "pass_rate",
                "interval",
                "errors", "unchecked", "answers", "latency_ms", "prompt_tokens", "completion_tokens", "cost_usd",
                "against",
            ])
        #expect(column["rows_checked"] == 2)
        #expect(column["unchecked"] == 2)
        #expect(column["against"] == .null)
    }

    @Test("columns are the product of prompts and models, and each is compared with the baseline")
    func columns() async throws {
        let finished = try await eval(
            "--prompt", "tides.prompt", "--data", "tides.csv", "--model", "gpt-4.1-mini", "--model", "gpt-4.1",
            "--json",
            "--baseline", "B")
        let columns = try #require(try lines(finished).last?["summary"]?["columns"]?.arrayValue)
        #expect(columns.compactMap { $0["label"]?.stringValue } == ["A", "B"])
        #expect(columns.map { $0["model"] } == ["gpt-4.1-mini", "gpt-4.1"])
        #expect(columns[0]["against"]?["baseline"] == "B")
        #expect(columns[0]["against"]?.objectValue?.keys == ["baseline", "gained", "lost", "p"])
        #expect(columns[1]["against"] == .null)
        #expect(columns[0]["version"] != columns[1]["version"])
    }

    @Test("--fail-under decides between 0 and 4, and nothing checked is 0")
    func thresholds() async throws {
        #expect(try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--fail-under", "0").status == 0)
        #expect(
            try await eval("--prompt", "tides.prompt", "--data", "-", input: "city\nBrest\n").status == 0)
    }

    @Test(
        "bad usage and bad files end with 2 before anything is sent",
        arguments: [
            (["--data", "tides.csv"], "prompt"), (["--prompt", "tides.prompt"], "no rows"),
            (["--prompt", "tides.prompt", "--data", "nope.csv"], "nope.csv"),
            (["--prompt", "tides.prompt", "--data", "tides.csv", "--batch"], "later version"),
            (["--prompt", "tides.prompt", "--data", "tides.csv", "--baseline", "C"], "no column 'C'"),
            (["--prompt", "tides.prompt", "--data", "tides.csv", "--only", "failed"], "no evaluation"),
            (["--prompt", "tides.prompt", "--data", "ragged.csv"], "ragged.csv:3: city"),
            (["--prompt", "tides.prompt", "--data", "other.csv"], "other.csv:2: vars.city"),
            (["--prompt", "tides.prompt", "--data", "check.csv"], "check.csv:2: __expected"),
        ])
    func usage(arguments: [String], words: String) async throws {
        _ = try home.write("a,city\n1,2\n3\n", to: "ragged.csv")
        _ = try home.write("town\nBrest\n", to: "other.csv")
        _ = try home.write("city,__expected\nBrest,regex:(\n", to: "check.csv")
        let finished = try await InProcess.run(["eval"] + arguments, home: home)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.contains(words), "\(finished.errors)")
        #expect(try await eval("list").output.isEmpty)
    }

    @Test("logs have the source eval and the row's values")
    func logs() async throws {
        _ = try await eval("--prompt", "tides.prompt", "--data", "-", input: "city\nBrest\n")
        let id = try #require(
            try await InProcess.run(["logs", "--json"], home: home).output.split(separator: "\n").first
                .map { try JSONValue(parsing: String($0)) }?["id"]?.stringValue)
        let shown = try await InProcess.run(["logs", "show", id, "--json"], home: home)
        let log = try JSONValue(parsing: shown.output)
        #expect(log["source"] == "eval")
        #expect(log["inputs"] == ["city": "Brest"])
    }

    @Test("--resume sends only what has no answer, and goes on with more repeats")
    func resume() async throws {
        _ = try await eval("--prompt", "tides.prompt", "--data", "tides.csv")
        let again = try lines(try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--resume", "--json"))
        #expect(again.count == 1)
        let more = try lines(
            try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--resume", "-n", "3", "--json"))
        #expect(more.count == 7)
        #expect(more.last?["summary"]?["repeats"] == 3)
        #expect(more.last?["summary"]?["evaluation"] == again.last?["summary"]?["evaluation"])
        let failed = try lines(
            try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "-n", "3", "--only", "failed", "--json"))
        #expect(failed.dropLast().allSatisfy { $0["row"]?["index"] == 1 })
        #expect(try await eval("list").output.split(separator: "\n").count == 1)
    }

    @Test("--reuse takes the answers of earlier evaluations and judges them anew")
    func reuse() async throws {
        _ = try await eval("--prompt", "tides.prompt", "--data", "tides.csv")
        _ = try home.write("city,__expected\nBrest,contains:Brest\nOstend,\n", to: "more.csv")
        let finished = try await eval("--prompt", "tides.prompt", "--data", "more.csv", "--reuse", "--json")
        let lines = try lines(finished)
        #expect(lines.dropLast().map { $0["row"]?["vars"]?["city"] } == ["Brest", "Ostend"])
        #expect(lines.last?["summary"]?["columns"]?[0]?["answers"] == 2)
        let logs = try await InProcess.run(["logs", "--json"], home: home).output
        #expect(logs.split(separator: "\n").count == 4)
    }

    @Test("list, show and check tell of what is stored; check reads the checks anew")
    func stored() async throws {
        let first = try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--json")
        let id = try #require(try lines(first).last?["summary"]?["evaluation"]?.stringValue)
        let listed = try lines(try await eval("list", "--json"))
        #expect(
            listed.first?.objectValue?.keys == [
                "evaluation", "created_at", "dataset", "rows", "repeats", "columns", "cells", "done",
            ])
        #expect(listed.first?["done"] == 3)
        let shown = try lines(try await eval("show", id, "--json"))
        #expect(Set(shown) == Set(try lines(first)))
        _ = try home.write(
            "city,__expected\nBrest,contains:Brest\nDover,contains:Dover\nCalais,icontains:CALAIS\n", to: "tides.csv")
        let checked = try await eval("check", id, "--json")
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(try lines(checked).last?["summary"]?["columns"]?[0]?["rows_passed"] == 3)
        #expect(try lines(try await eval("show", id, "--json")).last?["summary"]?["columns"]?[0]?["rows_passed"] == 3)
        #expect(try await eval("show", "nope").status == 2)
    }

    @Test("what cannot be run is named once on stderr, and is unchecked")
    func unchecked() async throws {
        let finished = try await eval(
            "--prompt", "tides.prompt", "--data", "-", "--json",
            input: "city,__expected\nBrest,javascript:true\nDover,javascript:true\n")
        #expect(finished.status == 0)
        #expect(finished.errors.components(separatedBy: "javascript cannot be run here").count == 2)
        #expect(try lines(finished).last?["summary"]?["columns"]?[0]?["unchecked"] == 2)
    }

    @Test("prefix and suffix go around the last user message, and the version stays")
    func affixes() async throws {
        let plain = try lines(
            try await eval("--prompt", "tides.prompt", "--data", "-", "--json", input: "city\nBrest\n"))
        let framed = try lines(
            try await eval(
                "--prompt", "tides.prompt", "--data", "-", "--json",
                input: "city,__prefix,__suffix\nBrest,In {{city}}: ,!!\n"))
        #expect(plain[0]["column"]?["version"] == framed[0]["column"]?["version"])
        #expect(plain[0]["row"]?["id"] == framed[0]["row"]?["id"])
        let id = try #require(framed[0]["log"]?.stringValue)
        let log = try JSONValue(parsing: try await InProcess.run(["logs", "show", id, "--json"], home: home).output)
        #expect(log["request"]?["messages"]?[0]?["content"]?.stringValue == "In Brest: Which tide is it in Brest?!!")
    }

    @Test("--csv prints one record a cell, and a formula as text")
    func csv() async throws {
        let finished = try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--csv")
        #expect(finished.output.components(separatedBy: "\r\n").count == 5)
        #expect(
            CSVRecord.text(["=1+1", "-2.5", "a,b", "\"q\"", "+x"]) == "'=1+1,-2.5,\"a,b\",\"\"\"q\"\"\",'+x\r\n")
    }

    @Test("the dialect that a promptfoo provider names is the one that is asked")
    func namedDialect() async throws {
        let server = try FaultServer { request, connection in
            connection.respond(
                400, headers: [("Content-Type", "application/json")], body: #"{"error":{"message":"no"}}"#)
        }
        for (provider, path) in [
            ("openai:responses:gpt-4.1", "/v1/responses"), ("openai:chat:gpt-5-pro", "/v1/chat/completions"),
            ("openai:gpt-5-pro", "/v1/responses"), ("openai:gpt-4.1", "/v1/chat/completions"),
        ] {
            _ = try home.write(
                "prompts: [\"{{q}}\"]\nproviders: [\"\(provider)\"]\ntests: [{vars: {q: a}}]\n",
                to: "promptfooconfig.yaml")
            let finished = try await InProcess.run(
                ["eval", "promptfooconfig.yaml"], home: home,
                environment: [
                    "OPENAI_API_KEY": "sk-test-abcdefghij", "OPENAI_BASE_URL": server.url("/v1"),
                    "NO_PROXY": "127.0.0.1",
                ])
            #expect(finished.status == 1 && server.record.requests.last?.path == path, "\(provider)")
        }
    }

    @Test("an evaluation of a file has its prompts, rows and rules; a promptfoo config runs as it is")
    func files() async throws {
        _ = try home.write(
            """
            prompts: [tides.prompt]
            models: [gpt-4.1-mini, gpt-4.1]
            data: tides.csv
            checks:
              - type: contains
                value: "{{city}}"
            repeat: 2
            fail_under: 0.5
            """, to: "tides.eval.yaml")
        let own = try await eval("tides.eval.yaml", "--json")
        #expect(try lines(own).last?["summary"]?["cells"] == 12, "\(own.errors)")
        _ = try home.write(
            """
            description: tides
            prompts:
              - "Which tide is it in {{place.city}}?"
              - file://chat.json
            providers: ["simulator:gpt-4.1-mini", {id: "simulator:gpt-4.1", config: {temperature: 0.1}}]
            defaultTest:
              assert: [{type: icontains, value: "{{place.city}}"}]
            tests:
              - vars: {place: {city: Brest}}
              - file://more.yaml
            """, to: "promptfooconfig.yaml")
        _ = try home.write(#"[{"role":"user","content":"{{place.city}}, please"}]"#, to: "chat.json")
        _ = try home.write("- vars: {place: {city: Dover}}\n", to: "more.yaml")
        let foreign = try await eval("promptfooconfig.yaml", "--json")
        let summary = try #require(try lines(foreign).last?["summary"], "\(foreign.errors)")
        #expect(summary["rows"] == 2)
        #expect(summary["columns"]?.arrayValue?.count == 4)
        #expect(summary["columns"]?[1]?["model"] == "gpt-4.1")
    }

    @Test(
        "what a promptfoo config asks beyond Étude is an error with file and line",
        arguments: [
            ("prompts: [\"{{x | upper}}\"]\ntests: [{vars: {x: a}}]", 1),
            ("tests: [{vars: {x: a}}]\nprompts: [\"{% if x %}\"]", 2), ("\nprompts: [exec:run.sh]", 2),
            ("prompts: [file://p.py]", 1),
            ("prompts: [\"a {{x}}\"]\nproviders:\n  - id: openai:gpt-4\n    config: {apiKey: x}", 4),
            ("prompts: [\"a {{x}}\"]\nscenarios: []", 2), ("prompts: [file://../outside.txt]", 1),
            ("prompts: [\"{{env.HOME}}\"]\ntests:\n  - vars: {}", 3),
            (
                "prompts: [\"{{x}}\"]\ntests:\n  - vars: {x: a}\n    assert: [{type: contains, value: \"{{ x | upper }}\"}]",
                4
            ),
        ])
    func limits(text: String, line: Int) async throws {
        _ = try home.write(text, to: "promptfooconfig.yaml")
        let finished = try await eval("promptfooconfig.yaml")
        #expect(finished.status == 2)
        #expect(finished.errors.contains("promptfooconfig.yaml:\(line)"), "\(finished.errors)")
    }
}
