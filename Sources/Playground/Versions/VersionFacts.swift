import Prompts
import RequestCore

/// The statistics and deployments of a prompt's versions.
package struct VersionFacts: Sendable {
    var statistics: [VersionID: VersionStatistics]
    /// What each changes against its parent.
    var changes: [VersionID: VersionChange] = [:]
    var deployed: [DeployedVersion]
    /// The moves, the oldest first.
    var history: [Deployment]
}
