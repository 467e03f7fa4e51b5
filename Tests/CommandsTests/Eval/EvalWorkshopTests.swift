import Evaluations
import Foundation
import JSON
import Processes
import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@testable import Commands
@testable import Storage

@Suite("Evaluations for a program with a screen")
struct EvalWorkshopTests {
    private let home: Etude.Folder

    init() throws {
        home = try Etude.Folder()
        _ = try home.write("---\nname: echo\nmodel: m\n---\n<user>\n{{x}}\n</user>\n", to: "echo.prompt")
        _ = try home.write("x,__expected\na,contains:a\nb,contains:b\nc,contains:z\n", to: "rows.csv")
        _ = try home.write("prompts: [echo.prompt]\ndata: rows.csv\nrepeat: 2\n", to: "echo.eval.yaml")
    }

    /// A workshop over a server, and the store that it writes to.
    private func workshop(_ server: any Transport) throws -> (workshop: EvalWorkshop, store: LazyStore) {
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        let environment = Etude.environment(home: home, adding: [:])
        let edges = CommandEdges(
            environment: environment, folder: WorkingFolder(home.path, home: home.path),
            input: Input(descriptor: null), output: Output(descriptor: null), errors: Output(descriptor: null),
            http: server, simulator: server, processes: CommandRunner(), servers: MCPServers(),
            interruption: { _ in NoInterruption() })
        let surroundings = try Surroundings(environment: environment, folder: edges.folder)
        let store = LazyStore(directory: surroundings.home.data)
        return (EvalWorkshop(edges, surroundings, store: store), store)
    }

    private func cells(_ id: String, _ store: LazyStore) async throws -> [CellRecord] {
        try await store.store().cells(ofEvaluation: id)
    }

    @Test("a file becomes a job that sends all cells; what is missing then is nothing, and a cell is sent again alone")
    func cells() async throws {
        let server = FakeModel { .answer($0.text) }
        let (workshop, store) = try workshop(server)
        let job = try await workshop.job(file: "echo.eval.yaml") { _ in }
        #expect(job.requests == 6 && !job.asks && server.texts.isEmpty)
        try await job.send()
        let cells = try await cells(job.record.id, store)
        #expect(cells.count == 6 && cells.allSatisfy { $0.state == .answered })
        #expect(cells.count { $0.verdict.outcome == .pass } == 4)
        #expect(try await workshop.job(.missing, of: job.record.id) { _ in }.requests == 0)
        let row = GridRowKey(row: try #require(cells.first { $0.index == 1 }).key.row, ordinal: 0)
        let again = try await workshop.job(.again(rows: [row], columns: [0]), of: job.record.id) { _ in }
        #expect(again.requests == 2)
        try await again.send()
        #expect(server.texts.suffix(2) == ["b", "b"])
        #expect(try await self.cells(job.record.id, store).count == 6)
    }

    @Test("a job that is stopped keeps what was answered, and what is missing is the rest")
    func stopped() async throws {
        let stop = Mutex<(@Sendable () -> Void)?>(nil)
        let server = FakeModel { request in
            if request.number == 1 { stop.withLock { $0?() } }
            return .answer(request.text)
        }
        _ = try home.write("prompts: [echo.prompt]\ndata: rows.csv\n", to: "one.eval.yaml")
        let (workshop, store) = try workshop(server)
        let job = try await workshop.job(file: "one.eval.yaml") { _ in }
        stop.withLock { $0 = { job.stop() } }
        try await job.send()
        let answered = try await cells(job.record.id, store).count { $0.state == .answered }
        let rest = try await workshop.job(.missing, of: job.record.id) { _ in }
        #expect(rest.requests == 3 - answered)
        try await rest.send()
        #expect(Set(server.texts) == ["a", "b", "c"] && server.texts.count == 3)
    }

    @Test("while another process sends an evaluation nothing of it is sent, waiting cells included")
    func sentElsewhere() async throws {
        let server = FakeModel { .answer($0.text) }
        let (workshop, _) = try workshop(server)
        let job = try await workshop.job(file: "echo.eval.yaml") { _ in }
        let begun = try await workshop.job(.missing, of: job.record.id) { _ in }
        #expect(begun.requests == 6)
        // The other process: this test's parent, which lives as long as the test.
        let data = try Surroundings(
            environment: Etude.environment(home: home, adding: [:]), folder: WorkingFolder(home.path, home: home.path)
        ).home.data
        let other = try Store(directory: data, owner: "\(getppid())::")
        #expect(try await other.beginSending(evaluation: job.record.id))
        let said = Mutex<[String]>([])
        let refused = try await workshop.job(.missing, of: job.record.id) { word in said.withLock { $0.append(word) } }
        #expect(refused.requests == 0 && refused.isSentElsewhere)
        #expect(said.withLock(\.self).contains { $0.contains("another process is running this evaluation") })
        await #expect(throws: CommandFailure.self) { try await begun.send() }
        #expect(server.texts.isEmpty)
        try await other.endSending(evaluation: job.record.id)
        try await begun.send()
        #expect(server.texts.count == 6)
        #expect(try await other.beginSending(evaluation: job.record.id))
    }

    @Test("a new evaluation that is not sent leaves nothing behind; one with answers stays")
    func dropped() async throws {
        let (workshop, store) = try workshop(FakeModel { .answer($0.text) })
        let job = try await workshop.job(file: "echo.eval.yaml") { _ in }
        try await job.drop()
        #expect(try await store.store().evaluations().isEmpty)
        let sent = try await workshop.job(file: "echo.eval.yaml") { _ in }
        try await sent.send()
        try await workshop.job(.again(rows: nil, columns: nil), of: sent.record.id) { _ in }.drop()
        #expect(try await store.store().evaluations().map(\.record.id) == [sent.record.id])
    }

    @Test("an evaluation of the command line goes on from its options, in the version that it was asked in")
    func options() async throws {
        let broken = FakeModel { $0.text == "b" ? .status(400) : .answer($0.text) }
        let finished = try await InProcess.run(
            ["eval", "--prompt", "echo.prompt", "--data", "rows.csv", "--model", "other", "--json"], home: home
        ) { $0.simulator = broken }
        #expect(finished.status == 1)
        let server = FakeModel { .answer($0.text) }
        let (workshop, store) = try workshop(server)
        let id = try #require(try await store.store().evaluations().first?.record.id)
        _ = try home.write("---\nname: echo\nmodel: m\n---\n<user>\nChanged {{x}}\n</user>\n", to: "echo.prompt")
        let said = Mutex<[String]>([])
        let job = try await workshop.job(.missing, of: id) { sentence in said.withLock { $0.append(sentence) } }
        #expect(job.requests == 1 && job.record.id == id)
        #expect(said.withLock(\.self).contains { $0.contains("its prompt has changed since") })
        try await job.send()
        #expect(server.texts == ["b"])
    }

    @Test("changed rows are a new evaluation, which takes the answers of the rows that stayed")
    func rows() async throws {
        let server = FakeModel { .answer($0.text) }
        let (workshop, store) = try workshop(server)
        let job = try await workshop.job(file: "echo.eval.yaml") { _ in }
        try await job.send()
        _ = try home.write("x,__expected\na,contains:a\nd,contains:d\n", to: "rows.csv")
        let next = try await workshop.job(.missing, of: job.record.id) { _ in }
        #expect(next.record.id != job.record.id && next.requests == 2)
        try await next.send()
        #expect(server.texts.suffix(2) == ["d", "d"])
        #expect(try await cells(next.record.id, store).count == 4)
        await #expect(throws: CommandFailure.self) {
            _ = try await workshop.job(.again(rows: nil, columns: [0]), of: job.record.id) { _ in }
        }
    }

    @Test("a changed check judges the answers anew, and nothing is sent")
    func checks() async throws {
        let server = FakeModel { .answer($0.text) }
        let (workshop, store) = try workshop(server)
        let job = try await workshop.job(file: "echo.eval.yaml") { _ in }
        try await job.send()
        let before = server.texts.count
        _ = try home.write("x,__expected\na,contains:q\nb,contains:b\nc,contains:c\n", to: "rows.csv")
        try await workshop.check(job.record.id) { _ in }
        #expect(server.texts.count == before)
        let cells = try await cells(job.record.id, store)
        #expect(Set(cells.filter { $0.verdict.outcome == .fail }.map(\.index)) == [0])
    }

    @Test("a file of rows is written only over the content that it was read with")
    func writing() async throws {
        let (workshop, _) = try workshop(FakeModel { .answer($0.text) })
        let job = try await workshop.job(file: "echo.eval.yaml") { _ in }
        let file = try workshop.file("rows.csv", of: job.record)
        #expect(file.path == home.path + "/rows.csv" && file.text.hasPrefix("x,__expected"))
        try workshop.write("x\nnew\n", to: file.path, over: file.text)
        #expect(try home.read("rows.csv") == "x\nnew\n")
        let complaint = #expect(throws: FieldError.self) {
            try workshop.write("x\nlost\n", to: file.path, over: file.text)
        }
        #expect(complaint?.message.contains("changed on disk") == true)
        #expect(try home.read("rows.csv") == "x\nnew\n")
        // Without a file that is named, rows belong to the evaluation's own.
        #expect(try workshop.file(nil, of: job.record).path == home.path + "/echo.eval.yaml")
        var piped = job.record
        piped.settings.file = nil
        let reason = #expect(throws: FieldError.self) { try workshop.file(nil, of: piped) }
        #expect(reason?.message.contains("--data FILE") == true)
    }

    @Test("rows of the evaluation's own file are known by its lines, and are changed there")
    func ownRows() async throws {
        let text = "prompts: [echo.prompt]\ntests:\n  # one\n  - vars: {x: a}\n  - vars: {x: b}\n"
        _ = try home.write(text, to: "own.eval.yaml")
        let (workshop, _) = try workshop(FakeModel { .answer($0.text) })
        let job = try await workshop.job(file: "own.eval.yaml") { _ in }
        let rows = try workshop.rows(of: job.record).rows
        #expect(rows.map(\.line) == [4, 5] && rows.allSatisfy { $0.file == "own.eval.yaml" })
        let file = try workshop.file("own.eval.yaml", of: job.record)
        let changed = try DatasetText(file.text, file: file.name).removing(lines: [5])
        try workshop.write(changed, to: file.path, over: file.text)
        #expect(try home.read("own.eval.yaml").hasSuffix("tests:\n  # one\n  - vars: {x: a}\n"))
        #expect(try workshop.rows(of: job.record).rows.count == 1)
    }

    @Test("cells that another process waits for are not sent twice")
    func elsewhere() async throws {
        let server = FakeModel { .answer($0.text) }
        let (workshop, store) = try workshop(server)
        let job = try await workshop.job(file: "echo.eval.yaml") { _ in }
        try await job.send()
        var cell = try #require(try await cells(job.record.id, store).first)
        var record = try #require(try await store.store().log(id: cell.log))
        (record.id, record.state) = (record.id + "X", .running)
        try await store.store().insert(record)
        cell = CellRecord(key: cell.key, index: cell.index, log: record.id)
        try await store.store().save(cell, inEvaluation: job.record.id)
        #expect(try await workshop.job(.missing, of: job.record.id) { _ in }.requests == 0)
    }
}

/// Nobody interrupts.
private struct NoInterruption: Interruption {
    var signal: Int32? { nil }

    func end() {}
}
