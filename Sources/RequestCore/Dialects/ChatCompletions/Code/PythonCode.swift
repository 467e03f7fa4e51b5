internal import JSON
internal import Prompts

/// A prompt in Python, with OpenAI's package or Anthropic's.
struct PythonCode {
    let export: CodeExport

    /// What OpenAI's package takes by name; the rest goes to `extra_body`.
    private static let arguments =
        Set(Parameter.allCases.map(\.rawValue)).union([
            "model", "messages", "response_format", "tools", "tool_choice", "functions", "function_call",
        ])

    /// What Anthropic's package takes by name.
    private static let messagesArguments: Set<String> = [
        "model", "max_tokens", "messages", "system", "tools", "tool_choice", "stop_sequences", "thinking", "metadata",
        "output_config", "service_tier",
    ]

    /// The lines of the call's arguments.
    private var argumentLines: String {
        let literal = CodeLiteral(
            words: ("None", "True", "False"), hasTrailingComma: true,
            string: CodeLiteral.joined(conversion: "str", dataURL: "data_url", base64: "base64_of"),
            pieces: export.pieces)
        let arguments = export.dialect == .messages ? Self.messagesArguments : Self.arguments
        let indent = "        "
        var lines = export.body.filter { arguments.contains($0.key) }
            .map { "\(indent)\($0.key)=\(literal.text($0.value, indent: indent))," }
        let others = JSONObject(export.body.filter { !arguments.contains($0.key) }.map { ($0.key, $0.value) })
        if !others.isEmpty { lines.append("\(indent)extra_body=\(literal.text(.object(others), indent: indent)),") }
        return lines.joined(separator: "\n")
    }

    var text: String { export.dialect == .messages ? messagesText : chatText }

    private var messagesText: String {
        let parameters = export.parameters
        return """
            # \(CodeLiteral.comment(export.prompt)): pip install anthropic, and set ANTHROPIC_API_KEY.
            \(export.hasFiles ? "import base64\n" : "")import json
            import sys

            from anthropic import Anthropic

            client = Anthropic(default_headers={"anthropic-version": "\(Messages.version)"}, timeout=600)
            \(export.hasFiles ? Self.base64Helper : "")

            def \(export.function)(\(parameters.joined(separator: ", "))):
                return client.messages.create(
            \(argumentLines)
                )


            if __name__ == "__main__":
                answer = \(export.function)(*sys.argv[1:\(parameters.count + 1)])
                for block in answer.content:
                    if block.type == "tool_use":
                        print(block.name, json.dumps(block.input))
                    elif block.type == "text":
                        print(block.text)

            """
    }

    private var chatText: String {
        let parameters = export.parameters
        return """
            # \(CodeLiteral.comment(export.prompt)): pip install openai, and set OPENAI_API_KEY.
            \(export.hasFiles ? "import base64\n" : "")import sys

            from openai import OpenAI

            client = OpenAI()
            \(export.hasFiles ? Self.helper : "")

            def \(export.function)(\(parameters.joined(separator: ", "))):
                return client.chat.completions.create(
            \(argumentLines)
                )


            if __name__ == "__main__":
                completion = \(export.function)(*sys.argv[1:\(parameters.count + 1)])
                answer = completion.choices[0].message
                for call in answer.tool_calls or []:
                    print(call.function.name, call.function.arguments)
                if answer.content is not None:
                    print(answer.content)

            """
    }

    private static let base64Helper = """


        def base64_of(path):
            with open(path, "rb") as file:
                return base64.b64encode(file.read()).decode()

        """

    private static let helper = """


        def data_url(path, media_type):
            with open(path, "rb") as file:
                return f"data:{media_type};base64,{base64.b64encode(file.read()).decode()}"

        """
}
