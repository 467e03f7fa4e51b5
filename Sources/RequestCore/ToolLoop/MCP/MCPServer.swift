package import JSON
package import Prompts

/// A Model Context Protocol server on this machine, as a prompt's file names it under `etude.mcp`, or `config.yaml` under `mcp`.
///
/// ```yaml
/// etude:
///   mcp:
///     sea:
///       command: ./sea-server
///       args: [--quiet]
///       env: [SEA_STATION]
///       cwd: .
///       timeout: 30
///   tools:
///     tide: {mcp: sea}
/// ```
package struct MCPServer: Sendable, Hashable {
    /// The name that tools refer to.
    package var name: String
    /// The command that starts the server. Its time limit applies to each answer.
    package var command: ToolCommand
    /// Whether the person's own settings name the server, so that it needs no approval.
    package var isOwn: Bool

    /// Makes a server.
    package init(name: String, command: ToolCommand, isOwn: Bool = false) {
        self.name = name
        self.command = command
        self.isOwn = isOwn
    }

    /// `MCP server sea`
    package var label: String { "MCP server \(name)" }

    private static let keys = ["command", "args", "env", "cwd", "timeout", "output_limit"]

    /// Reads servers by their names.
    ///
    /// - Parameters:
    ///   - json: what stands under `mcp`; nil for nothing.
    ///   - field: where that stands, for errors.
    /// - Throws: the field that cannot be understood, and what it accepts.
    package static func all(
        in json: JSONValue?, field: String, isOwn: Bool = false
    ) throws(FieldError) -> [String: MCPServer] {
        guard let json, !json.isNull else { return [:] }
        guard let object = json.objectValue else {
            throw FieldError(field: field, message: "must have servers by their names")
        }
        var servers: [String: MCPServer] = [:]
        for member in object.members {
            let place = "\(field).\(member.key)"
            guard let settings = member.value.objectValue else {
                throw FieldError(field: place, message: "must have a command")
            }
            if let unknown = settings.keys.first(where: { !keys.contains($0) }) {
                throw FieldError(
                    field: "\(place).\(unknown)", message: "is not known; known are \(keys.joined(separator: ", "))")
            }
            servers[member.key] = MCPServer(
                name: member.key, command: try ToolCommand(server: settings, field: place), isOwn: isOwn)
        }
        return servers
    }
}

/// A tool of a server.
package struct MCPTool: Sendable, Hashable {
    /// The server of the tool.
    package var server: MCPServer
    /// The tool's name at the server.
    package var tool: String

    /// Makes a tool.
    package init(server: MCPServer, tool: String) {
        self.server = server
        self.tool = tool
    }
}

extension ToolCommand {
    /// - Throws: the field that cannot be understood.
    fileprivate init(server: JSONObject, field: String) throws(FieldError) {
        guard let program = server["command"]?.stringValue, !program.isEmpty else {
            throw FieldError(field: field + ".command", message: "must be the program to start")
        }
        let words = server["args"] ?? []
        guard let list = words.arrayValue, list.allSatisfy({ $0.stringValue != nil }) else {
            throw FieldError(field: field + ".args", message: "must be a list of texts")
        }
        self.init(argv: [program] + list.compactMap(\.stringValue), outputLimit: 16 << 20)
        try readSurroundings(of: server, field: field)
    }
}
