import ArgumentParser
import Evaluations
import JSON
import Prompts
import RequestCore
import Storage

/// `etude eval list`
struct EvalListCommand: EtudeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List evaluations, newest first.")

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let listings = try await session.store.store().evaluations()
        session.sayEmpty(listings.isEmpty, json: json, "there are no evaluations; etude eval makes them")
        for listing in listings {
            let (record, done, cells) = (listing.record, listing.done, listing.record.cellCount)
            if json {
                try session.output.writeLine(
                    .object([
                        "evaluation": .string(record.id),
                        "created_at": .string(RunLine.timestamp(record.createdAt)), "dataset": .string(record.dataset),
                        "rows": .number(JSONNumber(record.rows)), "repeats": .number(JSONNumber(record.repeats)),
                        "columns": .array(record.columns.map { .object($0.json) }),
                        "cells": .number(JSONNumber(cells)), "done": .number(JSONNumber(done)),
                    ]))
            } else {
                let columns = record.columns.map { "\($0.label) \($0.prompt) \($0.version.short) \($0.model)" }
                try session.output.write(
                    "\(record.id)  \(RunLine.timestamp(record.createdAt))  \(record.dataset.prefix(8))  "
                        + "\(record.rows) × \(record.repeats)  \(done) of \(cells)  "
                        + columns.joined(separator: ", ") + "\n")
            }
        }
    }
}

/// `etude eval show`
struct EvalShowCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the summary of an evaluation and the rows that fail.")

    @Argument(help: "The id of an evaluation.")
    var id: String

    @Flag(help: "Every cell as one JSON object a line, as eval --json prints it.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let stored = try await StoredGrid(id, session)
        try await stored.print(json ? .json : .text, session)
    }
}

/// `etude eval check`
struct EvalCheckCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check the answers of an evaluation again; nothing is sent.",
        discussion: """
            The checks are read anew from the evaluation's files; rows are matched by
            their content. Checks that need a model keep their results.
            """)

    @Argument(help: "The id of an evaluation.")
    var id: String

    @Flag(help: "One JSON object a line, as eval --json prints it.")
    var json = false

    func run(_ session: CommandSession) async throws {
        var stored = try await StoredGrid(id, session)
        try await stored.check(EvalNotices(session.errors))
        try await stored.print(json ? .json : .text, session)
        let summary = stored.summary
        if summary.missing > 0 { throw ExitCode(1) }
        if !summary.reaches(stored.failUnder ?? 1) { throw ExitCode(4) }
    }
}
