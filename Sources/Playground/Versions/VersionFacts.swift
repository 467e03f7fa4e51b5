import Prompts
import RequestCore

extension VersionStatistics {
    /// `+3 -1`: the ratings of the answers; nil if there are none.
    package var judged: String? {
        let words = [goodCount > 0 ? "+\(goodCount)" : "", badCount > 0 ? "-\(badCount)" : ""].filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}

/// The statistics and deployments of a prompt's versions.
package struct VersionFacts: Sendable {
    var statistics: [VersionID: VersionStatistics]
    var deployed: [DeployedVersion]
    /// The moves, the oldest first.
    var history: [Deployment]
}
