import Foundation
import JSON
import Logbook
import Prompts
import RequestCore
import TestSupport
import Testing

@testable import Commands

// From asm-generic/ioctls.h; TIOCSPTLCK and TIOCGPTN, which Swift does not import.
private let (unlockTerminal, terminalNumber) = (UInt(0x4004_5431), UInt(0x8004_5430))

@Suite("etude logs with a filter")
struct LogFilterCommandTests {
    private func withLogs(_ body: (Etude.Folder) async throws -> Void) async throws {
        let home = try Etude.Folder()
        let prompt = try home.write("---\nmodel: gpt-4.1\n---\nAnswer sailors.\n", to: "tides.prompt")
        for (question, model) in [
            ("High water at Brest?", "gpt-4.1"), ("Low water?", "gpt-4o"), ("simulate: 401", "gpt-4o"),
        ] {
            _ = try await InProcess.run(["run", prompt, "-m", question, "--model", model], home: home)
        }
        try await body(home)
    }

    private func questions(_ arguments: String..., home: Etude.Folder) async throws -> [String] {
        let finished = try await InProcess.run(["logs"] + arguments, home: home)
        #expect(finished.status == 0, "\(finished.errors)")
        return finished.output.split(separator: "\n").map {
            String($0.split(separator: "\t", omittingEmptySubsequences: false)[9])
        }
    }

    @Test("takes one quoted argument or several, complements without quotes, and the older options beside it")
    func finds() async throws {
        try await withLogs { home in
            #expect(try await questions(home: home) == ["simulate: 401", "Low water?", "High water at Brest?"])
            #expect(try await questions("water model:gpt-4o", home: home) == ["Low water?"])
            #expect(try await questions("water", "model:gpt-4o", home: home) == ["Low water?"])
            #expect(try await questions("-model:gpt-4o", home: home) == ["High water at Brest?"])
            #expect(try await questions("-status:error", "-brest", home: home) == ["Low water?"])
            #expect(try await questions("status:401", home: home) == ["simulate: 401"])
            #expect(try await questions(#""high water""#, "--limit", "5", home: home) == ["High water at Brest?"])
            #expect(try await questions("--search", "water", "-model:gpt-4o", home: home) == ["High water at Brest?"])
            #expect(try await questions("--prompt", "tides", "--since", "1h", "low", home: home) == ["Low water?"])
            #expect(try await questions("--search", "model:gpt-4o", home: home) == [])
            _ = try await InProcess.run(["logs", "filters", "save", "failed", "status:error"], home: home)
            #expect(try await questions("-@failed", "low", home: home) == ["Low water?"])
        }
    }

    @Test("a filter that cannot be read is bad usage: the place, what is wrong and the nearest name, and no output")
    func errors() async throws {
        try await withLogs { home in
            for (filter, words) in [
                (
                    "water modle:x",
                    "the filter water modle:x cannot be read: column 7: there is no field 'modle'; did you mean 'model'?"
                ),
                ("cost:much", "column 6: cost takes dollars"), ("@x", "column 1: there is no saved filter '@x'"),
            ] {
                let finished = try await InProcess.run(["logs", filter], home: home)
                #expect(finished.status == 2)
                #expect(finished.output.isEmpty)
                #expect(finished.errors.contains(words), "\(finished.errors)")
            }
        }
    }

    @Test("export takes the same filter")
    func exports() async throws {
        try await withLogs { home in
            let output = try await InProcess.run(["logs", "export", "water", "-model:gpt-4o"], home: home).output
            let lines = output.split(separator: "\n")
            #expect(lines.count == 1)
            #expect(
                try JSONValue(parsing: String(lines[0]))["request"]?["messages"]?[1]?["content"]
                    == "High water at Brest?")
        }
    }

    @Test("help names every field")
    func help() async throws {
        let home = try Etude.Folder()
        let help = try await InProcess.run(["help", "logs"], home: home, columns: 120).output
        for field in LogField.allCases { #expect(help.contains("\(field.name):"), "\(field.name)") }
    }

    @Test("piped, each log is a line of the same columns between tabs")
    func piped() async throws {
        try await withLogs { home in
            let lines = try await InProcess.run(["logs"], home: home).output.split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            }
            #expect(lines.map(\.count) == [11, 11, 11])
            let (failed, low) = (lines[0], lines[1])
            #expect(failed[2...6] == ["tides", failed[3], "simulator", "gpt-4o", "error"])
            #expect(failed[10].contains("401"))
            #expect(low[6] == "ok" && low[8...9] == ["0", "Low water?"] && !low[10].isEmpty)
            #expect(low[1].hasSuffix("Z") && Double(low[7]) != nil)
        }
    }

    @Test("an empty list is told on stderr where a person looks, and is only empty where a program reads")
    func empty() async throws {
        let home = try Etude.Folder()
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (isLocked, number) = (Int32(0), Int32(0))
        #expect(ioctl(terminal, unlockTerminal, &isLocked) == 0 && ioctl(terminal, terminalNumber, &number) == 0)
        let side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        defer { for descriptor in [terminal, side] { close(descriptor) } }
        let lists = [
            (["logs"], "etude: there are no logs yet; etude run and the playground make them\n"),
            (["logs", "model:x"], "etude: no log matches this filter\n"),
            (
                ["logs", "filters"],
                "etude: there are no saved filters; etude logs filters save NAME FILTER makes one\n"
            ),
            (["conversations", "list"], "etude: there are no conversations yet; the playground makes them\n"),
            (["versions"], "etude: there are no prompts yet; the playground and etude run make them\n"),
            (["eval", "list"], "etude: there are no evaluations; etude eval makes them\n"),
        ]
        for (arguments, words) in lists {
            let piped = try await InProcess.run(arguments, home: home)
            #expect(piped.status == 0 && piped.output.isEmpty && piped.errors.isEmpty, "\(arguments) \(piped)")
            let seen = try await InProcess.run(arguments, home: home) { $0.output = Output(descriptor: side) }
            #expect(seen.status == 0 && seen.errors == words, "\(arguments)")
        }
    }

    @Test("on a terminal the logs are a table that fits, with the beginning of the answer")
    func table() throws {
        var log = LogSummary(
            id: "01JD0000000000000000000001", createdAt: Date(timeIntervalSince1970: 1_795_171_321), prompt: "tides",
            version: Config(model: "m").versionID, versionNumber: 3, provider: "simulator", model: "gpt-4.1",
            message: "When is high water at Brest, and how high will it be?", toolCallCount: 0, totalMS: 1_812,
            totalTokens: 12, cost: 0.0031, state: .finished, error: nil, status: 200)
        log.answer = "At 14:07, 6.8 m"
        var failed = log
        failed.id = "01JD0000000000000000000000"
        (failed.state, failed.error, failed.status) = (.failed, "rate_limit 429: slow\ndown", 429)
        #expect(
            LogTable(width: 120, offset: 3_600).lines([log, failed]) == [
                "id                          time              prompt    model     took     cost  message         answer",
                "01JD0000000000000000000001  2026-11-20 11:42  tides@v3  gpt-4.1  1.8 s  $0.0031  When is high …  At 14:07, 6.8 m",
                "01JD0000000000000000000000  2026-11-20 11:42  tides@v3  gpt-4.1    429  $0.0031  When is high …  rate_limit 429: slow d…",
            ])
        for width in [40, 80, 100, 120, 200] {
            let lines = LogTable(width: width, offset: 0).lines([log, failed])
            #expect(lines.count == 3 && lines.allSatisfy { $0.count <= width }, "\(width): \(lines)")
            #expect(lines[1].contains("01JD0000000000000000000001") && lines[1].contains("When"))
            if width >= 80 { #expect(lines[1].contains("2026-11-20 10:42") && lines[1].contains("At 14:07")) }
        }
        #expect(LogTable(width: 80, offset: 0).lines([]).isEmpty)
    }

    @Test("--version takes a version by its number, with --prompt and without")
    func numbers() async throws {
        try await withLogs { home async throws in
            #expect(try await questions("--prompt", "tides", "--version", "v1", home: home).count == 1)
            #expect(try await questions("--version", "v1", home: home).count == 1)
            #expect(try await InProcess.run(["logs", "--version", "v9"], home: home).output.isEmpty)
        }
    }

    @Test(
        "what looks like an option is none of the filter's words",
        arguments: [
            ["logs", "--jsn"], ["logs", "--limt", "2"], ["logs", "stats", "--jsn"], ["logs", "export", "--limit", "1"],
            ["logs", "-x"], ["logs", "filters", "save", "mine", "brest", "--global"],
        ])
    func slips(arguments: [String]) async throws {
        let finished = try await InProcess.run(arguments, home: Etude.Folder())
        #expect(finished.status == 2 && finished.output.isEmpty)
        #expect(finished.errors.hasPrefix("etude: there is no option '-"))
    }
}
