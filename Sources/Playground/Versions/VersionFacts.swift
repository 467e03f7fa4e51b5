import Prompts
import RequestCore

/// The statistics and deployments of a prompt's versions.
package struct VersionFacts: Sendable {
    var statistics: [VersionID: VersionStatistics]
    var deployed: [DeployedVersion]
    /// The moves, the oldest first.
    var history: [Deployment]
}
