package import JSON

extension ToolSettings {
    /// The `etude` part of a document after a tool has got another name: what answers it goes along.
    ///
    /// A tool of an MCP server keeps the name that the server knows it by. Settings under the new name stay as they are.
    ///
    /// - Parameter keepsOld: whether another tool has the old name and keeps its settings.
    package static func renaming(
        _ old: String, to name: String, keepsOld: Bool = false, in etude: JSONObject
    ) -> JSONObject {
        guard old != name, let settings = etude["tools"]?.objectValue, let own = settings[old] else { return etude }
        var renamed = JSONObject()
        for member in settings.members {
            guard member.key == old else {
                renamed[member.key] = member.value
                continue
            }
            if keepsOld { renamed[old] = own }
            if settings[name] == nil { renamed[name] = keepingServerName(old, own) }
        }
        var etude = etude
        etude["tools"] = .object(renamed)
        return etude
    }

    /// The settings of a tool with its name at the server written out.
    private static func keepingServerName(_ old: String, _ settings: JSONValue) -> JSONValue {
        guard var object = settings.objectValue, let mcp = object["mcp"], !mcp.isNull else { return settings }
        if let server = mcp.stringValue {
            object["mcp"] = ["server": .string(server), "tool": .string(old)]
        } else if var tool = mcp.objectValue, tool["tool"] == nil {
            tool["tool"] = .string(old)
            object["mcp"] = .object(tool)
        }
        return .object(object)
    }
}
