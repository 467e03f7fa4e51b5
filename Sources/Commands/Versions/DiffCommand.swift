import ArgumentParser
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude diff`
struct DiffCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what differs between two versions or files.",
        discussion: """
            etude diff weather@v1 weather@v2
            etude diff weather@production weather.prompt
            etude diff weather            the newest version and the one it was made from

            First what became of each field, schemas property by property; then the lines
            of the .prompt text, as diff -u writes them.
            """)

    @Argument(help: "A REF or a FILE: what there was.", completion: .file())
    var old: String

    @Argument(
        help: "A REF or a FILE: what there is. Without it OLD is compared with the version it was made from.",
        completion: .file())
    var new: String?

    @Flag(help: "Mark the words that differ, [-so-]{+and so+}, instead of whole lines.")
    var words = false

    @Flag(help: "The fields that differ, as one JSON object.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let (before, after) = try await sides(session)
        let diff = ConfigDiff(from: before.config, to: after.config)
        guard !json else {
            return try session.output.writeLine([
                "old": .string(before.id.hex), "new": .string(after.id.hex),
                "changes": .array(diff.changes.map { ["field": .string($0.field), "text": .string($0.text)] }),
            ])
        }
        guard !diff.isEmpty else {
            return session.errors.line(
                "etude: \(before.name) and \(after.name) are the same version, \(before.id.short)")
        }
        for change in diff.changes {
            let separator = change.label == change.field ? ": " : " "
            try session.output.write(Sanitiser.oneLine(change.label + separator + change.event) + "\n")
        }
        try session.output.write(
            "\n" + (words ? wordText(diff.text) : diff.text.unified(old: before.name, new: after.name)))
    }

    private struct Side {
        var name: String
        var config: Config
        var id: VersionID
    }

    private func sides(_ session: CommandSession) async throws -> (Side, Side) {
        let first = try await PromptSource.find(old, session: session)
        if let new { return (side(old, first), side(new, try await PromptSource.find(new, session: session))) }
        guard let version = first.version else {
            // A file is compared with the stored prompt of its name.
            let stored = try await PromptSource.find(first.prompt, session: session)
            return (side(first.prompt, stored), side(old, first))
        }
        guard let parent = version.parent,
            let before = try await session.store.store().version(parent, prompt: version.prompt)
        else {
            throw CommandFailure(
                "\(version.prompt)@v\(version.number) was made from no other version: name a second REF")
        }
        return (
            Side(name: "\(before.prompt)@v\(before.number)", config: before.config, id: before.id), side(old, first)
        )
    }

    private func side(_ text: String, _ source: PromptSource) -> Side {
        let name = source.version.map { "\($0.prompt)@v\($0.number)" } ?? text
        return Side(name: name, config: source.document.config, id: source.document.config.versionID)
    }

    private func wordText(_ diff: TextDiff) -> String {
        diff.hunks().map { hunk in
            let skipped = hunk.skipped > 0 ? "@@ \(hunk.skipped) lines\n" : ""
            return skipped + hunk.lines.map { wordLine($0) + "\n" }.joined()
        }.joined()
    }

    private func wordLine(_ line: TextDiff.Line) -> String {
        let isWhole = !line.spans.contains(where: \.isChanged)
        let text = line.spans.map { span in
            guard span.isChanged || isWhole, line.kind != .same, !span.text.isEmpty else { return span.text }
            return line.kind == .removed ? "[-\(span.text)-]" : "{+\(span.text)+}"
        }.joined()
        return TextDiff.sign(line.kind) + text
    }
}
