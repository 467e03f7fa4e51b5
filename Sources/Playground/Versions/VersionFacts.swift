import Prompts
import RequestCore

extension VersionStatistics {
    /// `+3 -1`, what people said of the answers; nil where nobody did.
    package var judged: String? {
        let words = [goodCount > 0 ? "+\(goodCount)" : "", badCount > 0 ? "-\(badCount)" : ""].filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}

/// What is known of the versions of a prompt beside themselves.
package struct VersionFacts: Sendable {
    var statistics: [VersionID: VersionStatistics]
    var deployed: [DeployedVersion]
    /// The oldest move first.
    var history: [Deployment]
}
