internal import JSON

extension Config {
    /// Gives a tool another name; the tool choice that names it follows, unless another tool has the old name, too.
    package mutating func renameTool(_ index: Int, to name: String) {
        guard tools.indices.contains(index), tools[index].name != name else { return }
        let old = tools[index].name
        tools[index].name = name
        tools[index].raw = tools[index].raw.map { Self.renaming(old, to: name, in: $0) }
        if tool(named: old) == nil { followRenaming(of: old, to: name) }
    }

    /// Makes the tool choice name a tool by its new name.
    package mutating func followRenaming(of old: String, to name: String) {
        switch toolChoice {
        case .function(old): toolChoice = .function(name: name)
        case .other(let json): toolChoice = .other(Self.renaming(old, to: name, in: json))
        case .function, .auto, .required, Optional.none, .some(.none): break
        }
    }

    /// The names of tools that are other in `changed`, where both have the same number of tools.
    package func renamedTools(in changed: Config) -> [(old: String, new: String)] {
        guard tools.count == changed.tools.count else { return [] }
        return zip(tools, changed.tools).filter { $0.name != $1.name }.map { ($0.name, $1.name) }
    }

    /// The JSON with the name of a tool changed wherever a tool is named.
    private static func renaming(_ old: String, to name: String, in json: JSONValue) -> JSONValue {
        switch json {
        case .array(let items): return .array(items.map { renaming(old, to: name, in: $0) })
        case .object(var object):
            for member in object.members {
                let isName = member.key == "name" && member.value.stringValue == old
                let hasNames = ["function", "custom", "allowed_tools", "tools"].contains(member.key)
                if isName { object["name"] = .string(name) }
                if hasNames { object[member.key] = renaming(old, to: name, in: member.value) }
            }
            return .object(object)
        case .null, .bool, .number, .string: return json
        }
    }
}
