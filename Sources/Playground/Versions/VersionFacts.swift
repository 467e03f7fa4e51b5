import Prompts
import RequestCore

/// What is known of the versions of a prompt beside themselves.
package struct VersionFacts: Sendable {
    var statistics: [VersionID: VersionStatistics]
    var deployed: [DeployedVersion]
    /// The oldest move first.
    var history: [Deployment]
}
