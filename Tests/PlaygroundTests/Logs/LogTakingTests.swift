import Foundation
import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Taking a log into the playground")
struct LogRerunTests {
    private static func version(_ template: [Message], prompt: String = "harbours") -> Version {
        Version(
            id: LogSamples.versionID, prompt: prompt, number: 12, parent: nil, createdAt: LogSamples.moment,
            config: Config(model: "gpt-4.1-mini", template: template))
    }

    @Test("r in an opened log asks for its version, and then all of it is restored as one step of undo")
    func takesAll() throws {
        var record = LogSamples.record()
        record.inputs = ["language": "French"]
        var state = LogViewTests.opened()
        state.thread.append(Message(.user, "mine"))
        state.thread.composer.buffer = TextBuffer("unsent")
        state.draft.inputs = ["language": "Breton"]
        let config = state.draft.config
        #expect(state.press(keys: "r").contains { if case .logs(.loadVersion) = $0 { true } else { false } })
        #expect(state.thread.messages.map(\.text) == ["mine"])
        _ = state.taking(.logs(.versionLoaded(record, Self.version([Message(.system, "You answer {{language}}")]))))
        #expect(state.layers.isEmpty)
        #expect(state.focus == .thread)
        #expect(!state.logs.isOpen)
        #expect(state.draft.config.template.map(\.text) == ["You answer {{language}}"])
        #expect(state.draft.inputs == ["language": "French"])
        #expect(state.thread.messages.map(\.role) == [.user])
        #expect(state.thread.messages.first?.images.first?.facts == LogSamples.chart)
        #expect(state.thread.composer.buffer.text == "unsent")
        state.undo()
        #expect(state.thread.messages.map(\.text) == ["mine"])
        #expect(state.draft.config == config)
        #expect(state.draft.inputs == ["language": "Breton"])
    }

    @Test("what the model thought goes back where it stood, and not after an edit before it")
    func thinking() throws {
        var record = LogSamples.record()
        record.dialect = .messages
        record.model = "claude-haiku-5-5"
        record.provider = "simulator"
        record.images = []
        record.request = [
            "model": "claude-haiku-5-5", "max_tokens": 9, "system": "Be brief.",
            "messages": [
                ["role": "user", "content": "When?"],
                [
                    "role": "assistant",
                    "content": [
                        ["type": "thinking", "thinking": "", "signature": "EqQB"], ["type": "text", "text": "At six."],
                    ],
                ], ["role": "user", "content": "And then?"],
            ],
        ]
        var version = Self.version([Message(.system, "Be brief.")])
        version.config.model = "claude-haiku-5-5"
        var state = LogViewTests.opened()
        _ = state.taking(.logs(.versionLoaded(record, version)))
        func findings(_ template: String) -> [String] {
            let provider = state.settings.providers.resolved("simulator").provider
            let request = RenderedRequest(
                config: version.config, model: "claude-haiku-5-5",
                messages: [Message(.system, template)] + state.thread.messages, server: provider?.baseURL ?? "")
            return Messages().findings(in: request, catalog: ModelCatalog(bytes: []), now: .distantPast)
                .map(\.rule.rawValue)
        }
        #expect(state.thread.messages.map(\.text) == ["When?", "At six.", "And then?"])
        #expect(!findings("Be brief.").contains("reasoning-left-out"))
        #expect(findings("Be long.").contains("reasoning-left-out"))
    }

    @Test("a log of another prompt brings that prompt; what was being written stays with its own")
    func otherPrompt() {
        var state = LogViewTests.opened()
        state.thread.composer.buffer = TextBuffer("unsent")
        _ = state.taking(.logs(.versionLoaded(LogSamples.record(), Self.version([], prompt: "tides"))))
        #expect(state.draft.name == "tides" && state.thread.composer.isEmpty)
        state.undo()
        #expect(state.draft.name == "harbours" && state.thread.composer.buffer.text == "unsent")
    }

    @Test("a log from before values were recorded says that the values are the person's")
    func withoutInputs() {
        var state = LogViewTests.opened()
        state.draft.inputs = ["language": "Breton"]
        _ = state.taking(
            .logs(.versionLoaded(LogSamples.record(), Self.version([Message(.system, "In {{language}}")]))))
        #expect(state.draft.inputs == ["language": "Breton"])
        #expect(state.notice?.text.contains("no values of variables") == true)
    }

    @Test("a log whose version is gone takes nothing away")
    func versionGone() {
        var state = LogViewTests.opened()
        state.thread.append(Message(.user, "mine"))
        _ = state.taking(.logs(.versionLoaded(LogSamples.record(), nil)))
        #expect(state.thread.messages.map(\.text) == ["mine"] && state.notice?.kind == .error)
    }

    @Test("r in the list asks for the log first, and then shows nothing")
    func takesFromTheList() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 3))
        #expect(state.press(keys: "r") == [.logs(.load("log-0"))])
        let effects = state.taking(.logs(.loaded(LogSamples.record(id: "log-0"), versionNumber: 12, wire: nil)))
        #expect(effects.contains(.logs(.loadVersion(of: LogSamples.record(id: "log-0")))))
        #expect(state.layers.isEmpty)
    }

    @Test("Nothing is taken while a run is under way")
    func refusesDuringARun() {
        var state = LogViewTests.opened()
        state.run = ActiveRun(id: 1, provider: "simulator", model: "m", startedAt: 0)
        _ = state.press(keys: "r")
        #expect(state.thread.messages.isEmpty)
        #expect(state.openedLog != nil)
        #expect(state.notice?.kind == .warning)
    }
}
