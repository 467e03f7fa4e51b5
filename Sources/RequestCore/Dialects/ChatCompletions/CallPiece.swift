internal import JSON
internal import Prompts

/// One entry of `tool_calls`, as a stream sends it piece by piece, or whole.
struct CallPiece: Sendable {
    /// The server's number of the call; nil if it gives none.
    var index: Int?
    /// Nil instead of empty.
    var id: String?
    /// Nil instead of empty.
    var name: String?
    var arguments: String
    /// Whether it is of a custom tool, whose input is text and not JSON.
    var isCustom = false
    /// The keys that are not known here.
    var other = JSONObject()

    init(_ json: JSONValue) {
        let function = json["function"] ?? json["custom"] ?? .null
        index = Self.number(json["index"])
        id = Self.word(json["id"])
        name = Self.word(function["name"])
        arguments = Self.text(function["arguments"] ?? function["input"])
        isCustom = json["custom"]?.objectValue != nil
        other = ToolCall.unknownKeys(of: json)
    }

    /// The deprecated form, a function on its own.
    init(function: JSONValue) {
        name = Self.word(function["name"])
        arguments = Self.text(function["arguments"])
    }

    /// Whether it brings nothing.
    var isEmpty: Bool { id == nil && name == nil && arguments.isEmpty && other.isEmpty }

    /// The first byte of the arguments that is not white space; nil if there is none.
    var firstVisible: UInt8? { arguments.utf8.first { $0 > 0x20 } }

    private static func number(_ value: JSONValue?) -> Int? {
        value?.intValue ?? value?.stringValue.flatMap { Int($0) }
    }

    private static func word(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .number(let number): number.text
        default: nil
        }
    }

    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case .none, .null: ""
        case .string(let text): text
        case .some(let value): value.compact
        }
    }
}
