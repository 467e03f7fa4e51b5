internal import JSON
package import Prompts

/// Answers calls by the commands, mocks, requests and servers that a prompt names.
package struct ToolAnswerer: Sendable {
    /// Variables that every program gets if they are set.
    private static let usualVariables = [
        "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "USER", "LOGNAME",
    ]
    /// Words in a variable's name that mark it as a key, which is never passed on.
    private static let tellingWords = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"]

    private let processes: any ProcessRunner
    private let servers: any MCPConnector
    private let transport: any Transport
    private let directory: String
    private let environment: [String: String]

    /// - Parameters:
    ///   - directory: the folder of the prompt's file, as an absolute path.
    ///   - environment: that of this process. Each program gets a selection of it.
    package init(
        processes: any ProcessRunner, servers: any MCPConnector, transport: any Transport, directory: String,
        environment: [String: String]
    ) {
        self.processes = processes
        self.transport = transport
        self.servers = servers
        self.directory = directory
        self.environment = environment
    }

    /// Answers one call. Cancelling the task stops it. A failure is a result, too.
    package func answer(_ call: ToolCall, from source: ToolSource) async -> ToolResult {
        let arguments: JSONValue
        do {
            arguments = call.arguments.isEmpty ? .object(JSONObject()) : try JSONValue(parsing: call.arguments)
        } catch {
            return failure(call, source, "the arguments are not JSON: \(error)")
        }
        switch source {
        case .mock(let template):
            let text = Variables.render(template) { Self.text(of: $0, in: arguments) }.text
            return ToolResult(callID: call.id, text: text, source: .mock)
        case .command(let command): return await run(command, for: call, arguments)
        case .http(let tool): return await fetch(tool, for: call, arguments)
        case .mcp(let tool): return await ask(tool, for: call, arguments)
        }
    }

    private func run(_ command: ToolCommand, for call: ToolCall, _ arguments: JSONValue) async -> ToolResult {
        let process: ToolProcess
        do {
            process = try self.process(for: command, arguments)
        } catch {
            return failure(call, .command(command), error.message)
        }
        let result = await processes.run(process)
        var answer = ToolResult(
            callID: call.id, text: result.output, source: .command, seconds: result.seconds, detail: result.errors)
        if answer.text.hasSuffix("\n") { answer.text.removeLast() }
        if let fault = Self.fault(result.ending, command) {
            answer.isError = true
            answer.text = Self.errorText(fault, result)
            answer.detail = fault + (result.errors.isEmpty ? "" : "\n" + result.errors)
        }
        return answer
    }

    private func fetch(_ tool: HTTPTool, for call: ToolCall, _ arguments: JSONValue) async -> ToolResult {
        let clock = ContinuousClock()
        let start = clock.now
        do throws(FieldError) {
            let answer = await tool.answer(to: try tool.request(for: arguments), over: transport)
            var result = ToolResult(
                callID: call.id, text: answer.text, source: .http, seconds: (clock.now - start) / .seconds(1))
            if let fault = answer.fault {
                var object: JSONObject = ["error": .string(fault)]
                if !answer.text.isEmpty { object["body"] = .string(String(answer.text.prefix(2_000))) }
                (result.isError, result.detail) = (true, fault)
                result.text = JSONValue.object(object).compact
            }
            return result
        } catch {
            return failure(call, .http(tool), error.message)
        }
    }

    private func ask(_ tool: MCPTool, for call: ToolCall, _ arguments: JSONValue) async -> ToolResult {
        let server: ToolProcess
        do {
            server = try process(of: tool.server)
        } catch {
            return failure(call, .mcp(tool), error.message)
        }
        let result = await servers.call(tool.tool, arguments: arguments.compact, on: server)
        var answer = ToolResult(
            callID: call.id, text: result.text, isError: result.isError, source: .mcp, seconds: result.seconds,
            detail: result.errors)
        if let fault = result.fault {
            let words = "\(tool.server.name): \(fault)"
            var object: JSONObject = ["error": .string(words)]
            let errors = String(result.errors.suffix(2_000))
            if !errors.isEmpty { object["stderr"] = .string(errors) }
            answer.text = JSONValue.object(object).compact
            answer.detail = words + (result.errors.isEmpty ? "" : "\n" + result.errors)
        } else if result.isError, answer.detail.isEmpty {
            answer.detail = "the tool reported a failure"
        }
        return answer
    }

    /// The tools that a server lists.
    ///
    /// - Throws: the reason why it cannot be asked.
    package func tools(of server: MCPServer) async throws(FieldError) -> [Tool] {
        try await servers.tools(of: process(of: server))
    }

    /// The start of a server.
    private func process(of server: MCPServer) throws(FieldError) -> ToolProcess {
        var process = try process(for: server.command, [:])
        process.input = []
        return process
    }

    /// The start of a program for a call.
    ///
    /// - Throws: if the call has no argument for a placeholder.
    func process(for command: ToolCommand, _ arguments: JSONValue) throws(FieldError) -> ToolProcess {
        var argv: [String] = []
        for word in command.argv {
            let (text, missing) = Variables.render(word) { Self.text(of: $0, in: arguments) }
            guard missing.isEmpty else {
                throw FieldError(field: "run", message: "the call has no argument \(missing.joined(separator: ", "))")
            }
            guard !text.utf8.contains(0) else {
                throw FieldError(field: "run", message: "an argument has a NUL, which no program can be given")
            }
            argv.append(text)
        }
        var passed: [String: String] = [:]
        for name in Self.usualVariables + command.environment where !Self.isSecret(name) {
            passed[name] = environment[name]
        }
        return ToolProcess(
            argv: argv, input: Array(arguments.compact.utf8), directory: Self.path(command.directory, in: directory),
            environment: passed, timeLimit: command.timeLimit, outputLimit: command.outputLimit)
    }

    /// Whether a variable is a key by its name.
    package static func isSecret(_ name: String) -> Bool {
        let name = name.uppercased()
        return tellingWords.contains { name.contains($0) }
    }

    /// The folder in which a command runs.
    ///
    /// - Parameters:
    ///   - path: as the prompt's file names it.
    ///   - directory: the folder of that file, as an absolute path.
    package static func path(_ path: String?, in directory: String) -> String {
        guard let path, path != ".", !path.isEmpty else { return directory }
        return path.hasPrefix("/") ? path : directory + "/" + path
    }

    /// An argument as text: a string as it is, anything else as JSON. `a.b` reaches into objects.
    private static func text(of name: String, in arguments: JSONValue) -> String? {
        value(of: name, in: arguments).map(text)
    }

    static func text(of value: JSONValue) -> String { value.stringValue ?? value.compact }

    static func value(of name: String, in arguments: JSONValue) -> JSONValue? {
        arguments[name] ?? name.split(separator: ".").reduce(arguments as JSONValue?) { $0?[String($1)] }
    }

    private func failure(_ call: ToolCall, _ source: ToolSource, _ words: String) -> ToolResult {
        let kind: ToolResult.Source =
            switch source {
            case .mock: .mock
            case .http: .http
            case .mcp: .mcp
            case .command: .command
            }
        return ToolResult(
            callID: call.id, text: JSONValue.object(["error": .string(words)]).compact, isError: true, source: kind,
            detail: words)
    }

    /// What went wrong, in words; nil for a success.
    private static func fault(_ ending: ToolProcessResult.Ending, _ command: ToolCommand) -> String? {
        switch ending {
        case .exited(0): nil
        case .exited(let status): "exit status \(status)"
        case .signalled(let number): "ended by signal \(number)"
        case .timedOut: "stopped after \(JSONNumber(command.timeLimit)?.canonicalText ?? "") s, its time limit"
        case .wroteTooMuch: "stopped after \(command.outputLimit) bytes of output, its limit"
        case .stopped: "stopped"
        case .notStarted(let words): "could not be started: \(words)"
        }
    }

    /// The text about a failure for the model: enough to try something else.
    private static func errorText(_ fault: String, _ result: ToolProcessResult) -> String {
        var object: JSONObject = ["error": .string(fault)]
        let errors = String(result.errors.suffix(2_000))
        if !errors.isEmpty { object["stderr"] = .string(errors) }
        let output = String(result.output.prefix(2_000))
        if !output.isEmpty { object["stdout"] = .string(output) }
        return JSONValue.object(object).compact
    }
}
