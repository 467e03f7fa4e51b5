import JSON
package import Prompts
package import RequestCore
import TextUI

/// Adds the tools that an MCP server lists.
extension AppState {
    /// Lists the servers of the prompt and of the settings. A single one is asked at once.
    package mutating func openServers() {
        let servers: [MCPServer]
        do throws(FieldError) {
            servers = try toolServers().values.sorted { $0.name < $1.name }
        } catch {
            return say(error.description, .error)
        }
        guard let first = servers.first else {
            return say("no MCP server is named: etude.mcp of the prompt (^T), or mcp in config.yaml", .warning)
        }
        if servers.count == 1 { return list(first) }
        let items = servers.map { server in
            Dropdown.Item(
                server.name, columns: [server.isOwn ? "config.yaml" : "this prompt"], value: server.name,
                note: Sanitiser.oneLine(server.command.argv.joined(separator: " "))
            ) { $0.list(server) }
        }
        layers.push(Dropdown(title: "MCP server", items: items, current: nil))
    }

    private mutating func list(_ server: MCPServer) {
        ask(.tools(.list(server, directory: draftFolder)))
        say("asking \(Sanitiser.oneLine(server.name)) for its tools")
    }

    private func toolServers() throws(FieldError) -> [String: MCPServer] {
        settings.servers.merging(try MCPServer.all(in: draft.etude["mcp"], field: "etude.mcp")) { $1 }
    }

    /// Asks for approval of a server before it is started.
    package mutating func unapproved(_ server: MCPServer, _ facts: CommandFacts) {
        layers.push(Approval(server: server, command: facts, directory: draftFolder))
    }

    /// Adds the tools that the draft does not have yet. The server answers their calls.
    package mutating func toolsListed(_ server: MCPServer, _ tools: [Tool]) {
        var known = Set(draft.config.tools.map(\.name))
        var etude = draft.etude
        var settings = etude["tools"]?.objectValue ?? JSONObject()
        var added: [Tool] = []
        for tool in tools {
            if case .mcp(let own)? = toolSettings()?[tool.name]?.source, own.server.name == server.name,
                known.contains(tool.name)
            {
                continue
            }
            var new = tool
            // If the name is taken, the server's name goes before it.
            if known.contains(tool.name) { new.name = "\(server.name)_\(tool.name)" }
            guard known.insert(new.name).inserted else { continue }
            settings[new.name] = [
                "mcp": new.name == tool.name
                    ? .string(server.name) : ["server": .string(server.name), "tool": .string(tool.name)]
            ]
            added.append(new)
        }
        let name = Sanitiser.oneLine(server.name)
        guard !added.isEmpty else {
            return say(tools.isEmpty ? "\(name) has no tools" : "all tools of \(name) are here already", .warning)
        }
        etude["tools"] = .object(settings)
        draft.etude = etude
        isSessionDirty = true
        let count = added.count == 1 ? "1 tool" : "\(added.count) tools"
        show(.config)
        takeTools(added, at: nil)
        say("added \(count) of \(name)")
    }
}
