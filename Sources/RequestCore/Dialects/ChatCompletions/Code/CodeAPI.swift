internal import Prompts

/// What a program calls to send a request in a dialect, and how it reads the answer, with the package of OpenAI.
struct CodeAPI {
    /// The dialect of the request.
    let dialect: any Dialect
    /// The package's function, from its client on.
    let function: String
    /// What the package's function takes by name in Python; the rest goes to `extra_body`.
    let arguments: Set<String>
    /// The lines that print an answer in Python, inside of `if __name__ == "__main__":`.
    let python: [String]
    /// The lines that print an answer in JavaScript.
    let javascript: [String]

    /// The API of a dialect of OpenAI. Programs for Messages have another package.
    init(_ dialect: DialectID) {
        self = dialect == .responses ? .responses : .chat
    }

    private init(
        dialect: any Dialect, function: String, arguments: Set<String>, python: [String], javascript: [String]
    ) {
        self.dialect = dialect
        self.function = function
        self.arguments = arguments
        self.python = python
        self.javascript = javascript
    }

    private static let chat = CodeAPI(
        dialect: ChatCompletions(), function: "chat.completions.create",
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
        dialect: Responses(), function: "responses.create",
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
}
