internal import JSON

/// A prompt in Python, with OpenAI's package.
struct PythonCode {
    let export: CodeExport

    var text: String {
        let literal = CodeLiteral(
            words: ("None", "True", "False"), hasTrailingComma: true,
            string: CodeLiteral.joined(conversion: "str", dataURL: "data_url"), pieces: export.pieces)
        let indent = "        "
        var lines = export.body.filter { export.api.arguments.contains($0.key) }
            .map { "\(indent)\($0.key)=\(literal.text($0.value, indent: indent))," }
        let others = JSONObject(
            export.body.filter { !export.api.arguments.contains($0.key) }.map { ($0.key, $0.value) })
        if !others.isEmpty { lines.append("\(indent)extra_body=\(literal.text(.object(others), indent: indent)),") }
        let parameters = export.parameters
        return """
            # \(CodeLiteral.comment(export.prompt)): pip install openai, and set OPENAI_API_KEY.
            \(export.hasFiles ? "import base64\n" : "")import sys

            from openai import OpenAI

            client = OpenAI()
            \(export.hasFiles ? Self.helper : "")

            def \(export.function)(\(parameters.joined(separator: ", "))):
                return client.\(export.api.function)(
            \(lines.joined(separator: "\n"))
                )


            if __name__ == "__main__":
                completion = \(export.function)(*sys.argv[1:\(parameters.count + 1)])
            \(export.api.python.map { "    " + $0 }.joined(separator: "\n"))

            """
    }

    private static let helper = """


        def data_url(path, media_type):
            with open(path, "rb") as file:
                return f"data:{media_type};base64,{base64.b64encode(file.read()).decode()}"

        """
}
