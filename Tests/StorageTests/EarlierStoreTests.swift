import Foundation
import JSON
import Logbook
import Prompts
import RequestCore
import TestSupport
import Testing

@testable import Storage

/// A home that a program of ten steps left, made by `Tests/Fixtures/make-store`.
@Suite("A store of an earlier program")
struct EarlierStoreTests {
    private func withEarlierHome(_ body: (Store, String) async throws -> Void) async throws {
        try await withDirectory { directory in
            let home = directory + "/home"
            try FileManager.default.copyItem(atPath: Etude.fixture("store-10"), toPath: home)
            try await body(try Store(directory: home), home)
        }
    }

    @Test("shows its prompts, and every version with its number, parent, name, deployments and runs")
    func versions() async throws {
        try await withEarlierHome { store, _ in
            #expect(
                try await Set(store.prompts().map(\.name)) == ["harbours", "chart", "event", "weather", "untitled"])
            let versions = try await store.versions(ofPrompt: "harbours")
            #expect(
                versions.map {
                    "v\($0.number) \($0.id.short) from \($0.parent?.short ?? "nothing"), \($0.runCount) runs"
                }
                    == [
                        "v5 01c9c510 from 905fc1ea, 8 runs", "v4 905fc1ea from ba61454f, 2 runs",
                        "v3 4ac5d748 from cff8ee6e, 1 runs", "v2 cff8ee6e from ba61454f, 1 runs",
                        "v1 ba61454f from nothing, 1 runs",
                    ])
            #expect(versions[3].name == "cooler")
            #expect(versions[3].note == "Fewer surprises.")
            #expect(versions[3].environments == ["production"])
            #expect(versions[2].environments == ["staging"])
            let moves = try await store.deployments(ofPrompt: "harbours")
            #expect(Set(moves.map(\.note)) == ["the first", "cooler answers", ""])
        }
    }

    @Test("holds versions whose ids are still the hashes of their content")
    func ids() async throws {
        try await withEarlierHome { store, _ in
            var count = 0
            for prompt in try await store.prompts() {
                for summary in try await store.versions(ofPrompt: prompt.name) {
                    let version = try #require(try await store.version(summary.id, prompt: prompt.name))
                    #expect(version.config.versionID == summary.id, "\(prompt.name) v\(summary.number)")
                    count += 1
                }
            }
            #expect(count == 9)
        }
    }

    @Test("came from files that still make the same versions")
    func files() async throws {
        try await withEarlierHome { store, home in
            let files = PromptFiles(blobs: store)
            for (name, id) in [
                ("harbours", "ba61454f"), ("chart", "3231c883"), ("event", "acfcbcf7"), ("weather", "c354a850"),
            ] {
                let document = try await files.open(path: home + "/prompts/\(name).prompt").document
                #expect(document.config.versionID.short == id, "\(name)")
            }
        }
    }

    @Test("shows every log, with the answer, the calls and what they were answered, the error and the rating")
    func logs() async throws {
        try await withEarlierHome { store, _ in
            let list = try await store.logs(matching: LogQuery())
            #expect(list.count == 19)
            var records: [LogRecord] = []
            for summary in list.reversed() { records.append(try #require(try await store.log(id: summary.id))) }
            #expect(records.allSatisfy { $0.dialect == .chat && $0.inputs == nil && $0.context.run == nil })
            #expect(records.allSatisfy { $0.request["model"] == "gpt-4.1-mini" })
            func record(asking text: String) throws -> LogRecord {
                try #require(records.last { $0.request.compact.contains(text) })
            }

            #expect(records.map(\.state).filter { $0 == .finished }.count == 15)
            #expect(try record(asking: "And low water?").reply.message.text.isEmpty == false)
            #expect(try record(asking: "simulate: reasoning").reply.message.reasoning?.contains("pretends") == true)
            #expect(try record(asking: "simulate: refusal").reply.message.refusal?.isEmpty == false)
            #expect(try record(asking: "simulate: 401").reply.error?.kind == .authentication)
            #expect(try record(asking: "simulate: error in stream").reply.error?.kind == .stream)
            let stopped = try record(asking: "simulate: slow")
            #expect(stopped.state == .cancelled)
            #expect(stopped.reply.message.text.isEmpty == false)
            #expect(try record(asking: "Two answers").reply.choices.count == 2)
            let event = try record(asking: "science fair").reply.message.text
            #expect(try JSONValue(parsing: event).objectValue?.keys == ["name", "date", "participants"])
            let image = try record(asking: "And this?")
            #expect(image.images.map(\.sha256) == [Self.image])
            #expect(image.images.map(\.width) == [64])

            let calling = try #require(records.first { !$0.reply.message.toolCalls.isEmpty })
            #expect(
                calling.reply.message.toolCalls.map(\.arguments) == [
                    #"{"location":"Boston"}"#, #"{"location":"London"}"#,
                ])
            #expect(calling.answers.count == 2)
            #expect(records.suffix(2).map(\.feedback) == [.bad, .good])
            #expect(
                records.suffix(2).last?.reply.message.text
                    == "The current weather in Boston is 22 degrees and cloudy, and the current weather in London")
        }
    }

    @Test("is searched as before, its new logs beside the old ones")
    func search() async throws {
        try await withEarlierHome { store, _ in
            #expect(try await store.ids(search: "low water").count == 2)
            #expect(try await store.ids(search: "boston get_current_weather").count == 4)
            try await store.insert(.sample("02NEW", asking: "low water"))
            #expect(try await store.ids(search: "low water").count == 3)
        }
    }

    @Test("gives back its images and its session")
    func imagesAndSession() async throws {
        try await withEarlierHome { store, _ in
            #expect(try await store.blob(sha256: Self.image) == Etude.image("sun.png"))
            let conversation = try #require(try await store.takeConversation(of: nil).conversation)
            #expect(conversation.draft["prompt"] == "weather")
            #expect(conversation.draft["composer"] == nil && conversation.draft["thread"] == nil)
            #expect(conversation.writing["composer"]?["content"] == "A question that nobody has sent: 港 {{city}}")
            #expect(conversation.messages.count == 5)
            #expect(try await store.loadSession()?["logs_open"] == true)
        }
    }

    private static let image = "8a451fc6b505293605ac4ce8d7bdcb595c57e61026f080167adef18c1edbb989"
}
