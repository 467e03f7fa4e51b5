internal import JSON

/// A prompt in JavaScript, with OpenAI's package or Anthropic's, as an ES module.
struct JavaScriptCode {
    let export: CodeExport

    /// The request as a literal.
    private var body: String {
        let literal = CodeLiteral(
            words: ("null", "true", "false"), hasTrailingComma: true,
            string: CodeLiteral.joined(conversion: "String", dataURL: "dataURL", base64: "base64Of", text: "textOf"),
            pieces: export.pieces)
        return literal.text(.object(export.body), indent: "    ")
    }

    var text: String {
        let api = export.api
        let (package, client, made) = api.vendor.javascript
        let parameters = export.parameters.map(Self.parameter).joined(separator: ", ")
        return """
            // \(CodeLiteral.comment(export.prompt)): npm install \(package), and set \(api.vendor.keyVariable). An ES module: save it as .mjs.
            \(export.hasFiles ? "import { readFileSync } from \"node:fs\";\n" : "")import \(client) from "\(package)";

            const client = new \(client)(\(made));
            \(helper)
            export async function \(export.function)(\(parameters)) {
                return await client.\(api.function)(\(body));
            }

            \(Self.check(export.parameters))const \(api.result) = await \(export.function)(...process.argv.slice(2));
            \(api.javascript.joined(separator: "\n"))

            """
    }

    private static func parameter(_ parameter: CodeExport.Parameter) -> String {
        parameter.name + (parameter.value.map { " = " + CodeLiteral.quoted($0) } ?? "")
    }

    /// Stops where an argument is missing, which JavaScript would send as "undefined"; empty where none has to be given.
    private static func check(_ parameters: [CodeExport.Parameter]) -> String {
        let names = parameters.filter { $0.value == nil }.map { CodeLiteral.quoted($0.name) }
        guard !names.isEmpty else { return "" }
        return """
            const missing = [\(names.joined(separator: ", "))][process.argv.length - 2];
            if (missing) throw new Error(`${missing} is missing`);

            """
    }

    /// The functions that read files; empty if there are none to read.
    private var helper: String {
        let bytes = export.api.splitsImages ? Self.base64Helper : Self.dataURLHelper
        return (export.hasByteFiles ? bytes : "") + (export.hasTextFiles ? Self.textHelper : "")
    }

    private static let textHelper = """

        function textOf(path) {
            return readFileSync(path, "utf8");
        }

        """

    private static let base64Helper = """

        function base64Of(path) {
            return readFileSync(path).toString("base64");
        }

        """

    private static let dataURLHelper = """

        function dataURL(path, mediaType) {
            return `data:${mediaType};base64,${readFileSync(path).toString("base64")}`;
        }

        """
}
