import Foundation
import JSON
import Prompts
import RequestCore

@testable import Playground

/// The harbours prompt of the screens.
enum Sample {
    /// The day of the newest version.
    static let today = Day(Date(timeIntervalSince1970: 1_795_171_260))

    static let config: Config = {
        var config = Config(
            model: "gpt-4.1-mini", parameters: [.temperature: 0.2, .seed: 42, .parallelToolCalls: true])
        config.responseFormat = .jsonSchema(
            ResponseFormat.NamedSchema(name: "harbour_answer", schema: ["type": "object"]))
        config.tools = [Tool(name: "tide"), Tool(name: "get_current_weather")]
        config.toolChoice = .auto
        config.template = [Message(.system, "You answer sailors in {{language}}, as JSON.")]
        return config
    }()

    /// v12, v11 and, deployed, v9; made on 20 November 2026 at 10:41, 10:31 and 8:31 at Greenwich.
    static let versions: [VersionSummary] = [
        version(12, "a3f9c2d1", secondsBefore: 0), version(11, "77b0e4aa", secondsBefore: 600),
        version(9, "0c2f19be", secondsBefore: 7800, environments: ["production"]),
    ]

    static func version(
        _ number: Int, _ hash: String, secondsBefore: Double, environments: [String] = []
    ) -> VersionSummary {
        VersionSummary(
            id: VersionID(hex: hash + String(repeating: "0", count: 56)) ?? VersionID(canonical: hash), number: number,
            parent: nil, createdAt: Date(timeIntervalSince1970: 1_795_171_260 - secondsBefore),
            environments: environments,
            runCount: number)
    }
}
