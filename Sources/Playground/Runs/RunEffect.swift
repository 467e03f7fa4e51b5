package import Prompts
package import RequestCore

/// What is asked about runs; the number is the run's id. The document is the one whose conversation the run belongs to, by
/// ``Draft/documentID``.
package enum RunEffect: Sendable, Hashable {
    case start(Int, RunRequest, parent: VersionID?, document: Int)
    /// The same for one of many: it waits for its turn where the provider limits the rate.
    case startPaced(Int, RunRequest, parent: VersionID?, document: Int)
    case stop(Int)
}

/// What becomes of runs.
package enum RunAction: Sendable {
    /// The run's version has been saved and its log begun.
    case started(Int, prompt: String, SavedVersion, logID: String)
    /// The run could not start, because a variable or an image is missing.
    case refused(Int, FieldError)
    /// Events of a started run, in order.
    case received(Int, [RunEvent])
}
