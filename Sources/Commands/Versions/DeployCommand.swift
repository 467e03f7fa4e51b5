import ArgumentParser
import JSON
import Prompts
import RequestCore
import Storage
import TextUI

/// `etude deploy`
struct DeployCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy", abstract: "Point an environment of a prompt to a version, or show what is deployed.",
        discussion: """
            etude deploy                               what is deployed, of all prompts
            etude deploy weather@v12 --to production  weather@production is v12 from now on
            etude deploy weather --to production --roll-back
            etude deploy weather --to production --protect   moves only with a yes
            etude deploy weather --history
            etude deploy --write DIR                   DIR/weather@production.prompt and
                                                       .json, for programs and for git
            """)

    @Argument(help: "A REF; with --history, --roll-back and --protect a prompt.")
    var target: String?

    @Option(help: ArgumentHelp("The environment, for example production.", valueName: "environment"))
    var to: String?

    @Option(help: "Why, for the history.")
    var note = ""

    @Flag(help: "Roll back to the previous version.")
    var rollBack = false

    @Flag(help: "Print the deployments, newest first.")
    var history = false

    @Flag(inversion: .prefixedNo, help: "Whether moving it must be confirmed.")
    var protect: Bool?

    @Flag(help: "Move a protected environment without asking.")
    var yes = false

    @Option(help: ArgumentHelp("Keep the files of what is deployed in this folder.", valueName: "dir"))
    var write: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    func validate() throws {
        if to == nil, rollBack || protect != nil { throw ValidationError("--roll-back and --protect need --to") }
        if target == nil, to != nil || history { throw ValidationError("name a prompt or a REF") }
    }

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        var prompt: String?
        if let target {
            guard let reference = Reference(target) else { throw CommandFailure("'\(target)' is no REF") }
            let version = try await store.resolve(reference)
            prompt = version.prompt
            if let to {
                try await change(version, to, store, session)
                if json, write == nil, !history { try await list(version.prompt, at: to, store, session) }
            }
            if history { return try await printHistory(of: version.prompt, store, session) }
        }
        if let write {
            try await writeFiles(to: write, prompt: prompt, store, session)
        } else if to == nil {
            try await list(prompt, store, session)
        }
    }

    private func change(
        _ version: Version, _ environment: String, _ store: Store, _ session: CommandSession
    ) async throws {
        if let protect {
            try await store.protect(environment, prompt: version.prompt, protect)
            session.errors.line(
                "etude: \(version.prompt)@\(environment) \(protect ? "moves only when that is confirmed" : "moves freely")"
            )
            return
        }
        var (version, note, kind) = (version, note, Deployment.Kind.deploy)
        let current = try await store.deployed(ofPrompt: version.prompt).first { $0.environment == environment }
        if rollBack {
            let moves = try await store.deployments(ofPrompt: version.prompt)
            guard let before = Deployment.beforeLast(of: environment, in: moves),
                let found = try await store.version(before.version, prompt: version.prompt)
            else { throw CommandFailure("\(version.prompt)@\(environment) has no earlier version to roll back to") }
            (version, kind) = (found, .rollback)
            if note.isEmpty, let current { note = Deployment.note(backFrom: current.number) }
        }
        if let current, current.version == version.id {
            return session.errors.line("etude: \(version.prompt)@\(environment) is v\(version.number) already")
        }
        if let current { try confirm(current, version, session) }
        try await store.deploy(
            version.id, prompt: version.prompt, to: environment, by: DiskFiles.account, note: note, kind: kind)
        let from = current.map { ", was v\($0.number)" } ?? ""
        session.errors.line("etude: \(version.prompt)@\(environment) is v\(version.number) \(version.id.short)\(from)")
    }

    /// Asks before a protected environment moves. Production is asked for only if somebody can be asked.
    private func confirm(_ current: DeployedVersion, _ version: Version, _ session: CommandSession) throws {
        guard !yes, current.asksBeforeMoving else { return }
        let place = "\(current.prompt)@\(current.environment)"
        let answer = session.ask([
            "etude: move \(place) from v\(current.number) \(current.version.short) to v\(version.number) \(version.id.short)? [y/N] "
        ])
        if let answer {
            if !answer.hasPrefix("y") { throw CommandFailure("\(place) stays v\(current.number)", status: 1) }
        } else if current.isProtected {
            throw CommandFailure("\(place) is protected, and there is no terminal to ask on; use --yes", status: 1)
        }
    }

    private static let nothing = "etude: nothing is deployed; use etude deploy REF --to production"

    /// - Parameter environment: the only one that is listed; nil for all.
    private func list(
        _ prompt: String?, at environment: String? = nil, _ store: Store, _ session: CommandSession
    ) async throws {
        let deployed = try await store.deployed(ofPrompt: prompt).filter {
            environment == nil || $0.environment == environment
        }
        if deployed.isEmpty { session.errors.line(Self.nothing) }
        for place in deployed {
            guard !json else {
                try session.output.writeLine([
                    "prompt": .string(place.prompt), "environment": .string(place.environment),
                    "number": .number(JSONNumber(place.number)), "version": .string(place.version.hex),
                    "moved_at": .string(RunLine.timestamp(place.movedAt)), "protected": .bool(place.isProtected),
                ])
                continue
            }
            let mark = place.isProtected ? "  protected" : ""
            try session.output.write(
                "\(Sanitiser.oneLine(place.prompt))@\(Sanitiser.oneLine(place.environment))  v\(place.number)  "
                    + "\(place.version.short)  \(RunLine.timestamp(place.movedAt))\(mark)\n")
        }
    }

    private func printHistory(of prompt: String, _ store: Store, _ session: CommandSession) async throws {
        for move in try await store.deployments(ofPrompt: prompt).reversed() where to == nil || move.environment == to {
            guard !json else {
                try session.output.writeLine([
                    "environment": .string(move.environment), "number": .number(JSONNumber(move.number)),
                    "version": .string(move.version.hex), "at": .string(RunLine.timestamp(move.at)),
                    "who": .string(move.who), "note": .string(move.note), "kind": .string(move.kind.rawValue),
                ])
                continue
            }
            var fields = [
                RunLine.timestamp(move.at), move.environment, "v\(move.number)", move.version.short, move.who,
            ]
            if move.kind == .rollback { fields.append("rolled back") }
            if !move.note.isEmpty { fields.append(move.note) }
            try session.output.write(
                fields.filter { !$0.isEmpty }.map { Sanitiser.oneLine($0) }.joined(separator: "  ") + "\n")
        }
    }

    private func writeFiles(
        to folder: String, prompt: String?, _ store: Store, _ session: CommandSession
    ) async throws {
        let deployed = try await store.deployed(ofPrompt: prompt).filter { to == nil || $0.environment == to }
        if deployed.isEmpty { session.errors.line(Self.nothing) }
        for place in deployed {
            guard let version = try await store.version(place.version, prompt: place.prompt) else { continue }
            let path = try await DeployedFiles.write(
                version, environment: place.environment, to: session.folder.place(of: folder), blobs: store)
            session.errors.line("etude: wrote \(path).prompt and .json")
        }
    }
}
