package import JSON
package import Prompts

/// What is compared: a version with the provider and model that it is sent to.
package struct EvaluationColumn: Sendable, Hashable {
    /// `A`, `B`, … in the order given.
    package var label: String
    /// The prompt's name.
    package var prompt: String
    /// The version that answers.
    package var version: VersionID
    /// The provider's name.
    package var provider: String
    /// The model as it is asked for.
    package var model: String

    /// Creates a column.
    package init(label: String, prompt: String, version: VersionID, provider: String, model: String) {
        self.label = label
        self.prompt = prompt
        self.version = version
        self.provider = provider
        self.model = model
    }

    /// The members that `--json` prints.
    package var json: JSONObject {
        [
            "label": .string(label), "prompt": .string(prompt), "version": .string(version.hex),
            "provider": .string(provider), "model": .string(model),
        ]
    }

    /// The label of a column: `A` to `Z`, then `AA`, `AB`, …
    ///
    /// - Parameter place: from 0.
    package static func label(at place: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + place % 26)))
        return place < 26 ? letter : label(at: place / 26 - 1) + letter
    }
}
