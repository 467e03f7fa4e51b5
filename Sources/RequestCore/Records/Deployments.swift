public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// An environment of a prompt, and the version that it points to.
public struct DeployedVersion: Sendable, Hashable {
    /// The prompt.
    public var prompt: String
    /// The environment, for example `production`.
    public var environment: String
    /// What it points to.
    public var version: VersionID
    /// That version's number within the prompt.
    public var number: Int
    /// When it was moved last.
    public var movedAt: Date
    /// Whether a person set that it moves only when that is confirmed.
    public var isProtected: Bool

    /// Whether a person is asked before it moves: what is protected, and `production`.
    public var asksBeforeMoving: Bool { isProtected || environment == "production" }

    /// A value of these fields.
    public init(
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
public struct Deployment: Sendable, Hashable {
    /// How it came about.
    public enum Kind: String, Sendable, Hashable {
        case deploy
        /// Back to what was there before.
        case rollback
    }

    /// What was moved.
    public var environment: String
    /// Where to.
    public var version: VersionID
    /// That version's number within the prompt.
    public var number: Int
    /// When.
    public var at: Date
    /// The account that did it.
    public var who: String
    /// What the person said of it; empty for nothing.
    public var note: String
    /// How it came about.
    public var kind: Kind

    /// A value of these fields.
    public init(
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

    /// The note of a roll back that the person gave none.
    public static func note(backFrom number: Int) -> String { "back from v\(number)" }

    /// What a roll back of an environment goes to: each one goes a step further back than the last; nil where nothing was before.
    ///
    /// - Parameter history: of a prompt, the oldest move first.
    public static func beforeLast(of environment: String, in history: [Deployment]) -> Deployment? {
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
