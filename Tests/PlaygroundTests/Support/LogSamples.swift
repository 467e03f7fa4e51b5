import Foundation
import JSON
import Logbook
import Prompts
import RequestCore
import TextUI

@testable import Playground

/// States, summaries and records for the tests of the logs.
@MainActor enum LogSamples {
    /// 20 November 2026, 10:42:01 at Greenwich.
    static let moment = Date(timeIntervalSince1970: 1_795_171_321)

    static func state(width: Int = 120, height: Int = 40) -> AppState {
        var state = AppState(
            size: Size(width: width, height: height),
            settings: AppSettings(providers: .simulatorOnly, theme: .plain, keymap: .standard))
        state.draft.name = "harbours"
        state.today = Day(moment)
        return state
    }

    static func summary(
        _ number: Int, id: String? = nil, prompt: String = "harbours", model: String = "gpt-4.1-mini",
        version: Int? = 12,
        message: String = "Which of these two harbours floods first?", calls: Int = 2, ms: Double = 1800,
        tokens: Int? = 148, cost: Double? = 0.0011, state: LogRecord.State = .finished, error: String? = nil,
        status: Int? = 200, answer: String = ""
    ) -> LogSummary {
        var summary = LogSummary(
            id: id ?? "log-\(number)", createdAt: moment.addingTimeInterval(-Double(number)), prompt: prompt,
            version: versionID, versionNumber: version, provider: "openai", model: model, message: message,
            toolCallCount: calls, totalMS: ms, totalTokens: tokens, cost: cost, state: state, error: error,
            status: status)
        summary.answer = answer
        return summary
    }

    static let versionID = VersionID(canonical: "{}")

    /// Logs `from` and so on, the first one being the newest.
    static func page(_ from: Int, count: Int) -> [LogSummary] {
        (from..<(from + count)).map { summary($0, message: "message \($0)") }
    }

    static func record(
        id: String = "log-1", request: JSONValue = LogSamples.request, images: [ImageFacts] = [chart],
        state: LogRecord.State = .finished, events: [RunEvent] = answer, response: JSONValue? = ["id": "chatcmpl-1"]
    ) -> LogRecord {
        var reply = Reply()
        for event in events { reply.apply(event) }
        return LogRecord(
            id: id, prompt: "harbours", version: versionID, provider: "openai", model: "gpt-4.1-mini",
            createdAt: moment,
            request: request, images: images, state: state, reply: reply, response: response,
            timing: .init(firstTokenMS: 412, totalMS: 1812, retries: 1), cost: 0.0011)
    }

    static let chart = ImageFacts(
        sha256: String(repeating: "ab", count: 32), mediaType: "image/png", width: 812, height: 600, byteCount: 143_000,
        name: "chart.png")

    static let request: JSONValue = [
        "model": "gpt-4.1-mini",
        "messages": [
            ["role": "system", "content": "You answer sailors in French, as JSON."],
            [
                "role": "user",
                "content": [
                    ["type": "text", "text": "Which of these two harbours floods first?"],
                    ["type": "image_url", "image_url": ["url": .string("sha256:" + chart.sha256), "detail": "high"]],
                ],
            ],
        ],
        "temperature": 0.2, "seed": 42,
        "response_format": ["type": "json_object"],
        "tools": [
            [
                "type": "function",
                "function": [
                    "name": "tide", "description": "When it floods", "strict": true,
                    "parameters": ["type": "object", "required": ["harbour"]],
                ],
            ]
        ],
        "stream": true,
    ]

    static let answer: [RunEvent] = [
        .sent(attempt: 0), .responded(status: 200, requestID: "req_7"),
        .identified(.init(id: "chatcmpl-1", model: "gpt-4.1-mini-2025-04-14", systemFingerprint: "fp_1")),
        .toolCallDelta(choice: 0, block: 3, .init(index: 0, id: "a", name: "tide", arguments: #"{"harbour":"Brest"}"#)),
        .toolCallDelta(choice: 0, block: 4, .init(index: 1, id: "b", name: "tide", arguments: #"{"harbor":"Dover"}"#)),
        .finished(choice: 0, reason: "tool_calls"),
        .usage(["prompt_tokens": 1056, "completion_tokens": 119, "total_tokens": 1175]), .ended(error: nil),
    ]

    static func draw(_ state: inout AppState) -> [String] {
        let (frame, metrics) = ScreenView.frame(of: state, blocks: ThreadBlocks())
        state.metrics = metrics
        return frame.text().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

extension AppState {
    /// Takes keys by their names, separated by spaces; what is no name is typed.
    mutating func press(keys names: String) -> [Effect] {
        names.split(separator: " ").flatMap { name -> [Effect] in
            if let key = Key(description: String(name)) { return taking(.key(key)) }
            return name.flatMap { taking(.key(.character($0))) }
        }
    }

    /// Opens the drawer and answers what it asks for.
    mutating func openLogs(with page: [LogSummary], total: Int? = nil) {
        let effects = press(keys: "f6")
        _ = answerLogs(effects, page, total: total)
    }

    mutating func answerLogs(_ effects: [Effect], _ page: [LogSummary], total: Int? = nil) -> [Effect] {
        guard let question = effects.logQuestion else { return [] }
        return taking(.logs(.listed(question.serial, page, total: LogCount(total ?? page.count))))
    }

    var openedLog: LogView? {
        layers.top as? LogView
    }
}

extension [Effect] {
    /// The last question to the store about the list.
    var logQuestion: (serial: Int, query: LogQuestion)? {
        reversed().lazy.compactMap { if case .logs(.list(let serial, let query)) = $0 { (serial, query) } else { nil } }
            .first
    }
}
