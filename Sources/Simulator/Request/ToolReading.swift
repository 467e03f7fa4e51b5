import JSON

extension SimulatedRequest {
    /// Reads `tools` with their choice, or the deprecated `functions` with theirs.
    mutating func readTools(_ fields: FieldReader) throws(APIError) {
        if let list = try fields.array("tools", of: "objects") {
            tools = try Self.tools(list)
            choice = try Self.toolChoice(fields, &tools)
            parallelCalls = try fields.bool("parallel_tool_calls") ?? true
        } else {
            for name in ["tool_choice", "parallel_tool_calls"] where fields.value(name) != nil {
                throw .onlyWithTools(name)
            }
        }
        guard let list = try fields.array("functions", of: "objects") else {
            if fields.value("function_call") != nil {
                throw APIError(
                    message: "Invalid value for 'function_call': 'function_call' is only allowed when 'functions' are "
                        + "specified.", param: "function_call")
            }
            return
        }
        isLegacy = true
        parallelCalls = false
        guard !list.isEmpty else { throw .emptyArray("functions") }
        tools = []
        for (index, element) in list.enumerated() {
            tools.append(try Self.function(element, "functions[\(index)]"))
        }
        choice = try Self.functionCall(fields, tools)
    }

    private static func tools(_ list: [JSONValue]) throws(APIError) -> [SimulatedTool] {
        guard !list.isEmpty else { throw .emptyArray("tools") }
        guard list.count <= 128 else { throw .longArray("tools", limit: 128, count: list.count) }
        var tools: [SimulatedTool] = []
        for (index, element) in list.enumerated() {
            let path = "tools[\(index)]"
            guard let object = element.objectValue else {
                throw .wrongType(path, expected: "an object", got: element)
            }
            let fields = FieldReader(object: object, prefix: path + ".")
            guard let type = try fields.word("type", of: ["function", "custom"]) else { throw .missing(path + ".type") }
            try fields.refuseUnknown(besides: ["type", type])
            guard let inner = fields.value(type) else { throw .missing(path + "." + type) }
            tools.append(
                type == "custom" ? try custom(inner, path + ".custom") : try function(inner, path + ".function"))
        }
        return tools
    }

    private static func function(_ value: JSONValue, _ path: String) throws(APIError) -> SimulatedTool {
        guard let object = value.objectValue else { throw .wrongType(path, expected: "an object", got: value) }
        let fields = FieldReader(object: object, prefix: path + ".")
        try fields.refuseUnknown(besides: ["name", "description", "parameters", "strict"])
        var tool = SimulatedTool(name: try name(fields))
        tool.summary = try fields.string("description") ?? ""
        tool.isStrict = try fields.bool("strict") ?? false
        guard let parameters = try fields.object("parameters") else { return tool }
        tool.parameters = .object(parameters)
        if let fault = SchemaRefusal.fault(in: tool.parameters, strict: tool.isStrict) {
            throw APIError(
                message: "Invalid schema for function '\(tool.name)': \(fault)", param: path + ".parameters",
                code: "invalid_function_parameters")
        }
        return tool
    }

    private static func custom(_ value: JSONValue, _ path: String) throws(APIError) -> SimulatedTool {
        guard let object = value.objectValue else { throw .wrongType(path, expected: "an object", got: value) }
        let fields = FieldReader(object: object, prefix: path + ".")
        try fields.refuseUnknown(besides: ["name", "description", "format"])
        return SimulatedTool(
            name: try name(fields), summary: try fields.string("description") ?? "", isCustom: true)
    }

    private static func name(_ fields: FieldReader) throws(APIError) -> String {
        let name = try fields.requiredString("name")
        let path = fields.prefix + "name"
        guard !name.isEmpty else { throw .emptyString(path) }
        guard name.count <= 64 else { throw .longString(path, limit: 64, count: name.count) }
        guard isToolName(name) else { throw .pattern(path, "^[a-zA-Z0-9_-]+$") }
        return name
    }

    static func isToolName(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || 0x30...0x39 ~= $0.value || $0 == "_" || $0 == "-")
        }
    }

    /// Reads `tool_choice`; `allowed_tools` also narrows the tools.
    private static func toolChoice(
        _ fields: FieldReader, _ tools: inout [SimulatedTool]
    ) throws(APIError) -> Choice {
        guard let value = fields.value("tool_choice") else { return .auto }
        if let word = value.stringValue {
            return try mode(word, "tool_choice")
        }
        guard let object = value.objectValue else {
            throw .wrongType("tool_choice", expected: "one of a string or object", got: value)
        }
        let reader = FieldReader(object: object, prefix: "tool_choice.")
        let type = try reader.word("type", of: ["function", "allowed_tools", "custom"])
        guard let type else { throw .missing("tool_choice.type") }
        guard let inner = try reader.object(type) else { throw .missing("tool_choice.\(type)") }
        let details = FieldReader(object: inner, prefix: "tool_choice.\(type).")
        guard type == "allowed_tools" else {
            let name = try details.requiredString("name")
            guard tools.contains(where: { $0.name == name }) else { throw .toolNotFound(name) }
            return .named(name)
        }
        let mode = try details.word("mode", of: ["auto", "required"])
        guard let allowed = try details.array("tools", of: "objects") else {
            throw .missing("tool_choice.allowed_tools.tools")
        }
        var names: Set<String> = []
        for entry in allowed {
            let name = entry["function"]?["name"]?.stringValue ?? entry["custom"]?["name"]?.stringValue ?? ""
            guard tools.contains(where: { $0.name == name }) else { throw .toolNotFound(name) }
            names.insert(name)
        }
        tools = tools.filter { names.contains($0.name) }
        return mode == "required" ? .required : .auto
    }

    private static func mode(_ word: String, _ path: String) throws(APIError) -> Choice {
        switch word {
        case "none": return .none
        case "auto": return .auto
        case "required": return .required
        default: throw .badValue(path, word, supported: ["none", "auto", "required"])
        }
    }

    private static func functionCall(
        _ fields: FieldReader, _ tools: [SimulatedTool]
    ) throws(APIError) -> Choice {
        guard let value = fields.value("function_call") else { return .auto }
        if let word = value.stringValue {
            guard word == "auto" || word == "none" else {
                throw .badValue("function_call", word, supported: ["none", "auto"])
            }
            return word == "none" ? .none : .auto
        }
        guard let object = value.objectValue else {
            throw .wrongType("function_call", expected: "one of a string or object", got: value)
        }
        let name = try FieldReader(object: object, prefix: "function_call.").requiredString("name")
        guard tools.contains(where: { $0.name == name }) else {
            throw APIError(
                message:
                    "Invalid value for 'function_call': no function named '\(name)' was specified in the 'functions' "
                    + "parameter.", param: "function_call")
        }
        return .named(name)
    }
}
