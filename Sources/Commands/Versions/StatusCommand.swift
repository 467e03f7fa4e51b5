import ArgumentParser
import JSON
import Prompts
import RequestCore
import Storage
import TextUI

/// `etude status`
struct StatusCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say which files of the project differ from which version.",
        discussion: """
            etude status
            etude status --json      one object a line, for programs

            A file is the version whose hash its content has, whoever made it and under
            whatever name.
            """)

    @Flag(help: "One JSON object a line.")
    var json = false

    func run(_ session: CommandSession) async throws {
        guard let project = session.surroundings.project else {
            throw CommandFailure("this is not a project; etude init makes it one")
        }
        let store = try await session.store.store()
        var seen: Set<String> = []
        for path in project.files {
            let line = await Self.line(path, project, store, session)
            seen.insert(line.prompt)
            try write(line, session)
        }
        for summary in try await store.prompts() where !seen.contains(summary.name) && !summary.isArchived {
            try write(Line(prompt: summary.name, state: .unfiled, version: summary.newest), session)
        }
    }

    /// The state of a file.
    private struct Line {
        enum State {
            /// The newest version, or an older one.
            case version(Version, newest: Int)
            /// A version of another prompt.
            case other(Version)
            /// Not a version, but different from the newest one in these fields.
            case changed([String], from: Version)
            /// Not a version, and its prompt has none in the store.
            case unknown
            case broken(String)
            /// Versions without a file.
            case unfiled
        }

        var path: String?
        var prompt: String
        var state: State
        var version: VersionID?
        var environments: [String] = []
    }

    private static func line(
        _ path: String, _ project: Project, _ store: Store, _ session: CommandSession
    ) async -> Line {
        var line = Line(path: String(path.dropFirst(project.root.count + 1)), prompt: "", state: .unknown)
        line.prompt = project.name(ofFile: path)
        do {
            let document = try await session.files.load(path: path, blobs: session.blobs)
            let id = document.config.versionID
            line.prompt = document.name ?? line.prompt
            line.version = id
            let versions = try await store.versions(ofPrompt: line.prompt)
            if let version = try await store.version(id, prompt: line.prompt) {
                line.state = .version(version, newest: versions.first?.number ?? version.number)
                line.environments = versions.first { $0.id == id }?.environments ?? []
            } else if let newest = versions.first,
                let version = try await store.version(newest.id, prompt: line.prompt)
            {
                let fields = ConfigDiff(from: version.config, to: document.config).changes.map(\.field)
                var names: [String] = []
                for field in fields where !names.contains(field) { names.append(field) }
                line.state = .changed(names, from: version)
            } else if let version = try? await store.resolve(Reference(target: .hash(id.hex))) {
                line.state = .other(version)
            }
        } catch {
            line.state = .broken("\(error)")
        }
        return line
    }

    private func words(_ line: Line) -> [String] {
        let id = line.version.map { " \($0.short)" } ?? ""
        switch line.state {
        case .version(let version, let newest):
            let older = version.number == newest ? [] : ["(the newest is v\(newest))"]
            return ["v\(version.number)\(id)"] + line.environments + older
        case .other(let version): return ["\(version.prompt)@v\(version.number)\(id)", "under another name"]
        case .changed(let fields, let version):
            return ["changed since v\(version.number) \(version.id.short): \(fields.joined(separator: ", "))"]
        case .unknown: return ["new\(id)"]
        case .broken(let why): return ["cannot be read: \(why)"]
        case .unfiled: return ["only in the store\(id)"]
        }
    }

    private func write(_ line: Line, _ session: CommandSession) throws {
        guard json else {
            let fields = [line.path ?? line.prompt] + words(line)
            return try session.output.write(fields.map { Sanitiser.oneLine($0) }.joined(separator: "  ") + "\n")
        }
        var object: JSONObject = ["path": line.path.map(JSONValue.string) ?? .null, "prompt": .string(line.prompt)]
        object["version"] = line.version.map { .string($0.hex) } ?? .null
        object["number"] = .null
        object["changed"] = []
        object["error"] = .null
        switch line.state {
        case .version(let version, _):
            object["state"] = "version"
            object["number"] = .number(JSONNumber(version.number))
        case .other(let version):
            object["state"] = "other"
            object["number"] = .number(JSONNumber(version.number))
            object["of"] = .string(version.prompt)
        case .changed(let fields, let version):
            object["state"] = "changed"
            object["since"] = .number(JSONNumber(version.number))
            object["changed"] = .array(fields.map(JSONValue.string))
        case .unknown: object["state"] = "new"
        case .broken(let why):
            object["state"] = "broken"
            object["error"] = .string(why)
        case .unfiled: object["state"] = "unfiled"
        }
        try session.output.writeLine(.object(object))
    }
}
