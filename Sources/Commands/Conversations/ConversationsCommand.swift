import ArgumentParser
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude conversations`
struct ConversationsCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "conversations", abstract: "List, show and export the playground's conversations.",
        discussion: """
            etude conversations --prompt weather --search Boston
            etude conversations show 01JD…
            etude conversations export 01JD… --as markdown > boston.md
            """,
        subcommands: [
            ConversationsListCommand.self, ConversationsShowCommand.self, ConversationsExportCommand.self,
        ], defaultSubcommand: ConversationsListCommand.self)

    func run(_ session: CommandSession) async throws {}
}

/// `etude conversations [list]`
struct ConversationsListCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List conversations, the one that was used last first.")

    @Option(help: "Only those of this prompt, its files included.")
    var prompt: String?

    @Option(help: "Words to find in names and messages.")
    var search: String?

    @Option(help: "The most to list.")
    var limit = 20

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a whole number from 1") }
    }

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        let all = try await store.conversations(of: nil, search: search ?? "")
        let found = all.filter { prompt == nil || $0.prompt == prompt }
        session.sayEmpty(
            found.isEmpty, json: json,
            prompt == nil && search == nil
                ? "there are no conversations yet; the playground makes them" : "no conversation matches")
        for conversation in found.prefix(limit) {
            if json {
                try session.output.writeLine(Self.object(conversation))
            } else {
                try session.output.write(Self.text(conversation) + "\n")
            }
        }
    }

    private static func text(_ conversation: ConversationSummary) -> String {
        let facts = conversation.facts
        var fields = [conversation.id, RunLine.timestamp(conversation.savedAt), Sanitiser.oneLine(conversation.prompt)]
        fields.append(facts.model.map(Sanitiser.oneLine) ?? "–")
        fields.append(facts.messageCount == 1 ? "1 message" : "\(facts.messageCount) messages")
        if let cost = facts.cost { fields.append(Readable.dollars(cost)) }
        fields.append(Sanitiser.oneLine(conversation.title))
        return fields.joined(separator: "  ")
    }

    /// Every key is there, null where nothing is known.
    private static func object(_ conversation: ConversationSummary) -> JSONValue {
        let facts = conversation.facts
        return [
            "id": .string(conversation.id), "prompt": .string(conversation.prompt),
            "file": conversation.file.map { JSONValue.string($0) } ?? JSONValue.null,
            "name": conversation.name.isEmpty ? JSONValue.null : .string(conversation.name),
            "opening": .string(facts.opening), "saved_at": .string(RunLine.timestamp(conversation.savedAt)),
            "model": facts.model.map { JSONValue.string($0) } ?? JSONValue.null,
            "messages": .number(JSONNumber(facts.messageCount)),
            "cost_usd": facts.cost.flatMap { JSONNumber($0) }.map { JSONValue.number($0) } ?? JSONValue.null,
        ]
    }
}

/// A conversation by its id.
struct ConversationArgument: ParsableArguments {
    @Argument(help: "The conversation's id, or the beginning of it that no other has.")
    var id: String

    /// - Throws: ``CommandFailure`` if there is none, or more than one.
    func text(in session: CommandSession) async throws -> ConversationText {
        let store = try await session.store.store()
        let all = try await store.conversations(of: nil, search: "").filter { $0.id.hasPrefix(id) }
        guard let found = all.first, !id.isEmpty else {
            throw CommandFailure("there is no conversation '\(id)'; etude conversations lists them")
        }
        guard all.count == 1 || found.id == id else {
            throw CommandFailure("\(all.count) conversations begin with '\(id)'; give more of the id")
        }
        guard let (conversation, name) = try await store.conversation(id: found.id) else {
            throw CommandFailure("there is no conversation '\(id)'; etude conversations lists them")
        }
        return try conversation.text(name: name)
    }
}

/// `etude conversations show ID`
struct ConversationsShowCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the thread of a conversation, the template first.")

    @OptionGroup var conversation: ConversationArgument

    func run(_ session: CommandSession) async throws {
        try session.output.write(try await conversation.text(in: session).text(as: .markdown))
    }
}

/// `etude conversations export ID`
struct ConversationsExportCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print a conversation for another program.")

    @OptionGroup var conversation: ConversationArgument

    @Option(
        name: .customLong("as"),
        help: "markdown, json (the messages as chat completions takes them), or prompt (a .prompt file).",
        transform: { text in
            guard let form = ConversationText.Form(rawValue: text) else {
                throw ValidationError("--as takes markdown, json or prompt")
            }
            return form
        })
    var form = ConversationText.Form.markdown

    func run(_ session: CommandSession) async throws {
        try session.output.write(try await conversation.text(in: session).text(as: form))
    }
}
