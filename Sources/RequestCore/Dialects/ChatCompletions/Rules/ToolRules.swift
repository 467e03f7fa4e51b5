internal import JSON
internal import Prompts

extension Lint {
    /// Checks the names and schemas of tools, and finds choices that no tool can satisfy.
    static func toolFindings(_ config: Config) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<String> = []
        for (index, tool) in config.tools.enumerated() where tool.isEnabled {
            let place = "tools[\(index)]"
            if !isName(tool.name) {
                let fix = config.fix("call it \(allowedName(tool.name))") {
                    $0.tools[index].name = allowedName(tool.name)
                }
                findings.append(Finding(.error, place + ".name", namePattern, fix: fix))
            }
            if !seen.insert(tool.name).inserted {
                findings.append(Finding(.error, place + ".name", "another tool is called \(tool.name)"))
            }
            guard tool.strict == true else { continue }
            guard let parameters = tool.parameters else {
                findings.append(Finding(.error, place + ".parameters", "strict needs a schema"))
                continue
            }
            let fix = config.fix("close the schema") {
                $0.tools[index].parameters = StrictMode.closing(parameters)
            }
            findings += StrictSchema.findings(parameters, place: place + ".parameters", closing: fix)
        }
        if config.enabledTools.count > 128 { findings.append(Finding(.error, "tools", "the API takes 128 at most")) }
        return findings + choiceFindings(config)
    }

    private static func choiceFindings(_ config: Config) -> [Finding] {
        var findings: [Finding] = []
        let tools = config.enabledTools
        let hasTools = !tools.isEmpty || config.extra["functions"] != nil || config.extra["tools"] != nil
        if let choice = config.toolChoice {
            if !hasTools {
                findings.append(
                    Finding(
                        .error, "tool_choice", "needs tools",
                        fix: config.fix("unset tool_choice") { $0.toolChoice = nil }))
            }
            if case .function(let name) = choice, hasTools, !tools.contains(where: { $0.name == name }) {
                findings.append(Finding(.error, "tool_choice", "no enabled tool is called \(name)"))
            }
        }
        if let parallel = config[.parallelToolCalls] {
            if !hasTools {
                let fix = config.unsetting(.parallelToolCalls)
                findings.append(Finding(.error, "parallel_tool_calls", "needs tools", fix: fix))
            }
            if hasTools, parallel.boolValue != false, tools.contains(where: { $0.strict == true }) {
                let fix = config.fix("set parallel_tool_calls to false") { $0[.parallelToolCalls] = false }
                findings.append(
                    Finding(
                        .note, "parallel_tool_calls",
                        "arguments of parallel calls may not match strict schemas; false makes sure", fix: fix))
            }
        }
        return findings
    }
}
