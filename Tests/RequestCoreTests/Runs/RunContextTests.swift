import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("Where a log comes from")
struct RunContextTests {
    private func record(_ request: RunRequest, image: [UInt8]? = nil) async throws -> LogRecord {
        let store = RecordingLogStore()
        let prepared = try await request.prepare { _ in image }
        _ = await Runner(transport: ScriptedTransport([.head(200), .text("hi"), .finish("stop")]), logs: store)
            .reply(to: prepared)
        let record = try #require(await store.inserted.first)
        let last = try #require(await store.updates.last)
        #expect(last.context == record.context && last.inputs == record.inputs && last.dialect == record.dialect)
        return record
    }

    private func request(_ text: String = "Hi", inputs: JSONObject = JSONObject()) -> RunRequest {
        RunRequest(
            prompt: "harbours", config: Config(model: "gpt-4o", template: [Message(.user, text)]), inputs: inputs,
            thread: [], provider: Running.provider)
    }

    @Test("a generation alone is the first round of a run with its own id, asked for by a program")
    func alone() async throws {
        let record = try await record(request())
        #expect(record.dialect == .chat)
        #expect(record.context == RunContext(run: record.id, ordinal: 0, source: .library))
        #expect(record.inputs == JSONObject())
    }

    @Test("later rounds belong to the run of the first")
    func rounds() async throws {
        var request = request()
        request.context.source = .playground
        let first = try await record(request)
        request.context = request.context.next(after: first.id)
        let second = try await record(request)
        #expect(second.context == RunContext(run: first.id, ordinal: 1, source: .playground))
        request.context = request.context.next(after: second.id)
        #expect(request.context == RunContext(run: first.id, ordinal: 2, source: .playground))
    }

    @Test("the values of the variables are kept as they were given, also those that the template does not use")
    func inputs() async throws {
        let inputs: JSONObject = ["city": "Brest", "days": 3, "unused": ["a", .null]]
        #expect(try await record(request("{{city}} for {{days}} days", inputs: inputs)).inputs == inputs)
    }

    @Test("an image in a variable is kept as the hash of its bytes, whatever it was given as")
    func image() async throws {
        let bytes = try Etude.image("sun.png")
        let hash = "sha256:" + (try ImageFacts(reading: bytes, name: nil).sha256)
        var request = request(inputs: ["photo": "sun.png", "name": "sun.png"])
        request.config.template = [
            Message(role: .user, content: [.image(ImagePart(url: "{{photo}}")), .text("This is {{name}}.")])
        ]
        #expect(try await record(request, image: bytes).inputs == ["photo": .string(hash), "name": "sun.png"])
        request.inputImages["photo"] = ImagePart(url: "/somewhere/sun.png")
        #expect(try await record(request, image: bytes).inputs == ["photo": .string(hash), "name": "sun.png"])
    }
}
