import Foundation
import JSON
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Commands

@Suite("What etude eval sends")
struct EvalSendingTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        _ = try home.write("---\nname: echo\nmodel: m\n---\n<user>\n{{x}}\n</user>\n", to: "echo.prompt")
        _ = try home.write("x,__expected\na,contains:a\nb,contains:b\nc,contains:c\nd,contains:d\n", to: "rows.csv")
    }

    private func eval(
        _ arguments: String..., over server: FakeModel, change: (inout CommandEdges) -> Void = { _ in }
    ) async throws -> (finished: Finished, lines: [JSONValue]) {
        let finished = try await InProcess.run(
            ["eval", "--prompt", "echo.prompt", "--data", "rows.csv", "--json"] + arguments, home: home
        ) { edges in
            edges.simulator = server
            change(&edges)
        }
        return (finished, try finished.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) })
    }

    @Test("a cell whose request fails has the error, ends with 1, and is sent again by --resume and nothing else is")
    func failures() async throws {
        let broken = FakeModel { $0.text == "b" ? .status(400) : .answer($0.text) }
        let (finished, lines) = try await eval(over: broken)
        #expect(finished.status == 1)
        let cell = try #require(lines.first { $0["row"]?["vars"]?["x"] == "b" })
        #expect(cell["error"]?["kind"] == "bad_request")
        #expect(cell["outcome"] == "error")
        #expect(cell["output"] == .null)
        #expect(lines.last?["summary"]?["columns"]?[0]?["errors"] == 1)
        #expect(lines.last?["summary"]?["columns"]?[0]?["rows_checked"] == 3)
        let whole = FakeModel { .answer($0.text) }
        let (again, rest) = try await eval("--resume", over: whole)
        #expect(again.status == 0)
        #expect(whole.texts == ["b"])
        #expect(rest.count == 2)
        #expect(rest.last?["summary"]?["columns"]?[0]?["rows_passed"] == 4)
    }

    @Test("after a 429 the request is sent again, and the cell has its answer")
    func rateLimit() async throws {
        let busy = FakeModel { request in
            request.number < 5 ? .status(429, [("retry-after-ms", "1")]) : .answer(request.text)
        }
        let (finished, _) = try await eval("--jobs", "1", over: busy)
        #expect(finished.status == 0, "\(finished.errors)")
        #expect(busy.texts == ["a", "a", "a", "a", "a", "a", "b", "c", "d"])
    }

    @Test("no more requests are under way than --jobs allows")
    func jobs() async throws {
        let server = FakeModel { .answer($0.text) }
        _ = try await eval("--jobs", "2", "-n", "3", over: server)
        #expect(server.texts.count == 12)
        #expect(server.mostAtOnce <= 2)
    }

    @Test("^C once finishes what is under way and sends nothing more; the rest comes with --resume")
    func interruption() async throws {
        let press = Press()
        let server = FakeModel { request in
            if request.number == 1 { press.now() }
            return .answer(request.text)
        }
        let (finished, lines) = try await eval("--jobs", "1", over: server) { $0.interruption = press.watch }
        #expect(finished.status == 130)
        #expect(server.texts == ["a", "b"])
        #expect(lines.count == 3)
        #expect(finished.errors.contains("finishing what is under way"))
        let rest = FakeModel { .answer($0.text) }
        let (again, _) = try await eval("--resume", "--jobs", "1", over: rest)
        #expect(again.status == 0)
        #expect(rest.texts == ["c", "d"])
    }

    @Test("^C twice stops what is under way, which has no answer then")
    func twice() async throws {
        let press = Press()
        let server = FakeModel { request in
            guard request.number == 1 else { return .answer(request.text) }
            press.now()
            press.now()
            return .silence
        }
        let (finished, lines) = try await eval("--jobs", "1", over: server) { $0.interruption = press.watch }
        #expect(finished.status == 130)
        #expect(lines.last?["summary"]?["columns"]?[0]?["rows_checked"] == 1)
        let rest = FakeModel { .answer($0.text) }
        _ = try await eval("--resume", "--jobs", "1", over: rest)
        #expect(rest.texts == ["b", "c", "d"])
    }

    @Test("a rubric asks the judge, which has a version and logs of its own; a judge that fails is an error")
    func judge() async throws {
        _ = try home.write("x,__expected\na,llm-rubric:is polite\nb,not-llm-rubric:is polite\n", to: "rows.csv")
        let server = FakeModel { request in
            guard request.isJudge else { return .answer(request.text) }
            return request.text.contains("is polite")
                ? .answer(#"{"reason":"fine","pass":true,"score":1}"#) : .answer("?")
        }
        let (finished, lines) = try await eval(over: server)
        #expect(finished.status == 4, "\(finished.errors)")
        let outcomes = Dictionary(
            lines.dropLast().map { ($0["row"]?["vars"]?["x"]?.stringValue ?? "", $0["outcome"]?.stringValue ?? "") },
            uniquingKeysWith: { first, _ in first })
        #expect(outcomes == ["a": "pass", "b": "fail"])
        let logs = try await InProcess.run(["logs", "--prompt", "judge", "--json"], home: home)
        #expect(logs.output.split(separator: "\n").count == 2)
        let broken = FakeModel { $0.isJudge ? .status(400) : .answer($0.text) }
        let (_, failed) = try await eval(over: broken)
        #expect(failed.dropLast().allSatisfy { $0["outcome"] == "error" && $0["error"] == .null })
    }

    @Test("max-score and select-best compare the answers of all columns of a row")
    func comparisons() async throws {
        _ = try home.write(
            "x,__expected1,__expected2,__expected3\na,contains:long,max-score,select-best:the longer\n", to: "rows.csv")
        let server = FakeModel { request in
            if request.isJudge { return .answer(#"{"reason":"longer","index":1}"#) }
            return .answer(request.model == "m2" ? "a long answer" : "short")
        }
        let (finished, lines) = try await eval("--model", "m1", "--model", "m2", over: server)
        #expect(finished.status == 4, "\(finished.errors)")
        #expect(lines.count == 3)
        let cells = lines.dropLast().sorted {
            ($0["column"]?["label"]?.stringValue ?? "") < ($1["column"]?["label"]?.stringValue ?? "")
        }
        #expect(cells[0]["checks"]?.arrayValue?.map { $0["outcome"] } == ["fail", "fail", "fail"])
        #expect(cells[1]["checks"]?.arrayValue?.map { $0["outcome"] } == ["pass", "pass", "pass"])
    }

    @Test("a program judges only after it was approved; it reads the answer on stdin")
    func scripts() async throws {
        _ = try home.write(
            "{\"vars\":{\"x\":\"a\"},\"assert\":[{\"type\":\"script\",\"value\":[\"grep\",\"-q\",\"output\"]}]}\n",
            to: "rows.jsonl")
        _ = try home.write("prompts: [echo.prompt]\ndata: own.jsonl\n", to: "own.eval.yaml")
        _ = try home.write(
            "{\"vars\":{\"x\":\"a\"},\"assert\":[{\"type\":\"script\",\"value\":[\"sed\",\"s/.*\\\"output\\\":\\\"a\\\".*/true/\"]}]}\n",
            to: "own.jsonl")
        let server = FakeModel { .answer($0.text) }
        func run() async throws -> (Finished, JSONValue?) {
            let finished = try await InProcess.run(["eval", "own.eval.yaml", "--json"], home: home) {
                $0.simulator = server
            }
            return (
                finished, try finished.output.split(separator: "\n").first.map { try JSONValue(parsing: String($0)) }
            )
        }
        let (first, unapproved) = try await run()
        #expect(unapproved?["outcome"] == "unchecked")
        #expect(first.errors.contains("is not approved"))
        let trust = try await InProcess.run(["trust", "own.eval.yaml", "--yes"], home: home)
        #expect(trust.status == 0, "\(trust.errors)")
        let (_, approved) = try await run()
        #expect(approved?["outcome"] == "pass", "\(approved?.compact ?? "")")
    }

    @Test("an estimate above confirm_above is asked for, and no sends nothing")
    func confirmation() async throws {
        _ = try home.write("confirm_above: 0.0000001\n", to: "config.yaml")
        _ = try home.write("---\nname: echo\nmodel: gpt-4.1-mini\n---\n<user>\n{{x}}\n</user>\n", to: "echo.prompt")
        func run(_ answer: String?) async throws -> (Finished, FakeModel) {
            let server = FakeModel { .answer($0.text) }
            let arguments = ["eval", "--prompt", "echo.prompt", "--data", "rows.csv", "--provider", "openai"]
            let finished = try await InProcess.run(arguments, home: home, environment: ["OPENAI_API_KEY": "sk-secret"])
            { edges in
                edges.http = server
                edges.ask = { _ in answer }
            }
            return (finished, server)
        }
        let (refused, untouched) = try await run("n")
        #expect(refused.status == 1)
        #expect(untouched.texts.isEmpty)
        #expect(try await InProcess.run(["eval", "list"], home: home).output.isEmpty)
        let (accepted, asked) = try await run("y")
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(asked.texts.count == 4)
        let (unasked, _) = try await run(nil)
        #expect(unasked.errors.contains("4 requests, less than $"))
    }

    @Test("--max-spend stops sending; what is missing has no answer")
    func spending() async throws {
        _ = try home.write("---\nname: echo\nmodel: gpt-4.1-mini\n---\n<user>\n{{x}}\n</user>\n", to: "echo.prompt")
        let server = FakeModel { .answer($0.text) }
        let arguments = [
            "eval", "--prompt", "echo.prompt", "--data", "rows.csv", "--provider", "openai", "--jobs", "1",
            "--max-spend",
            "0.000000001",
        ]
        let finished = try await InProcess.run(arguments, home: home, environment: ["OPENAI_API_KEY": "sk-secret"]) {
            $0.http = server
        }
        #expect(finished.status == 1)
        #expect(server.texts == ["a"])
        #expect(finished.errors.contains("--max-spend"))
        #expect(!finished.errors.contains("sk-secret"))
    }

    @Test(
        "batch and serve are usage errors that say that they are still to come",
        arguments: [["batch", "list"], ["serve"]])
    func later(arguments: [String]) async throws {
        let finished = try await InProcess.run(arguments, home: home)
        #expect(finished.status == 2)
        #expect(finished.errors.contains("later version"))
    }

    @Test("reports are written beside the output")
    func reports() async throws {
        let server = FakeModel { .answer($0.text) }
        _ = try await eval("--html", "g.html", "--junit", "j.xml", "--markdown", "t.md", over: server)
        #expect(try home.read("g.html").contains("<table"))
        #expect(try home.read("j.xml").contains("<testcase"))
        #expect(try home.read("t.md").contains("4 of 4"))
    }

    @Test("rows are written by a model, shown, and added to the file only when that is asked for")
    func generated() async throws {
        let server = FakeModel { _ in .answer(#"{"rows":[{"x":"new"},{"x":"a"}]}"#) }
        _ = try home.write("{\"vars\":{\"x\":\"a\"}}", to: "rows.jsonl")
        let arguments = ["eval", "rows", "generate", "--prompt", "echo.prompt", "--data", "rows.jsonl", "-n", "2"]
        let shown = try await InProcess.run(arguments, home: home) { $0.simulator = server }
        #expect(shown.output == "{\"vars\":{\"x\":\"new\"}}\n", "\(shown.errors)")
        #expect(try home.read("rows.jsonl") == "{\"vars\":{\"x\":\"a\"}}")
        let refused = try await InProcess.run(arguments + ["--append"], home: home) { $0.simulator = server }
        #expect(refused.status == 1)
        let added = try await InProcess.run(arguments + ["--append", "--yes"], home: home) { $0.simulator = server }
        #expect(added.status == 0)
        #expect(try home.read("rows.jsonl") == "{\"vars\":{\"x\":\"a\"}}\n{\"vars\":{\"x\":\"new\"}}\n")
    }

    @Test("the samples run on the simulator as they are", arguments: ["weather.eval.yaml", "translate.eval.yaml"])
    func samples(name: String) async throws {
        let finished = try await InProcess.run(["eval", Etude.sample(name)], home: home)
        #expect(finished.status == 0, "\(finished.errors)\(finished.output)")
        #expect(finished.output.contains("rows pass"))
    }
}

/// A person who presses ^C when a test says so.
private final class Press: Sendable {
    private let handler = Mutex<(@Sendable () -> Void)?>(nil)
    private let count = Mutex(0)

    private struct Watch: Interruption {
        let press: Press
        var signal: Int32? { press.count.withLock { $0 > 0 ? SIGINT : nil } }

        func end() {}
    }

    func watch(_ handler: @escaping @Sendable () -> Void) -> any Interruption {
        self.handler.withLock { $0 = handler }
        return Watch(press: self)
    }

    func now() {
        count.withLock { $0 += 1 }
        handler.withLock(\.self)?()
    }
}
