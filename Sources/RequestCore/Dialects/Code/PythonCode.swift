internal import JSON

/// A prompt in Python, with OpenAI's package or Anthropic's.
struct PythonCode {
    let export: CodeExport

    /// The lines of the call's arguments.
    private var argumentLines: String {
        let literal = CodeLiteral(
            words: ("None", "True", "False"), hasTrailingComma: true,
            string: CodeLiteral.joined(conversion: "str", dataURL: "data_url", base64: "base64_of", text: "text_of"),
            pieces: export.pieces)
        let arguments = export.api.arguments
        let indent = "        "
        var lines = export.body.filter { arguments.contains($0.key) }
            .map { "\(indent)\($0.key)=\(literal.text($0.value, indent: indent))," }
        let others = JSONObject(export.body.filter { !arguments.contains($0.key) }.map { ($0.key, $0.value) })
        if !others.isEmpty { lines.append("\(indent)extra_body=\(literal.text(.object(others), indent: indent)),") }
        return lines.joined(separator: "\n")
    }

    var text: String {
        let api = export.api
        let (package, client, made) = api.vendor.python
        let parameters = export.parameters
        var modules = ["sys"]
        if api.python.contains(where: { $0.contains("json.") }) { modules.insert("json", at: 0) }
        if export.hasByteFiles { modules.insert("base64", at: 0) }
        return """
            # \(CodeLiteral.comment(export.prompt)): pip install \(package), and set \(api.vendor.keyVariable).
            \(modules.map { "import " + $0 }.joined(separator: "\n"))

            from \(package) import \(client)

            client = \(client)(\(made))
            \(helper)

            def \(export.function)(\(parameters.map(Self.parameter).joined(separator: ", "))):
                return client.\(api.function)(
            \(argumentLines)
                )


            if __name__ == "__main__":
                \(api.result) = \(export.function)(*sys.argv[1:\(parameters.count + 1)])
            \(api.python.map { "    " + $0 }.joined(separator: "\n"))

            """
    }

    private static func parameter(_ parameter: CodeExport.Parameter) -> String {
        parameter.name + (parameter.value.map { "=" + CodeLiteral.quoted($0) } ?? "")
    }

    /// The functions that read files; empty if there are none to read.
    private var helper: String {
        let bytes = export.api.splitsImages ? Self.base64Helper : Self.dataURLHelper
        return (export.hasByteFiles ? bytes : "") + (export.hasTextFiles ? Self.textHelper : "")
    }

    // Line breaks stay as the file has them.
    private static let textHelper = """


        def text_of(path):
            with open(path, encoding="utf-8", newline="") as file:
                return file.read()

        """

    private static let base64Helper = """


        def base64_of(path):
            with open(path, "rb") as file:
                return base64.b64encode(file.read()).decode()

        """

    private static let dataURLHelper = """


        def data_url(path, media_type):
            with open(path, "rb") as file:
                return f"data:{media_type};base64,{base64.b64encode(file.read()).decode()}"

        """
}
