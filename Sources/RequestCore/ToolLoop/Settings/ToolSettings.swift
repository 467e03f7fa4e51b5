package import JSON
package import Prompts

/// Who answers a tool's calls, and whether a person is asked first.
package enum ToolMode: String, Sendable, Hashable, CaseIterable {
    /// A person writes each result.
    case manual
    /// A person agrees to each call before it is answered.
    case ask
    /// Calls are answered at once.
    case auto
}

/// What answers a tool's calls without a person.
package enum ToolSource: Sendable, Hashable {
    case command(ToolCommand)
    /// A fixed text, with `{{arguments}}`.
    case mock(String)
    case http(HTTPTool)
    case mcp(MCPTool)

    /// What a person has to approve before it is started; nil if nothing is started, or if the person's own settings
    /// name it.
    package var command: ToolCommand? {
        switch self {
        case .command(let command): command
        case .http(let tool): tool.approval
        case .mcp(let tool): tool.server.isOwn ? nil : tool.server.command
        case .mock: nil
        }
    }

    /// The name in an approval: the tool, or the server that answers for it.
    package func label(ofTool name: String) -> String {
        if case .mcp(let tool) = self { tool.server.label } else { name }
    }
}

/// The settings of a tool in a prompt's file, under `etude.tools.NAME`.
///
/// ```yaml
/// etude:
///   tools:
///     tide:
///       run: [./tide.sh, "{{harbour}}"]
///       mode: ask
///       cwd: .
///       env: [TIDE_STATION]
///       timeout: 30
///       output_limit: 1048576
///     moon:
///       mock: '{"phase": "full"}'
///     swell:
///       http: {url: "https://sea.example.org/swell?at={{harbour}}"}   # see ``HTTPTool``
///     wind:
///       mcp: sea                      # a server of etude.mcp; {server: sea, tool: wind} where it has another name there
/// ```
package struct ToolSettings: Sendable, Hashable {
    /// The mode; nil if the file gives none.
    package var mode: ToolMode?
    /// What answers the calls; nil if only a person can.
    package var source: ToolSource?

    /// Makes settings.
    package init(mode: ToolMode? = nil, source: ToolSource? = nil) {
        self.mode = mode
        self.source = source
    }

    private static let keys = ["run", "mock", "http", "mcp", "mode", "cwd", "env", "timeout", "output_limit"]

    /// Reads the settings of all tools.
    ///
    /// - Parameters:
    ///   - etude: the `etude` part of a document.
    ///   - own: servers that the person's own settings name; one of the document goes before one of the same name.
    /// - Throws: the field that cannot be understood, and what it accepts.
    package static func all(
        in etude: JSONObject, servers own: [String: MCPServer] = [:]
    ) throws(FieldError) -> [String: ToolSettings] {
        var settings: [String: ToolSettings] = [:]
        let servers = own.merging(try MCPServer.all(in: etude["mcp"], field: "etude.mcp")) { $1 }
        guard let tools = etude["tools"] else { return settings }
        guard let object = tools.objectValue else {
            throw FieldError(field: "etude.tools", message: "must have the settings of tools by their names")
        }
        for member in object.members {
            settings[member.key] = try ToolSettings(
                json: member.value, tool: member.key, field: "etude.tools.\(member.key)", servers: servers)
        }
        return settings
    }

    private init(
        json: JSONValue, tool: String, field: String, servers: [String: MCPServer]
    ) throws(FieldError) {
        self.init()
        if json.isNull { return }
        guard let object = json.objectValue else {
            throw FieldError(field: field, message: "must have keys such as run and mode")
        }
        if let unknown = object.keys.first(where: { !Self.keys.contains($0) }) {
            throw FieldError(
                field: "\(field).\(unknown)", message: "is not known; known are \(Self.keys.joined(separator: ", "))")
        }
        if let word = object["mode"] {
            guard let mode = word.stringValue.flatMap(ToolMode.init) else {
                throw FieldError(field: field + ".mode", message: "must be manual, ask or auto")
            }
            self.mode = mode
        }
        let sources = ["run", "mock", "http", "mcp"].filter { object[$0] != nil }
        if sources.count > 1 {
            throw FieldError(field: field, message: "has both \(sources[0]) and \(sources[1]); only one can answer")
        }
        if let run = object["run"] {
            source = .command(try Self.command(run, object, field))
        } else if let mock = object["mock"] {
            source = .mock(mock.stringValue ?? mock.compact)
        } else if let http = object["http"] {
            var limits = ToolCommand(argv: [])
            try limits.readSurroundings(of: object, field: field)
            source = .http(try HTTPTool(http, limits: limits, field: field + ".http"))
        } else if let mcp = object["mcp"] {
            source = .mcp(try Self.tool(mcp, tool, field + ".mcp", servers))
        }
    }

    private static func tool(
        _ json: JSONValue, _ name: String, _ field: String, _ servers: [String: MCPServer]
    ) throws(FieldError) -> MCPTool {
        guard let server = json.stringValue ?? json["server"]?.stringValue else {
            throw FieldError(field: field, message: "must be the name of a server, or {server: …, tool: …}")
        }
        guard let known = servers[server] else {
            let names = servers.keys.sorted().joined(separator: ", ")
            throw FieldError(
                field: field,
                message: "no server is called '\(server)' under etude.mcp"
                    + (names.isEmpty ? "" : "; there are \(names)"))
        }
        return MCPTool(server: known, tool: json["tool"]?.stringValue ?? name)
    }

    private static func command(
        _ run: JSONValue, _ object: JSONObject, _ field: String
    ) throws(FieldError) -> ToolCommand {
        let argv = run.arrayValue?.compactMap(\.stringValue) ?? []
        guard argv.count == run.arrayValue?.count, let program = argv.first, !program.isEmpty else {
            throw FieldError(
                field: field + ".run",
                message: "must be a list of texts, the program first")
        }
        guard !program.contains("{{") else {
            throw FieldError(field: field + ".run", message: "the program itself cannot be an argument of the call")
        }
        if let word = shellLine(argv), word.contains("{{") {
            throw FieldError(
                field: field + ".run",
                message:
                    "a call's argument in a shell's line could be any command: write \"$1\" there, and the {{…}} behind"
            )
        }
        var command = ToolCommand(argv: argv)
        try command.readSurroundings(of: object, field: field)
        return command
    }

    /// The line of `sh -c`; nil if the command is not a shell.
    private static func shellLine(_ argv: [String]) -> String? {
        let program = argv[0].split(separator: "/").last.map(String.init) ?? ""
        guard ["sh", "bash", "dash", "zsh", "ksh", "fish"].contains(program) else { return nil }
        let place = argv.dropFirst().firstIndex { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("c") }
        return place.flatMap { argv.indices.contains($0 + 1) ? argv[$0 + 1] : nil }
    }
}

extension ToolCommand {
    /// Reads what commands and servers have in common: `cwd`, `env`, `timeout` and `output_limit`.
    mutating func readSurroundings(of object: JSONObject, field: String) throws(FieldError) {
        if let folder = object["cwd"] {
            guard let path = folder.stringValue else {
                throw FieldError(field: field + ".cwd", message: "must be the path of a folder")
            }
            directory = path
        }
        if let names = object["env"] {
            guard let list = names.arrayValue, list.allSatisfy({ $0.stringValue != nil }) else {
                throw FieldError(field: field + ".env", message: "must be a list of names of environment variables")
            }
            environment = list.compactMap(\.stringValue)
            if let secret = environment.first(where: ToolAnswerer.isSecret) {
                throw FieldError(
                    field: field + ".env", message: "\(secret) looks like a key, which no command is given")
            }
        }
        if let seconds = object["timeout"] {
            guard let limit = seconds.doubleValue, limit > 0, limit <= 86_400 else {
                throw FieldError(field: field + ".timeout", message: "must be a number of seconds above 0")
            }
            timeLimit = limit
        }
        if let bytes = object["output_limit"] {
            guard let limit = bytes.intValue, (1...(64 << 20)).contains(limit) else {
                throw FieldError(field: field + ".output_limit", message: "must be a number of bytes, at most 67108864")
            }
            outputLimit = limit
        }
    }
}
