internal import JSON

/// A prompt in JavaScript, with OpenAI's package, as an ES module.
struct JavaScriptCode {
    let export: CodeExport

    var text: String {
        let literal = CodeLiteral(
            words: ("null", "true", "false"), hasTrailingComma: true,
            string: CodeLiteral.joined(conversion: "String", dataURL: "dataURL"), pieces: export.pieces)
        let parameters = export.parameters.joined(separator: ", ")
        return """
            // \(CodeLiteral.comment(export.prompt)): npm install openai, and set OPENAI_API_KEY. An ES module: save it as .mjs.
            \(export.hasFiles ? "import { readFileSync } from \"node:fs\";\n" : "")import OpenAI from "openai";

            const client = new OpenAI();
            \(export.hasFiles ? Self.helper : "")
            export async function \(export.function)(\(parameters)) {
                return await client.\(export.api.function)(\(literal.text(.object(export.body), indent: "    ")));
            }

            const completion = await \(export.function)(...process.argv.slice(2));
            \(export.api.javascript.joined(separator: "\n"))

            """
    }

    private static let helper = """

        function dataURL(path, mediaType) {
            return `data:${mediaType};base64,${readFileSync(path).toString("base64")}`;
        }

        """
}
