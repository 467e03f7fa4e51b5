public import Prompts

/// Where environments and their history are kept.
public protocol DeploymentStore: Sendable {
    /// Of one prompt, or of all, by prompt and name.
    func deployed(ofPrompt prompt: String?) async throws -> [DeployedVersion]
    /// Points an environment of a prompt to one of its versions, and keeps that in the history.
    ///
    /// - Throws: ``FieldError`` when no REF could name the environment, or when the prompt has no such version.
    func deploy(
        _ id: VersionID, prompt: String, to environment: String, by who: String, note: String, kind: Deployment.Kind
    ) async throws
    /// The history of a prompt's environments, the oldest move first.
    func deployments(ofPrompt prompt: String) async throws -> [Deployment]
    /// Sets whether an environment moves only when that is confirmed.
    ///
    /// - Throws: ``FieldError`` where nothing is deployed there.
    func protect(_ environment: String, prompt: String, _ isProtected: Bool) async throws
    /// Gives a version a name or a note; an empty text takes it away, nil leaves it.
    func annotate(_ id: VersionID, prompt: String, name: String?, note: String?) async throws
    /// What the logs say of each version of a prompt that was run.
    func statistics(ofPrompt prompt: String) async throws -> [VersionID: VersionStatistics]
}
