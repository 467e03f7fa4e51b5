internal import JSON
internal import Prompts

/// A prompt in Swift, on this package.
struct SwiftCode {
    let export: CodeExport

    var text: String {
        let parameters = export.parameters.map { parameter in
            "\(parameter.name): String" + (parameter.value.map { " = \(Self.quoted($0))" } ?? "")
        }.joined(separator: ", ")
        let inputs = export.variables.map { "\(Self.quoted($0.name)): .string(\($0.parameter))" }.joined(
            separator: ", ")
        var config = export.config
        config.provider = nil
        if config.model == nil { config.model = export.body["model"]?.stringValue }
        let thread = export.thread.map { JSONValue.object($0.plain.json(.stored)) }
        let last = export.takesMessage ? "[Message(.user, message)]" : "[]"
        let messages = thread.isEmpty ? last : export.takesMessage ? "thread + \(last)" : "thread"
        let reading =
            thread.isEmpty
            ? ""
            : """
                let thread = try (JSONValue(parsing: \(Self.raw(JSONValue.array(thread).pretty()))).arrayValue ?? [])
                    .map { try Message(json: $0, place: "thread") }

            """
        let arguments = export.parameters.enumerated().map { place, parameter in
            let value = parameter.value.map { "arguments.count > \(place) ? arguments[\(place)] : \(Self.quoted($0))" }
            return "\(parameter.name): \(value ?? "arguments[\(place)]")"
        }
        return """
            // \(CodeLiteral.comment(export.prompt)): a target that depends on the products RequestCore and CurlTransport. Set \(export.api.vendor.keyVariable).
            import CurlTransport
            import Foundation
            import JSON
            import Prompts
            import RequestCore

            func \(export.function)(\(parameters)) async throws -> Reply {
                let environment = ProcessInfo.processInfo.environment
                let config = try Config(json: JSONValue(parsing: \(Self.raw(JSONValue.object(config.json(.stored)).pretty()))))
            \(reading)\(provider)
                let request = RunRequest(
                    prompt: \(Self.quoted(export.prompt)), config: config, inputs: [\(inputs.isEmpty ? ":" : inputs)],
                    thread: \(messages), provider: provider)
                let prepared = try await request.prepare { image in
                    guard case .path(let path) = image.source else { return nil }
                    return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
                }
                return await Runner(transport: CurlTransport()).reply(to: prepared)
            }

            let arguments = Array(CommandLine.arguments.dropFirst())
            let reply = try await \(export.function)(\(arguments.joined(separator: ", ")))
            if let error = reply.error { throw error }
            for call in reply.message.toolCalls { print(call.name, call.arguments) }
            if !reply.message.text.isEmpty { print(reply.message.text) }

            """
    }

    /// The statements that make the provider.
    private var provider: String {
        let vendor = export.api.vendor
        let dialect = export.api.dialect.id
        let isUsual = dialect == vendor.dialect
        return "    \(isUsual ? "let" : "var") provider = \(vendor.swift)"
            + (isUsual ? "" : "\n    provider.dialect = .\(dialect.rawValue)")
    }

    /// A text of several lines that holds no escape: with as many `#` as it takes.
    private static func raw(_ text: String) -> String {
        var marks = "#"
        while text.contains("\"\"\"" + marks) || text.contains("\\" + marks) { marks += "#" }
        let indent = "        "
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }
        return "\(marks)\"\"\"\n\(lines.joined(separator: "\n"))\n\(indent)\"\"\"\(marks)"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            let isPlain = scalar.isASCII && scalar.value >= 32 && scalar != "\"" && scalar != "\\" && scalar.value < 127
            result += isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }
        return result + "\""
    }
}
