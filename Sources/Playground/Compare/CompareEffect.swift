package import Prompts
package import RequestCore

/// What is asked about comparisons beside their runs.
package enum CompareEffect: Sendable, Hashable {
    /// Loads versions of a prompt as columns.
    case loadVersions([VersionID], prompt: String)
    /// Loads the logs of the answers that a restored comparison had, and the versions of its columns.
    case recall(document: Int, versions: [VersionID], logs: [String], prompt: String)
}

/// What becomes of comparisons.
package enum CompareAction: Sendable {
    case versionsLoaded(prompt: String, [Version])
    /// The versions and logs of a restored comparison, as far as they are still stored.
    case recalled(document: Int, [Version], [LogRecord])
}
