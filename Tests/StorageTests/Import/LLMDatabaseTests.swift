import Foundation
import GRDB
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Databases of llm")
struct LLMDatabaseTests {
    private func withDatabase(_ sql: String, _ body: (String) async throws -> Void) async throws {
        try await withDirectory { directory in
            let path = directory + "/logs.db"
            try make(sql, at: path)
            try await body(path)
        }
    }

    private func make(_ sql: String, at path: String) throws {
        let queue = try connect(path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func read(_ path: String) async throws -> [LLMTurn] {
        var turns: [LLMTurn] = []
        try await LLMDatabase(path: path).turns { turns += $0 }
        return turns
    }

    /// The first shape that had conversations, with a conversation of two.
    private static let old = """
        CREATE TABLE conversations (id TEXT PRIMARY KEY, name TEXT, model TEXT);
        CREATE TABLE responses (id TEXT PRIMARY KEY, model TEXT, prompt TEXT, system TEXT, prompt_json TEXT,
            options_json TEXT, response TEXT, response_json TEXT, conversation_id TEXT, duration_ms INTEGER,
            datetime_utc TEXT);
        INSERT INTO responses VALUES ('01a', 'gpt-4', 'Which harbour?', 'Be brief.', NULL, '{"temperature": 0.5}', 'Dover.',
            '{"id": "c1", "finish_reason": "stop"}', 'conv', 900, '2025-01-02T03:04:05.678901');
        INSERT INTO responses VALUES ('01b', 'gpt-4', 'And then?', NULL, NULL, '{}', 'Brest.', NULL, 'conv', 800,
            '2025-01-02T03:05:05');
        """

    /// What later programs added to it.
    private static let added = """
        ALTER TABLE responses ADD COLUMN input_tokens INTEGER;
        ALTER TABLE responses ADD COLUMN output_tokens INTEGER;
        ALTER TABLE responses ADD COLUMN token_details TEXT;
        ALTER TABLE responses ADD COLUMN schema_id TEXT;
        ALTER TABLE responses ADD COLUMN reasoning TEXT;
        CREATE TABLE schemas (id TEXT PRIMARY KEY, content TEXT);
        CREATE TABLE attachments (id TEXT PRIMARY KEY, type TEXT, path TEXT, url TEXT, content BLOB);
        CREATE TABLE prompt_attachments (response_id TEXT, attachment_id TEXT, "order" INTEGER);
        CREATE TABLE fragments (id INTEGER PRIMARY KEY, hash TEXT, content TEXT);
        CREATE TABLE prompt_fragments (response_id TEXT, fragment_id INTEGER, "order" INTEGER);
        CREATE TABLE system_fragments (response_id TEXT, fragment_id INTEGER, "order" INTEGER);
        CREATE TABLE tools (id INTEGER PRIMARY KEY, hash TEXT, name TEXT, description TEXT, input_schema TEXT);
        CREATE TABLE tool_responses (tool_id INTEGER, response_id TEXT);
        CREATE TABLE tool_calls (id INTEGER PRIMARY KEY, response_id TEXT, tool_id INTEGER, name TEXT, arguments TEXT,
            tool_call_id TEXT);
        CREATE TABLE tool_results (id INTEGER PRIMARY KEY, response_id TEXT, tool_id INTEGER, name TEXT, output TEXT,
            tool_call_id TEXT);
        """

    /// The tree of messages since 0.32, beside a response that is in both.
    private static let new =
        old + added + """
            CREATE TABLE threads (id TEXT PRIMARY KEY, name TEXT, tip_message_hash TEXT);
            CREATE TABLE messages (hash TEXT PRIMARY KEY, parent_hash TEXT, role TEXT);
            CREATE TABLE parts (id INTEGER PRIMARY KEY, message_hash TEXT, position INTEGER, type TEXT, tool_name TEXT, text TEXT,
                payload TEXT);
            CREATE TABLE turns (id TEXT PRIMARY KEY, thread_id TEXT, parent_message_hash TEXT, tip_message_hash TEXT, model TEXT,
                resolved_model TEXT, options_json TEXT, schema_id TEXT, input_tokens INTEGER, output_tokens INTEGER,
                token_details TEXT, duration_ms INTEGER, datetime_utc TEXT, response_json TEXT);
            CREATE TABLE turn_tools (turn_id TEXT, tool_id INTEGER, instance_id INTEGER);
            INSERT INTO fragments VALUES (1, 'h', 'a long text');
            INSERT INTO schemas VALUES ('s', '{"type": "object"}');
            INSERT INTO tools VALUES (1, 'h', 'get_tide', 'The tide.', '{"type": "object", "properties": {}}');
            INSERT INTO messages VALUES ('m1', NULL, 'system'), ('m2', 'm1', 'user'), ('m3', 'm2', 'assistant'),
                ('m4', 'm3', 'tool'), ('m5', 'm4', 'assistant');
            INSERT INTO parts (message_hash, position, type, tool_name, text, payload) VALUES
                ('m1', 0, 'text', NULL, 'Be brief.', NULL),
                ('m2', 0, 'text', NULL, NULL, '{"text_ref": [{"literal": "Read "}, {"fragment": 1}, {"fragment": 9}]}'),
                ('m3', 0, 'reasoning', NULL, 'hm', NULL),
                ('m3', 1, 'tool_call', 'get_tide', NULL, '{"name": "get_tide", "arguments": {"h": "Brest"}, "tool_call_id": "c1"}'),
                ('m4', 0, 'tool_result', 'get_tide', NULL, '{"name": "get_tide", "output": "high", "tool_call_id": "c1"}'),
                ('m5', 0, 'text', NULL, 'High.', NULL);
            INSERT INTO turns VALUES ('01c', 't', 'm2', 'm3', 'gpt-5', 'gpt-5-2026', '{"temperature": 1}', 's', 10, 5,
                '{"completion_tokens_details": {"reasoning_tokens": 2}}', 50, '2026-09-01 10:00:00.5+00:00', NULL);
            INSERT INTO turns VALUES ('01d', 't', 'm4', 'm5', 'gpt-5', NULL, NULL, NULL, 20, 1, NULL, 60,
                '2026-09-01T10:00:01+00:00', '{"$": "x"}');
            INSERT INTO turns VALUES ('01a', 't', 'gone', 'm2', 'gpt-4', NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL);
            INSERT INTO turn_tools VALUES ('01c', 1, NULL);
            """

    @Test("a response has its prompt, and what was said before it in its conversation")
    func responses() async throws {
        try await withDatabase(Self.old) { path in
            #expect(try await LLMDatabase(path: path).count() == 2)
            let turns = try await read(path)
            #expect(turns.map(\.id) == ["01a", "01b"])
            #expect(turns[0].options == ["temperature": 0.5] && turns[0].durationMS == 900)
            #expect(turns[0].response?["id"] == "c1")
            #expect(turns[1].thread == "conv")
            #expect(
                turns[1].asked == [
                    .init(role: "system", parts: [.text("Be brief.")]),
                    .init(role: "user", parts: [.text("Which harbour?")]),
                    .init(role: "assistant", parts: [.text("Dover.")]),
                    .init(role: "user", parts: [.text("And then?")]),
                ])
            #expect(turns[1].answered == [.init(role: "assistant", parts: [.text("Brest.")])])
        }
    }

    @Test("fragments, attachments, tools, their calls and results, tokens and schemas come along")
    func whole() async throws {
        let sql =
            Self.old + Self.added + """
                INSERT INTO fragments VALUES (1, 'a', 'first'), (2, 'b', 'second');
                INSERT INTO prompt_fragments VALUES ('01a', 2, 1), ('01a', 1, 0), ('01a', 7, 2);
                INSERT INTO attachments VALUES ('x', 'image/png', NULL, 'https://example.org/a.png', NULL);
                INSERT INTO prompt_attachments VALUES ('01a', 'x', 0), ('01a', 'gone', 1);
                INSERT INTO tools VALUES (1, 'h', 'get_tide', 'The tide.', '{"type": "object"}');
                INSERT INTO tool_responses VALUES (1, '01a');
                INSERT INTO tool_calls VALUES (1, '01a', 1, 'get_tide', '{"h": "Brest"}', 'c1');
                INSERT INTO tool_results VALUES (1, '01b', 1, 'get_tide', 'high', 'c1');
                INSERT INTO schemas VALUES ('s', '{"type": "object"}');
                UPDATE responses SET input_tokens = 7, output_tokens = 3, schema_id = 's', reasoning = 'hm' WHERE id = '01a';
                """
        try await withDatabase(sql) { path in
            let turns = try await read(path)
            let first = turns[0]
            #expect(
                first.asked.last?.parts == [
                    .text("first\nsecond\nWhich harbour?"),
                    .attachment(.init(type: "image/png", url: "https://example.org/a.png")),
                ])
            #expect(
                first.answered[0].parts == [
                    .reasoning("hm"), .text("Dover."),
                    .call(id: "c1", name: "get_tide", arguments: "{\"h\": \"Brest\"}", isServer: false),
                ])
            #expect(first.inputTokens == 7 && first.outputTokens == 3 && first.schema == ["type": "object"])
            #expect(
                first.tools == [["name": "get_tide", "description": "The tide.", "parameters": ["type": "object"]]])
            #expect(first.losses == [.missingFragments, .missingAttachments, .parsedArguments])
            #expect(
                turns[1].asked.suffix(2) == [
                    .init(role: "tool", parts: [.result(id: "c1", name: "get_tide", output: "high", isError: false)]),
                    .init(role: "user", parts: [.text("And then?")]),
                ])
        }
    }

    @Test("a turn has the messages on its way to the root, and comes once though it is in both forms")
    func turns() async throws {
        try await withDatabase(Self.new) { path in
            #expect(try await LLMDatabase(path: path).count() == 4)
            let turns = try await read(path)
            #expect(turns.map(\.id) == ["01b", "01c", "01d", "01a"])
            let calling = turns[1]
            #expect(
                calling.asked == [
                    .init(role: "system", parts: [.text("Be brief.")]),
                    .init(role: "user", parts: [.text("Read a long text")]),
                ])
            #expect(
                calling.answered == [
                    .init(
                        role: "assistant",
                        parts: [
                            .reasoning("hm"),
                            .call(id: "c1", name: "get_tide", arguments: #"{"h":"Brest"}"#, isServer: false),
                        ])
                ])
            #expect(calling.losses == [.missingFragments, .parsedArguments])
            #expect(calling.resolvedModel == "gpt-5-2026" && calling.schema == ["type": "object"])
            #expect(turns[2].asked.map(\.role) == ["system", "user", "assistant", "tool"])
            #expect(turns[2].response == ["$": "x"])
            #expect(turns[3].losses.contains(.missingMessages))
        }
    }

    @Test(
        "what a turn cannot be read whole of is named: a circle, an answer that is gone, a part and a field of no known form"
    )
    func damaged() async throws {
        let sql =
            Self.new + """
                INSERT INTO messages VALUES ('l1', 'l2', 'user'), ('l2', 'l1', 'assistant');
                INSERT INTO parts (message_hash, position, type, text) VALUES ('l1', 0, 'text', 'a'), ('l2', 0, 'smell', 'b');
                INSERT INTO turns (id, parent_message_hash, tip_message_hash, model, options_json) VALUES
                    ('01e', 'l1', 'gone', 'm', '{"a":');
                """
        try await withDatabase(sql) { path in
            let turn = try #require(try await read(path).last)
            #expect(turn.asked.map(\.role) == ["assistant", "user"] && turn.answered.isEmpty)
            #expect(turn.losses == [.circles, .missingAnswer, .unknownParts, .unreadableFields])
        }
    }

    @Test("the table of the first releases is read, too, with what each log replied to")
    func firstLogs() async throws {
        let sql =
            Self.old + """
                CREATE TABLE logs (id INTEGER PRIMARY KEY, model TEXT, prompt TEXT, system TEXT, prompt_json TEXT,
                    options_json TEXT, response TEXT, response_json TEXT, reply_to_id INTEGER, chat_id INTEGER,
                    duration_ms INTEGER, datetime_utc TEXT);
                INSERT INTO logs VALUES (1, 'gpt-3.5-turbo', 'Hi', 'Be brief.', NULL, NULL, 'Hello.', NULL, NULL, NULL, 5,
                    '2023-07-01T10:00:00');
                INSERT INTO logs VALUES (2, 'gpt-3.5-turbo', 'Again', NULL, NULL, NULL, 'Hi.', NULL, 1, 1, 5, NULL);
                INSERT INTO logs VALUES (3, 'gpt-3.5-turbo', 'Third', NULL, NULL, NULL, 'Yes.', NULL, NULL, 1, 5, NULL);
                """
        try await withDatabase(sql) { path in
            #expect(try await LLMDatabase(path: path).count() == 5)
            let turns = try await read(path)
            #expect(turns.map(\.id) == ["logs/1", "logs/2", "logs/3", "01a", "01b"])
            #expect(turns[1].asked.map(\.role) == ["system", "user", "assistant", "user"])
            #expect(turns[2].asked.map(\.role) == ["system", "user", "assistant", "user", "assistant", "user"])
            #expect(turns[2].answered == [.init(role: "assistant", parts: [.text("Yes.")])])
        }
    }

    @Test("what is no database of llm is told, and the file stays as it was")
    func refused() async throws {
        try await withDatabase("CREATE TABLE other (x TEXT)") { path in
            #expect(await complaint { try LLMDatabase(path: path) }.contains("neither the table turns nor responses"))
        }
        try await withDirectory { directory in
            try write("no database at all, but long enough to be looked at as one", to: directory + "/x.db")
            #expect(await complaint { try LLMDatabase(path: directory + "/x.db") }.contains("is no database of llm"))
        }
        try await withDatabase(Self.new) { path in
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            _ = try await read(path)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test("a turn becomes a log with a version, and importing again adds nothing", arguments: Place.allCases)
    func imported(place: Place) async throws {
        try await withDatabase(Self.new) { path in
            try await place.withStore { store in
                var reading = LLMLogs(prompt: "imported", now: time(0)) { _ in nil }
                var logs: [ImportedLog] = []
                for turn in try await read(path) { logs.append(reading.log(turn)) }
                #expect(try await store.add(logs, from: "logs.db") == 4)
                #expect(try await store.add(logs, from: "logs.db") == 0)
                let ids = logs.map(\.record.id)
                #expect(try await store.stored(of: ids + ["other"]) == Set(ids))
                let record = try #require(try await store.log(id: ids[2]))
                #expect(record.provider == "llm" && record.model == "gpt-5" && record.reply.message.text == "High.")
                #expect(record.conversation.messages.map(\.role) == ["system", "user", "assistant", "tool"])
                #expect(record.conversation.messages[3].message?.toolCallID == "c1")
                let version = try #require(try await store.version(record.version, prompt: "imported"))
                #expect(version.config.template == [Message(.system, "Be brief.")])
                let call = try #require(try await store.log(id: ids[1]))
                #expect(call.conversation.tools.map(\.name) == ["get_tide"])
                #expect(call.reply.usage?.reasoning == 2 && call.reply.usage?.input == 10)
                #expect(call.reply.finishReason?.kind == .toolCalls)
                #expect(try await store.ids(search: "high").count >= 1)
                #expect(reading.losses.sentences.contains { $0.contains("says no time: it stands") })
            }
        }
    }
}
