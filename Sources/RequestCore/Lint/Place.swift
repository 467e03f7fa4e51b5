package import Prompts

extension Finding {
    /// The part of a request, or of a prompt's file, that a finding is about.
    ///
    /// Code asks for the case; the description is for people.
    package enum Place: Sendable, Hashable, CustomStringConvertible {
        /// The model.
        case model
        /// A plain request field.
        case parameter(Parameter)
        /// The response format as a whole.
        case output
        /// The name of the schema that answers follow.
        case schemaName
        /// The schema that answers follow, or the part of it that a path such as `properties.city` names.
        case schema(path: String)
        /// The tools as a whole.
        case tools
        /// A part of the tool with this index in the config.
        case tool(Int, ToolPart)
        /// The tool choice.
        case choice
        /// The messages as a whole.
        case messages
        /// A part of the message with this index, the template's messages counted first.
        case message(Int, MessagePart)
        /// Any other field, by its name in the file.
        case field(String)

        /// A part of a tool.
        package enum ToolPart: Sendable, Hashable {
            /// The tool's name.
            case name
            /// The schema of the arguments, or the part of it that a path such as `properties.city` names.
            case parameters(path: String)
        }

        /// A part of a message.
        package enum MessagePart: Sendable, Hashable {
            /// The whole message.
            case whole
            /// The tool calls of the message.
            case calls
            /// The tool call with this index.
            case call(Int)
        }

        /// The path of the part, for example `tools[0].name` or `messages[3]`.
        package var description: String {
            switch self {
            case .model: "model"
            case .parameter(let parameter): parameter.rawValue
            case .output: "response_format"
            case .schemaName: "response_format.json_schema.name"
            case .schema(let path): Self.joined("response_format.json_schema.schema", path)
            case .tools: "tools"
            case .tool(let index, .name): "tools[\(index)].name"
            case .tool(let index, .parameters(let path)): Self.joined("tools[\(index)].parameters", path)
            case .choice: "tool_choice"
            case .messages: "messages"
            case .message(let index, .whole): "messages[\(index)]"
            case .message(let index, .calls): "messages[\(index)].tool_calls"
            case .message(let index, .call(let call)): "messages[\(index)].tool_calls[\(call)]"
            case .field(let name): name
            }
        }

        private static func joined(_ field: String, _ path: String) -> String {
            path.isEmpty ? field : field + "." + path
        }
    }
}
