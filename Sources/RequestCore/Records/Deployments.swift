package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// An environment of a prompt, and the version that is deployed there.
package struct DeployedVersion: Sendable, Hashable {
    /// The prompt.
    package var prompt: String
    /// The environment, for example `production`.
    package var environment: String
    /// The deployed version.
    package var version: VersionID
    /// The version's number within the prompt.
    package var number: Int
    /// The time of the last move.
    package var movedAt: Date
    /// Whether a person protected the environment, so that a move has to be confirmed.
    package var isProtected: Bool

    /// Whether a person is asked before a move: for protected environments, and for `production`.
    package var asksBeforeMoving: Bool { isProtected || environment == "production" }

    package init(
        prompt: String, environment: String, version: VersionID, number: Int, movedAt: Date, isProtected: Bool = false
    ) {
        self.prompt = prompt
        self.environment = environment
        self.version = version
        self.number = number
        self.movedAt = movedAt
        self.isProtected = isProtected
    }
}

/// One move of an environment, as the history keeps it.
package struct Deployment: Sendable, Hashable {
    /// The kind of move.
    package enum Kind: String, Sendable, Hashable {
        case deploy
        /// Back to the version before.
        case rollback
    }

    /// The environment that was moved.
    package var environment: String
    /// The version that it points to since.
    package var version: VersionID
    /// The version's number within the prompt.
    package var number: Int
    /// The time of the move.
    package var at: Date
    /// The account that made the move.
    package var who: String
    /// The person's note; empty if there is none.
    package var note: String
    /// The kind of move.
    package var kind: Kind

    package init(
        environment: String, version: VersionID, number: Int, at: Date, who: String, note: String = "",
        kind: Kind = .deploy
    ) {
        self.environment = environment
        self.version = version
        self.number = number
        self.at = at
        self.who = who
        self.note = note
        self.kind = kind
    }

    /// The note of a rollback to which the person gave none.
    package static func note(backFrom number: Int) -> String { "back from v\(number)" }

    /// The move that a rollback of an environment returns to. Each rollback goes one step further back; nil if there
    /// was nothing before.
    ///
    /// - Parameter history: the moves of a prompt, the oldest first.
    package static func beforeLast(of environment: String, in history: [Deployment]) -> Deployment? {
        var standing: [Deployment] = []
        for move in history where move.environment == environment {
            if move.kind == .rollback, let place = standing.lastIndex(where: { $0.version == move.version }) {
                standing.removeSubrange((place + 1)...)
            } else if standing.last?.version != move.version {
                standing.append(move)
            }
        }
        return standing.dropLast().last
    }
}
