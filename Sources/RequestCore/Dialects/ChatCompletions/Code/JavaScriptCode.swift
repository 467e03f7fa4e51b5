internal import JSON

/// A prompt in JavaScript, with OpenAI's package or Anthropic's, as an ES module.
struct JavaScriptCode {
    let export: CodeExport

    /// The request as a literal.
    private var body: String {
        let literal = CodeLiteral(
            words: ("null", "true", "false"), hasTrailingComma: true,
            string: CodeLiteral.joined(conversion: "String", dataURL: "dataURL", base64: "base64Of"),
            pieces: export.pieces)
        return literal.text(.object(export.body), indent: "    ")
    }

    var text: String { export.dialect == .messages ? messagesText : chatText }

    private var messagesText: String {
        let parameters = export.parameters.joined(separator: ", ")
        return """
            // \(CodeLiteral.comment(export.prompt)): npm install @anthropic-ai/sdk, and set ANTHROPIC_API_KEY. An ES module: save it as .mjs.
            \(export.hasFiles ? "import { readFileSync } from \"node:fs\";\n" : "")import Anthropic from "@anthropic-ai/sdk";

            const client = new Anthropic({ defaultHeaders: { "anthropic-version": "\(Messages.version)" }, timeout: 600000 });
            \(export.hasFiles ? Self.base64Helper : "")
            export async function \(export.function)(\(parameters)) {
                return await client.messages.create(\(body));
            }

            const answer = await \(export.function)(...process.argv.slice(2));
            for (const block of answer.content) {
                if (block.type === "tool_use") {
                    console.log(block.name, JSON.stringify(block.input));
                } else if (block.type === "text") {
                    console.log(block.text);
                }
            }

            """
    }

    private var chatText: String {
        let parameters = export.parameters.joined(separator: ", ")
        return """
            // \(CodeLiteral.comment(export.prompt)): npm install openai, and set OPENAI_API_KEY. An ES module: save it as .mjs.
            \(export.hasFiles ? "import { readFileSync } from \"node:fs\";\n" : "")import OpenAI from "openai";

            const client = new OpenAI();
            \(export.hasFiles ? Self.helper : "")
            export async function \(export.function)(\(parameters)) {
                return await client.chat.completions.create(\(body));
            }

            const completion = await \(export.function)(...process.argv.slice(2));
            const answer = completion.choices[0].message;
            for (const call of answer.tool_calls ?? []) {
                console.log(call.function.name, call.function.arguments);
            }
            if (answer.content !== null) {
                console.log(answer.content);
            }

            """
    }

    private static let base64Helper = """

        function base64Of(path) {
            return readFileSync(path).toString("base64");
        }

        """

    private static let helper = """

        function dataURL(path, mediaType) {
            return `data:${mediaType};base64,${readFileSync(path).toString("base64")}`;
        }

        """
}
