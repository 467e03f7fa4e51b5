package import Prompts

/// Stores environments and their history.
package protocol DeploymentStore: Sendable {
    /// The environments of one prompt, or of all, sorted by prompt and name.
    func deployed(ofPrompt prompt: String?) async throws -> [DeployedVersion]
    /// Points an environment of a prompt at one of its versions and records that in the history.
    ///
    /// - Throws: ``FieldError`` if no REF could name the environment, or if the prompt has no such version.
    func deploy(
        _ id: VersionID, prompt: String, to environment: String, by who: String, note: String, kind: Deployment.Kind
    ) async throws
    /// The history of a prompt's environments, the oldest move first.
    func deployments(ofPrompt prompt: String) async throws -> [Deployment]
    /// Sets whether moves of an environment have to be confirmed.
    ///
    /// - Throws: ``FieldError`` if nothing is deployed there.
    func protect(_ environment: String, prompt: String, _ isProtected: Bool) async throws
    /// Gives a version a name or a note. An empty text removes it, nil leaves it.
    func annotate(_ id: VersionID, prompt: String, name: String?, note: String?) async throws
    /// The statistics of each version of a prompt that has runs.
    func statistics(ofPrompt prompt: String) async throws -> [VersionID: VersionStatistics]
}
