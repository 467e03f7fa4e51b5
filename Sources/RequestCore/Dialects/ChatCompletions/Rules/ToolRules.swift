internal import JSON
internal import Prompts

extension RuleID {
    /// Two tools have one name.
    package static let toolNameTwice = RuleID("tool-name-twice")
    /// A strict tool has no schema.
    package static let strictWithoutSchema = RuleID("strict-without-schema")
    /// The request has more tools than the API takes.
    package static let tooManyTools = RuleID("too-many-tools")
    /// A tool choice is set without tools.
    package static let choiceWithoutTools = RuleID("choice-without-tools")
    /// The tool choice names a tool that is not sent.
    package static let choiceOfUnknownTool = RuleID("choice-of-unknown-tool")
    /// Parallel calls are set without tools.
    package static let parallelWithoutTools = RuleID("parallel-without-tools")
    /// Parallel calls may break strict schemas.
    package static let parallelWithStrict = RuleID("parallel-with-strict")
}

extension Lint {
    /// Checks the names and schemas of tools, and choices that no tool can meet.
    static func toolFindings(_ config: Config) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<String> = []
        for (index, tool) in config.tools.enumerated() where tool.isEnabled {
            if !isName(tool.name) {
                let fix = config.fix("call it \(allowedName(tool.name))") {
                    $0.tools[index].name = allowedName(tool.name)
                }
                findings.append(Finding(.namePattern, .error, .tool(index, .name), namePattern, fix: fix))
            }
            if !seen.insert(tool.name).inserted {
                let text = "another tool is called \(tool.name)"
                findings.append(Finding(.toolNameTwice, .error, .tool(index, .name), text))
            }
            guard tool.strict == true else { continue }
            guard let parameters = tool.parameters else {
                let place = Finding.Place.tool(index, .parameters(path: ""))
                findings.append(Finding(.strictWithoutSchema, .error, place, "strict needs a schema"))
                continue
            }
            let fix = config.fix("close the schema") {
                $0.tools[index].parameters = StrictMode.closing(parameters)
            }
            findings += StrictSchema.findings(parameters, closing: fix) { .tool(index, .parameters(path: $0)) }
        }
        if config.enabledTools.count > 128 {
            findings.append(Finding(.tooManyTools, .error, .tools, "the API takes at most 128"))
        }
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
                        .choiceWithoutTools, .error, .choice, "needs tools",
                        fix: config.fix("unset tool_choice") { $0.toolChoice = nil }))
            }
            if case .function(let name) = choice, hasTools, !tools.contains(where: { $0.name == name }) {
                findings.append(
                    Finding(.choiceOfUnknownTool, .error, .choice, "no enabled tool is called \(name)"))
            }
        }
        if let parallel = config[.parallelToolCalls] {
            if !hasTools {
                let fix = config.unsetting(.parallelToolCalls)
                findings.append(
                    Finding(.parallelWithoutTools, .error, .parameter(.parallelToolCalls), "needs tools", fix: fix))
            }
            if hasTools, parallel.boolValue != false, tools.contains(where: { $0.strict == true }) {
                let fix = config.fix("set parallel_tool_calls to false") { $0[.parallelToolCalls] = false }
                findings.append(
                    Finding(
                        .parallelWithStrict, .note, .parameter(.parallelToolCalls),
                        "arguments of parallel calls may not match strict schemas; false makes sure", fix: fix))
            }
        }
        return findings
    }
}
