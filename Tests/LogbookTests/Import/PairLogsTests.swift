import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@testable import Logbook

@Suite("Requests and responses as logs")
struct PairLogsTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func read(_ line: String) -> (log: ImportedLog?, losses: [String]) {
        var reading = PairLogs(prompt: "imported", now: now, from: "pairs.jsonl")
        let log = reading.log(line, number: 7)
        return (log, reading.losses.sentences)
    }

    private static let chat = """
        {"id":"x1","request":{"model":"gpt-4o","temperature":0.2,"messages":[{"role":"system","content":"Be brief."},\
        {"role":"user","content":"Hi"}]},"response":{"id":"c1","object":"chat.completion","model":"gpt-4o-2024-08-06",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}},"created_at":"2026-11-30T10:42:01.5+01:00",\
        "provider":"work","duration_ms":120}
        """

    @Test("A pair of chat completions is a finished log, with a version of its model, settings and system message")
    func chat() throws {
        let (log, losses) = read(Self.chat)
        let record = try #require(log?.record)
        #expect(losses.isEmpty)
        #expect(record.prompt == "imported" && record.provider == "work" && record.model == "gpt-4o")
        #expect(record.state == .finished && record.reply.message.text == "Hello.")
        #expect(record.reply.usage?.input == 9 && record.reply.finishReason?.kind == .stop)
        #expect(record.createdAt == ImportTime.date("2026-11-30T09:42:01.5Z"))
        #expect(record.timing.totalMS == 120)
        let config = try #require(log?.config)
        #expect(config.model == "gpt-4o" && config.template == [Message(.system, "Be brief.")])
        #expect(record.version == config.versionID)
        #expect(record.id.utf8.count == 26 && record.id == read(Self.chat).log?.record.id)
    }

    @Test("The other dialects, batches' envelopes and a bare answer are recognised")
    func forms() throws {
        let anthropic = read(
            #"{"request":{"model":"claude-sonnet-4-5","max_tokens":9,"system":"s","messages":[{"role":"user","content":"Hi"}]},"#
                + #""response":{"id":"m","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","#
                + #""text":"Hello."}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":1}}}"#)
        #expect(anthropic.log?.record.dialect == .messages)
        #expect(anthropic.log?.record.reply.message.text == "Hello.")
        #expect(
            anthropic.losses == ["pairs.jsonl:7: says no time: the log stands at the time of the import"])
        let responses = read(
            #"{"request":{"model":"gpt-5","input":"Hi"},"response":{"id":"r","object":"response","created_at":1790000000,"#
                + #""status":"completed","model":"gpt-5","output":[{"type":"message","id":"i","role":"assistant","status":"completed","#
                + #""content":[{"type":"output_text","text":"Hello.","annotations":[]}]}]}}"#)
        #expect(responses.log?.record.dialect == .responses)
        #expect(responses.log?.record.reply.message.text == "Hello.")
        let batch = read(
            #"{"custom_id":"a","body":{"model":"m","messages":[{"role":"user","content":"Hi"}]},"response":{"status_code":200,"#
                + #""body":{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]}}}"#
        )
        #expect(batch.log?.record.reply.message.text == "Hello.")
        let bare = read(
            #"{"model":"m","messages":[{"role":"user","content":"Hi"}],"response":"Hello.","timestamp":1790000000}"#)
        #expect(bare.log?.record.reply.message.text == "Hello." && bare.log?.record.request["response"] == nil)
        #expect(bare.log?.record.createdAt == now)
    }

    @Test("A failed run keeps its error, and a stopped one is stopped")
    func errors() throws {
        let request = #"{"request":{"model":"m","messages":[]},"response":null,"#
        let failed = read(request + #""error":{"kind":"rate_limit","status":429,"message":"slow"}}"#).log?.record
        #expect(failed?.state == .failed && failed?.reply.error?.kind == .rateLimit)
        #expect(read(request + #""error":{"kind":"cancelled","message":"x"}}"#).log?.record.state == .cancelled)
        #expect(read(request + #""error":"it broke"}"#).log?.record.reply.error?.message == "it broke")
    }

    @Test("Judgements, variables and the run are read; what is no judgement is left out")
    func judgement() throws {
        let line =
            Self.chat.dropLast() + #","feedback":"bad","score":0.5,"note":"n","correction":"c","tags":["a","b c",1],"#
            + #""inputs":{"x":"1"},"run":"01R","ordinal":2,"source":"eval","cost_usd":0.01}"#
        let record = try #require(read(String(line)).log?.record)
        #expect(try record.judgement == Judgement(feedback: .bad, score: 0.5, note: "n", correction: "c", tags: ["a"]))
        #expect(record.inputs == ["x": "1"] && record.cost == 0.01)
        #expect(record.context.run == "01R" && record.context.ordinal == 2 && record.context.source == .eval)
    }

    @Test("Images go where images are, and their hash stands in their place")
    func images() throws {
        let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
        let line =
            #"{"request":{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(png)"}}]}]},"response":"ok","created":1}"#
        let log = try #require(read(line).log)
        let hash = try #require(log.images.keys.first)
        #expect(log.record.images.map(\.sha256) == [hash])
        #expect(log.record.request["messages"]?[0]?["content"]?[0]?["image_url"]?["url"] == .string("sha256:" + hash))
    }

    @Test(
        "What is no pair is counted with its line",
        arguments: [
            "", "{", "[]", "1", "{}", #"{"request":{}}"#, #"{"request":1,"response":"x"}"#,
            #"{"request":{"model":"m"},"response":null}"#,
            #"{"request":{"model":"m","messages":[]},"response":{"choices":"x"}}"#,
        ])
    func others(line: String) {
        let (log, losses) = read(line)
        #expect(log == nil)
        #expect(losses == ["pairs.jsonl:7: could not be read as a request with its response"])
    }

    @Test(
        "Times are read with and without a zone, a fraction, and a T",
        arguments: [
            ("2026-11-30T10:42:01", 1_796_035_321.0), ("2026-11-30T10:42:01Z", 1_796_035_321),
            ("2026-11-30 10:42:01.250000+00:00", 1_796_035_321.25), ("2026-11-30T12:42:01+0200", 1_796_035_321),
            ("2026-11-30T05:12:01-05:30", 1_796_035_321), ("2026-11-30T10:42", 1_796_035_320),
            ("2026-11-30", 1_795_996_800),
        ])
    func times(text: String, seconds: Double) {
        #expect(ImportTime.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(
        "Other texts are no time",
        arguments: [
            "", "yesterday", "2026-13-01", "2026-11-30T", "2026-11-30T25:00:00", "2026-11-30T10:42:01+99",
            "2026-11-30x",
        ])
    func noTimes(text: String) {
        #expect(ImportTime.date(text) == nil)
    }

    @Test("An id of the same form stays, in capitals; another makes one that sorts by its time")
    func ids() {
        #expect(ImportNames.id("01jd2x3y4z5a6b7c8d9e0f1g2h", of: "llm", at: nil) == "01JD2X3Y4Z5A6B7C8D9E0F1G2H")
        let early = ImportNames.id("1", of: "llm", at: Date(timeIntervalSince1970: 1_000))
        let late = ImportNames.id("1", of: "llm", at: Date(timeIntervalSince1970: 2_000))
        #expect(early < late && early.utf8.count == 26)
        #expect(ImportNames.id("1", of: "llm", at: nil) != ImportNames.id("1", of: "pair", at: nil))
        #expect(ImportNames.id("1", of: "llm", at: nil) == ImportNames.id("1", of: "llm", at: nil))
    }
}
