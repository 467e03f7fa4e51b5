/// Keys within known fields of a `.prompt` file that mean nothing there, such as a misspelt `paramaters` of a tool.
///
/// They stay in the file. Unknown keys of the front matter itself are in ``PromptDocument/unknown``.
enum UnusedKeys {
    private static let ofTool: Set<String> = [
        "name", "description", "strict", "parameters", "enabled", "type", "function",
    ]
    private static let ofFunction: Set<String> = ["name", "description", "strict", "parameters"]
    private static let ofEtude: Set<String> = ["tools", "mcp", "data", "notes"]

    /// The path of each, such as `tools[0].paramaters`; none for a text that cannot be read.
    static func paths(in text: String) -> [String] {
        guard let parts = try? PromptFile(text, file: nil), let yaml = parts.yaml,
            let root = try? FrontMatterReader.root(yaml, file: nil, linesBefore: parts.linesBefore)
        else { return [] }
        return root.entries.flatMap { entry in
            switch entry.key {
            case "tools": tools(entry.value)
            case "etude": entry.value.entries.map(\.key).filter { !ofEtude.contains($0) }.map { "etude.\($0)" }
            default: [String]()
            }
        }
    }

    private static func tools(_ list: YAMLNode) -> [String] {
        guard case .sequence(let items) = list.content else { return [] }
        return items.enumerated().flatMap { index, item in
            // Tools of other types go out as they are.
            let type = item.entries.first { $0.key == "type" }?.value.text
            let isOwn = item.entries.contains { $0.key == "input_schema" }
            guard type == nil || type == "function", !isOwn else { return [String]() }
            let function = item.entries.first { $0.key == "function" }?.value.entries ?? []
            return item.entries.map(\.key).filter { !ofTool.contains($0) }.map { "tools[\(index)].\($0)" }
                + function.map(\.key).filter { !ofFunction.contains($0) }.map { "tools[\(index)].function.\($0)" }
        }
    }
}
