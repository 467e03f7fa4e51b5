import JSON
import Prompts
import RequestCore
import TextUI

@testable import Playground

/// Comparisons of the harbours prompt, for the tests of this folder.
enum CompareSamples {
    static let question = "Which of these two harbours floods first?"

    static let version = Version(
        id: Sample.versions[1].id, prompt: "harbours", number: 11, parent: nil, createdAt: Sample.versions[1].createdAt,
        config: config(temperature: 1))

    static func config(temperature: Double = 0.2, model: String = "gpt-4.1-mini") -> Config {
        Config(model: model, parameters: [.temperature: .number(JSONNumber(temperature) ?? JSONNumber(0))])
    }

    /// A playground with a question and these columns.
    static func desk(
        width: Int = 80, height: Int = 24, _ recipes: [ComparedColumn.Recipe] = [.init(), .init(model: "gpt-4o")]
    ) -> Desk {
        var desk = Desk(width: width, height: height, config: config(), focus: .thread)
        desk.state.settings.theme = .plain
        desk.state.settings.borders = .lines
        desk.state.draft.settledID = VersionID(canonical: "draft")
        desk.type(question)
        desk.state.compare(recipes)
        return desk
    }

    /// The runs that the last key has begun.
    static func runs(_ desk: Desk) -> [(id: Int, request: RunRequest)] {
        desk.effects.compactMap { effect in
            if case .run(.startPaced(let id, let request, _, _)) = effect { (id, request) } else { nil }
        }
    }

    /// What a server sends for a text, all but its end.
    static func pieces(_ text: String) -> [RunEvent] {
        [.sent(attempt: 0), .responded(status: 200, requestID: nil), .textDelta(choice: 0, block: 0, text)]
    }

    static let ending: [RunEvent] = [
        .finished(choice: 0, reason: FinishReason(.stop, word: "stop")),
        .usage(Usage(input: 20, output: 12, raw: ["prompt_tokens": 20, "completion_tokens": 12])), .ended(error: nil),
    ]

    static func calls(_ calls: [(name: String, arguments: String)]) -> [RunEvent] {
        [.sent(attempt: 0), .responded(status: 200, requestID: nil)]
            + calls.enumerated().map { index, call in
                .toolCallDelta(
                    choice: 0, block: index,
                    .init(index: index, id: "call_\(index)", name: call.name, arguments: call.arguments))
            } + [.finished(choice: 0, reason: FinishReason(.toolCalls, word: "tool_calls")), .ended(error: nil)]
    }
}

extension Desk {
    /// Sends events of a run.
    mutating func receive(_ run: Int, _ events: [RunEvent]) { send(.run(.received(run, events))) }

    /// Answers each run of the last key with a text.
    mutating func answer(_ texts: String...) {
        let runs = CompareSamples.runs(self)
        for (run, text) in zip(runs, texts) {
            receive(run.id, CompareSamples.pieces(text) + CompareSamples.ending)
        }
    }

    /// The whole screen.
    @MainActor mutating func frame() -> Frame {
        let (frame, metrics) = ScreenView.frame(of: state, blocks: ThreadBlocks())
        state.metrics = metrics
        return frame
    }

    var page: ComparePage? { state.layers.all(ComparePage.self).first }
}
