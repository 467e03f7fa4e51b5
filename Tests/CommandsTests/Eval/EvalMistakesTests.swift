import Foundation
import RequestCore
import TestSupport
import Testing

@testable import Commands

@Suite("mistakes in etude eval")
struct EvalMistakesTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        _ = try home.write("---\nname: tides\n---\n<user>\nTide in {{city}}?\n</user>\n", to: "tides.prompt")
        _ = try home.write("city,__expected\nBrest,contains:Brest\nDover,not-contains:Dover\n", to: "tides.csv")
    }

    private func eval(_ arguments: String...) async throws -> Finished {
        try await InProcess.run(["eval"] + arguments, home: home)
    }

    @Test("rows in a device or a pipe are told from rows that are not there, and stdin has one name")
    func rows() async throws {
        let device = try await eval("--prompt", "tides.prompt", "--data", "/dev/null")
        #expect(device.status == 2 && device.errors.contains("/dev/null: is no regular file; pipe it in"))
        let missing = try await eval("--prompt", "tides.prompt", "--data", "none.csv")
        #expect(missing.status == 2 && missing.errors.contains("none.csv: there is no such file"))
        let empty = try await InProcess.run(
            ["eval", "--prompt", "tides.prompt", "--data", "-"], home: home, input: "[]")
        #expect(empty.status == 2 && empty.errors.contains("stdin: has no rows"), "\(empty.errors)")
    }

    @Test(
        "a report that cannot be written is refused before anything is sent", arguments: ["html", "junit", "markdown"])
    func report(option: String) async throws {
        for path in ["nowhere/report", "."] {
            let finished = try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--\(option)", path)
            #expect(finished.status == 2)
            #expect(finished.output.isEmpty)
            #expect(finished.errors.contains("--\(option): \(path) cannot be written: "))
        }
        #expect(try await eval("list").output.isEmpty)
    }

    @Test("what the evaluation's file names wrongly is told with its line")
    func lines() async throws {
        _ = try home.write("prompts:\n  - tides.prompt\n  - nope.prompt\ndata: tides.csv\n", to: "a.eval.yaml")
        let prompt = try await eval("a.eval.yaml").errors
        #expect(prompt.contains("a.eval.yaml:3: prompts[1]: "), "\(prompt)")
        #expect(prompt.contains("nope.prompt: there is no such file"), "\(prompt)")
        _ = try home.write("prompts: [tides.prompt]\n\ndata: nope.csv\n", to: "b.eval.yaml")
        #expect(
            try await eval("b.eval.yaml").errors.contains("b.eval.yaml:3: data[0]: nope.csv: there is no such file"))
        _ = try home.write("prompts: [tides.prompt]\ndata: tides.csv\nbaseline: Z\n", to: "c.eval.yaml")
        #expect(try await eval("c.eval.yaml").errors.contains("c.eval.yaml:3: baseline: there is no column 'Z'"))
        _ = try home.write("prompts: [tides.prompt]\ndata: file://../x.csv\n", to: "d.eval.yaml")
        #expect(try await eval("d.eval.yaml").errors.contains("d.eval.yaml:2: data[0]: "))
        #expect(
            try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--baseline", "Z").errors
                .contains("--baseline: there is no column 'Z'"))
    }

    @Test("a file in the wrong place is told where it belongs")
    func places() async throws {
        #expect(try await eval("tides.prompt").errors.contains("tides.prompt: is a prompt, not an evaluation"))
        _ = try home.write("prompts: [tides.prompt]\n", to: "a.eval.yaml")
        let data = try await eval("--prompt", "tides.prompt", "--data", "a.eval.yaml")
        #expect(data.errors.contains("a.eval.yaml: is an evaluation, not rows"))
        #expect(try await eval("--prompt", "tides.prompt", "--data", ".").errors.contains("is a folder"))
        _ = try home.write("city\n", to: "empty.csv")
        let empty = try await eval("--prompt", "tides.prompt", "--data", "empty.csv")
        #expect(empty.status == 2 && empty.errors.contains("empty.csv: has no rows"))
    }

    @Test("each row that fails is told with the reason of each check, and can be seen again")
    func failures() async throws {
        let finished = try await eval("--prompt", "tides.prompt", "--data", "tides.csv")
        #expect(finished.status == 4)
        #expect(finished.output.contains("\nrow 2  city=Dover\n   A  not-contains: "), "\(finished.output)")
        #expect(!finished.output.contains("row 1  "))
        let list = try await eval("list").output
        let id = String(list.prefix { $0 != " " })
        #expect(try await eval("show", id).output == finished.output)
    }

    @Test("a check that was changed judges the kept answers when an evaluation goes on")
    func changedChecks() async throws {
        func file(_ check: String) throws {
            let text = "prompts: [tides.prompt]\nchecks:\n  - \(check)\ntests:\n  - vars: {city: Brest}\n"
            _ = try home.write(text, to: "c.eval.yaml")
        }
        try file("{type: contains, value: zzz}")
        #expect(try await eval("c.eval.yaml").status == 4)
        try file("{type: not-contains, value: zzz}")
        #expect(try await eval("c.eval.yaml", "--resume").status == 0)
        try file("{type: contains, value: zzz}")
        let again = try await eval("c.eval.yaml", "--resume")
        #expect(again.status == 4 && again.output.contains("row 1  city=Brest"))
        let logs = try await InProcess.run(["logs", "--json"], home: home).output
        #expect(logs.split(separator: "\n").count == 1)
    }

    @Test("a check that does not run is told with its reason")
    func brokenChecker() async throws {
        let text =
            "prompts: [tides.prompt]\nchecks:\n  - {type: script, value: [sh, -c, 'exit 3']}\ntests:\n  - vars: {city: Brest}\n"
        _ = try home.write(text, to: "c.eval.yaml")
        #expect(try await InProcess.run(["trust", "c.eval.yaml", "--yes"], home: home).status == 0)
        let finished = try await eval("c.eval.yaml")
        #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
        #expect(finished.output.contains("   A  script: "))
    }

    @Test("answers that are taken over are printed as those that are asked for")
    func reused() async throws {
        let first = try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--json")
        let second = try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--json", "--reuse")
        #expect(second.output.split(separator: "\n").count == first.output.split(separator: "\n").count)
    }

    @Test("an evaluation is found by the beginning of its id")
    func shortID() async throws {
        _ = try await eval("--prompt", "tides.prompt", "--data", "tides.csv")
        let id = String(try await eval("list").output.prefix { $0 != " " })
        #expect(try await eval("show", String(id.prefix(12)).lowercased()).output.hasPrefix("evaluation \(id)"))
        #expect(try await eval("show", "Z").errors.contains("there is no evaluation 'Z'"))
    }

    @Test("what a check needs is told before anything is sent")
    func checks() async throws {
        func complaint(_ check: String) async throws -> String {
            _ = try home.write(
                "prompts: [tides.prompt]\nchecks:\n  - \(check)\ntests:\n  - vars: {city: Brest}\n", to: "c.eval.yaml")
            return try await eval("c.eval.yaml").errors
        }
        #expect(
            try await complaint("{type: latency}").contains(
                "c.eval.yaml:3: checks[0].threshold: latency needs a threshold"))
        #expect(try await complaint("{type: is-json, value: 3}").contains("must be a JSON schema"))
    }

    @Test("a price of config.yaml counts in the estimate, and in the list of models")
    func prices() async throws {
        _ = try home.write("models:\n  house: {input: 1000, output: 1000}\nconfirm_above: 0.001\n", to: "config.yaml")
        let arguments = [
            "eval", "--prompt", "tides.prompt", "--data", "tides.csv", "--provider", "openai", "--model", "house",
        ]
        let refused = try await InProcess.run(arguments, home: home, environment: ["OPENAI_API_KEY": "sk-secret"]) {
            edges in
            edges.http = FakeModel { .answer($0.text) }
            edges.ask = { _ in "n" }
        }
        #expect(refused.status == 1 && refused.errors.contains("nothing was sent"))
    }

    @Test("a negative number is refused by its option's own sentence")
    func negative() async throws {
        let finished = try await eval("--prompt", "tides.prompt", "--data", "tides.csv", "--max-spend", "-1")
        #expect(finished.status == 2 && finished.errors.contains("--max-spend takes US dollars above 0"))
        let run = try await InProcess.run(["run", "tides.prompt", "--timeout", "-5"], home: home)
        #expect(run.status == 2 && run.errors.contains("--timeout takes"), "\(run.errors)")
    }
}
