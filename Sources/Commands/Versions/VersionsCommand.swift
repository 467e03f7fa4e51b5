import ArgumentParser
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude versions`
struct VersionsCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "List the versions of a prompt, newest first, or all prompts; rename, archive and delete.",
        discussion: """
            etude versions                      the stored prompts
            etude versions weather              its versions: number, id, time, runs, what
                                                changed, where they are deployed
            etude versions weather --json       one object a line
            etude versions weather@v3 --name terse --note "half the tokens"
            etude versions weather --rename forecasts/weather
            etude versions weather --archive    out of the way; --unarchive brings it back
            etude versions weather --delete     for a week --undelete brings it back
            """)

    @Argument(help: "A prompt, or a REF for one of its versions.")
    var prompt: String?

    @Option(help: ArgumentHelp("Give the prompt another name; its versions and logs go with it.", valueName: "name"))
    var rename: String?

    @Flag(help: "What to do with the prompt.")
    var change: Change?

    /// A ``PromptMove`` as a flag.
    enum Change: String, EnumerableFlag {
        case archive, unarchive, delete, undelete

        var move: PromptMove {
            switch self {
            case .archive: .archive
            case .unarchive: .unarchive
            case .delete: .delete
            case .undelete: .undelete
            }
        }

        static func help(for value: Change) -> ArgumentHelp? {
            switch value {
            case .archive: "Archive the prompt; its name still works."
            case .unarchive: "Unarchive the prompt."
            case .delete: "Delete the prompt with its versions and logs; --undelete restores it for a week."
            case .undelete: "Restore a deleted prompt."
            }
        }
    }

    @Flag(help: "List archived prompts, too.")
    var all = false

    @Option(parsing: .unconditional, help: "The most to list.")
    var limit: Int?

    @Option(help: "Name the version; leave it empty to remove the name.")
    var name: String?

    @Option(help: "Write a note about the version; leave it empty to remove the note.")
    var note: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a whole number from 1") }
        if prompt == nil, name != nil || note != nil { throw ValidationError("--name and --note need a REF") }
        if prompt == nil, rename != nil || change != nil { throw ValidationError("which prompt? name it") }
    }

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        guard let prompt else {
            let prompts = try await store.prompts().filter { all || !$0.isArchived }
            session.sayEmpty(
                prompts.isEmpty, json: json, "there are no prompts yet; the playground and etude run make them")
            for summary in prompts.prefix(limit ?? .max) { try write(summary, session) }
            return
        }
        if rename != nil || change != nil { return try await change(prompt, in: store, session) }
        guard let reference = Reference(prompt) else { throw CommandFailure("'\(prompt)' is no REF") }
        let version = try await store.resolve(reference)
        if name != nil || note != nil {
            try await store.annotate(version.id, prompt: version.prompt, name: name, note: note)
            return session.errors.line("etude: \(version.prompt)@v\(version.number) \(version.id.short) is annotated")
        }
        let isWhole = if case .newest = reference.target { reference.ancestors == 0 } else { false }
        let statistics = try await store.statistics(ofPrompt: version.prompt)
        let changes = try await store.changes(ofPrompt: version.prompt)
        let listed = try await store.versions(ofPrompt: version.prompt).filter { isWhole || $0.id == version.id }
        for summary in listed.prefix(limit ?? .max) {
            try write(summary, of: version.prompt, statistics[summary.id], changes[summary.id], session)
        }
    }

    private func change(_ prompt: String, in store: any PromptKeeper, _ session: CommandSession) async throws {
        var prompt = prompt
        if let rename {
            try await store.rename(prompt: prompt, to: rename)
            session.errors.line("etude: \(prompt) is \(rename) now")
            prompt = rename
        }
        guard let move = change?.move else { return }
        try await store.move(prompt: prompt, move)
        let done = move == .delete ? "deleted; --undelete restores it for a week" : "\(move.rawValue)d"
        session.errors.line("etude: \(prompt) is \(done)")
    }

    private func write(_ summary: PromptSummary, _ session: CommandSession) throws {
        guard !json else {
            let object: JSONValue = [
                "prompt": .string(summary.name), "versions": .number(JSONNumber(summary.versionCount)),
                "newest": .string(summary.newest.hex), "changed_at": .string(RunLine.timestamp(summary.changedAt)),
                "archived": .bool(summary.isArchived),
            ]
            return try session.output.writeLine(object)
        }
        let count = summary.versionCount == 1 ? "1 version" : "\(summary.versionCount) versions"
        try session.output.write(
            "\(Sanitiser.oneLine(summary.name))  \(count)  \(summary.newest.short)  \(RunLine.timestamp(summary.changedAt))\(summary.isArchived ? "  archived" : "")\n"
        )
    }

    private func write(
        _ summary: VersionSummary, of prompt: String, _ statistics: VersionStatistics?, _ change: VersionChange?,
        _ session: CommandSession
    ) throws {
        let (median, cost) = (statistics?.medianMS, statistics?.cost)
        guard !json else {
            var object: JSONObject = [
                "prompt": .string(prompt), "number": .number(JSONNumber(summary.number)),
                "version": .string(summary.id.hex), "parent": summary.parent.map { .string($0.hex) } ?? .null,
                "created_at": .string(RunLine.timestamp(summary.createdAt)),
                "environments": .array(summary.environments.map(JSONValue.string)),
                "name": summary.name.isEmpty ? .null : .string(summary.name),
                "note": summary.note.isEmpty ? .null : .string(summary.note),
                "runs": .number(JSONNumber(summary.runCount)),
            ]
            object["change"] = change.map { .string($0.phrase) } ?? .null
            object["model"] = change?.model.map(JSONValue.string) ?? .null
            object["median_ms"] =
                median.flatMap { JSONNumber(($0 * 1000).rounded() / 1000) }.map(JSONValue.number) ?? .null
            object["cost_usd"] = cost.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null
            object["good"] = .number(JSONNumber(statistics?.goodCount ?? 0))
            object["bad"] = .number(JSONNumber(statistics?.badCount ?? 0))
            return try session.output.writeLine(.object(object))
        }
        var fields = ["v\(summary.number)", summary.id.short, RunLine.timestamp(summary.createdAt)]
        fields.append(summary.runCount == 1 ? "1 run" : "\(summary.runCount) runs")
        if let change {
            if let model = change.model { fields.append(Sanitiser.oneLine(model)) }
            if !change.phrase.isEmpty { fields.append(Sanitiser.oneLine(change.phrase)) }
        }
        if let median { fields.append(Readable.seconds(median)) }
        if let cost { fields.append(Readable.dollars(cost)) }
        if let judged = statistics?.judged { fields.append(judged) }
        if !summary.environments.isEmpty { fields.append(summary.environments.joined(separator: ",")) }
        for text in [summary.name, summary.note] where !text.isEmpty { fields.append(Sanitiser.oneLine(text)) }
        try session.output.write(fields.joined(separator: "  ") + "\n")
    }
}
