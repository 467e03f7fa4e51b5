import ArgumentParser
import Glibc
import Logbook
import Prompts
import RequestCore
import Storage
import TextUI

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `etude logs import FILE`
struct LogsImportCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in logs of another tool.",
        discussion: """
            etude logs import "$(llm logs path)" --dry-run
            etude logs import logs.db
            etude logs import pairs.jsonl --prompt support

            FILE is a logs.db of the llm command, of any generation, or JSON with one
            object a line, each with a request and its response: what etude logs export
            printed, or {"request": …, "response": …}.

            FILE is only read. A second import adds what is new and nothing else: if an
            import is interrupted, run the same command again. What cannot be carried
            over is counted on stderr.
            """)

    @Argument(help: "The file, or - for stdin.", completion: .file())
    var file: String

    @Flag(help: "Say what would be imported, and write nothing.")
    var dryRun = false

    @Option(help: "The prompt that the logs stand under.")
    var prompt = "imported"

    func validate() throws {
        if !Reference.canBePrompt(prompt) { throw ValidationError("'\(prompt)' cannot be the name of a prompt") }
    }

    func run(_ session: CommandSession) async throws {
        let place = session.folder.place(of: file)
        let isLLM = file == "-" ? false : try Self.isDatabase(place, named: file)
        var batch = ImportBatch(try await session.store.store(), session.errors, isDry: dryRun, from: file)
        let losses = try await isLLM ? database(place, &batch) : lines(place, session, &batch)
        try await batch.flush()
        batch.finish()
        for sentence in losses.sentences { session.errors.line("etude: \(Sanitiser.oneLine(sentence))") }
        guard batch.seen > 0 else { throw CommandFailure("\(file): there is no log in it") }
        let verb = dryRun ? "would import" : "imported"
        let known = batch.seen - batch.added
        let rest = known == 0 ? "" : ", \(Readable.count(known)) \(known == 1 ? "is" : "are") there already"
        try session.output.write(
            "\(verb) \(Readable.count(batch.added)) \(batch.added == 1 ? "log" : "logs") under \(prompt)\(rest)\n")
    }

    private func database(_ place: String, _ batch: inout ImportBatch) async throws -> ImportLosses {
        let database = try LLMDatabase(path: place)
        batch.total = try await database.count()
        var reading = LLMLogs(prompt: prompt, now: Date()) { path in
            try? DiskFiles.bytes(ofRegularFile: path)
        }
        try await database.turns { turns in
            let known = try await batch.stored(of: turns.map { reading.id(of: $0) })
            for turn in turns {
                if known.contains(reading.id(of: turn)) { batch.skip() } else { batch.take(reading.log(turn)) }
            }
            try await batch.flush()
        }
        return reading.losses
    }

    private func lines(
        _ place: String, _ session: CommandSession, _ batch: inout ImportBatch
    ) async throws -> ImportLosses {
        let descriptor = file == "-" ? session.input.descriptor : open(place, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure("\(file): \(String(cString: strerror(errno)))") }
        defer { if file != "-" { close(descriptor) } }
        var reader = LineReader(descriptor, named: file)
        var reading = PairLogs(prompt: prompt, now: Date(), from: file == "-" ? "stdin" : file)
        var number = 0
        while let line = try reader.next() {
            number += 1
            guard line.contains(where: { !$0.isWhitespace }) else { continue }
            if let log = reading.log(line, number: number, isRepaired: reader.isRepaired) { batch.take(log) }
            if batch.isFull { try await batch.flush() }
        }
        return reading.losses
    }

    /// Whether a file is one of SQLite's databases.
    private static func isDatabase(_ place: String, named name: String) throws(CommandFailure) -> Bool {
        let descriptor = open(place, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure("\(name): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        guard !DiskFiles.isFolder(place) else { throw CommandFailure("\(name) is a folder") }
        var head = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &head, head.count)
        return count == head.count && LLMDatabase.recognises(head)
    }
}
