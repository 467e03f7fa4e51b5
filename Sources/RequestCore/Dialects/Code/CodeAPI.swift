internal import Prompts

/// What a program calls to send a request in a dialect, and how it reads the answer, with the package of a vendor.
struct CodeAPI {
    /// The dialect of the request.
    let dialect: any Dialect
    /// Whose package it is.
    let vendor: CodeVendor
    /// Whether an image is the media type and the base64 apart, and a file of text its text, instead of a data URL.
    let splitsImages: Bool
    /// The package's function, from its client on.
    let function: String
    /// What the package's function takes by name in Python; the rest goes to `extra_body`.
    let arguments: Set<String>
    /// What the programs call that which the function returns.
    let result: String
    /// The lines that print it in Python, inside of `if __name__ == "__main__":`.
    let python: [String]
    /// The lines that print it in JavaScript.
    let javascript: [String]

    init(_ dialect: DialectID) {
        self =
            switch dialect {
            case .chat: .chat
            case .responses: .responses
            case .messages: .messages
            }
    }

    private init(
        _ dialect: any Dialect, of vendor: CodeVendor, splitsImages: Bool = false, function: String,
        arguments: Set<String>, result: String = "completion", python: [String], javascript: [String]
    ) {
        self.dialect = dialect
        self.vendor = vendor
        self.splitsImages = splitsImages
        self.function = function
        self.arguments = arguments
        self.result = result
        self.python = python
        self.javascript = javascript
    }

    private static let chat = CodeAPI(
        ChatCompletions(), of: .openAI, function: "chat.completions.create",
        arguments: Set(Parameter.allCases.map(\.rawValue)).union([
            "model", "messages", "response_format", "tools", "tool_choice", "functions", "function_call",
        ]),
        python: [
            "answer = completion.choices[0].message",
            "for call in answer.tool_calls or []:",
            "    print(call.function.name, call.function.arguments)",
            "if answer.content is not None:",
            "    print(answer.content)",
        ],
        javascript: [
            "const answer = completion.choices[0].message;",
            "for (const call of answer.tool_calls ?? []) {",
            "    console.log(call.function.name, call.function.arguments);",
            "}",
            "if (answer.content !== null) {",
            "    console.log(answer.content);",
            "}",
        ])

    private static let responses = CodeAPI(
        Responses(), of: .openAI, function: "responses.create",
        arguments: DialectFields.names(of: .responses).subtracting(["access_programs", "background_options", "image"]),
        python: [
            "for item in completion.output:",
            "    if item.type == \"function_call\":",
            "        print(item.name, item.arguments)",
            "if completion.output_text:",
            "    print(completion.output_text)",
        ],
        javascript: [
            "for (const item of completion.output) {",
            "    if (item.type === \"function_call\") {",
            "        console.log(item.name, item.arguments);",
            "    }",
            "}",
            "if (completion.output_text) {",
            "    console.log(completion.output_text);",
            "}",
        ])

    private static let messages = CodeAPI(
        Messages(), of: .anthropic, splitsImages: true, function: "messages.create",
        arguments: [
            "model", "max_tokens", "messages", "system", "tools", "tool_choice", "stop_sequences", "thinking",
            "metadata",
            "output_config", "service_tier",
        ],
        result: "answer",
        python: [
            "for block in answer.content:",
            "    if block.type == \"tool_use\":",
            "        print(block.name, json.dumps(block.input))",
            "    elif block.type == \"text\":",
            "        print(block.text)",
        ],
        javascript: [
            "for (const block of answer.content) {",
            "    if (block.type === \"tool_use\") {",
            "        console.log(block.name, JSON.stringify(block.input));",
            "    } else if (block.type === \"text\") {",
            "        console.log(block.text);",
            "    }",
            "}",
        ])
}
