import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacrosGenericTestSupport
import Testing

@testable import TypedToolsMacros

@Suite("@ToolInput")
struct ToolInputMacroTests {
    private let macros = [
        "ToolInput": MacroSpec(type: ToolInputMacro.self, conformances: ["ToolInput"]),
        "ToolProperty": MacroSpec(type: ToolPropertyMacro.self),
    ]

    private func expect(_ source: String, becomes expanded: String) {
        assertMacroExpansion(source, expandedSource: expanded, macroSpecs: macros) { Issue.record("\($0.message)") }
    }

    /// What the macro tells of a source.
    private func problems(_ source: String) -> [String] {
        var messages: [String] = []
        assertMacroExpansion(source, expandedSource: source, macroSpecs: macros) { messages.append($0.message) }
        return messages
    }

    /// Whether the first problem that is told holds the words.
    private func expect(_ source: String, tells words: String) {
        let told = problems(source).joined(separator: "\n")
        #expect(told.contains(words), "\(told)")
    }

    @Test("a struct becomes a tool: names, schema, decoding with values for what is missing, partial values")
    func expansion() {
        expect(
            """
            /// Looks up.
            @ToolInput public struct HTTPGet {
                /** The address */
                public var url: String
                @ToolProperty(minimum: 1) public var tries = 3
                public var body: String?
                public static let shared = 1
                public var isLong: Bool { url.count > 80 }
            }
            """,
            becomes: """
                /// Looks up.
                public struct HTTPGet {
                    /** The address */
                    public var url: String
                    public var tries = 3
                    public var body: String?
                    public static let shared = 1
                    public var isLong: Bool { url.count > 80 }
                }

                extension HTTPGet: TypedTools.ToolInput {
                    public static var toolName: String {
                        "http_get"
                    }
                    public static var toolDescription: String? {
                        "Looks up."
                    }
                    public static var isStrict: Bool {
                        false
                    }
                    private enum CodingKeys: String, CodingKey {
                        case url = "url"
                        case tries = "tries"
                        case body = "body"
                    }
                    public struct Partial: Sendable {
                        public let url: TypedTools.PartialOf<String>?
                        public let tries: TypedTools.PartialOf<Int>?
                        public let body: TypedTools.PartialOf<String?>?
                    }
                    public static func schema(in context: inout TypedTools.SchemaContext) -> JSON.JSONValue {
                        context.object(Self.self, named: "HTTPGet") { object in
                            object.property("url", String.self, description: "The address")
                            object.property("tries", Int.self, ["minimum": 1], default: 3)
                            object.property("body", Optional<String>.self)
                        }
                    }
                    public static func partial(of json: JSON.JSONValue) -> Partial? {
                        guard json.objectValue != nil else {
                            return nil
                        }
                        return Partial(url: json["url"].flatMap {
                                String.partial(of: $0)
                            }, tries: json["tries"].flatMap {
                                Int.partial(of: $0)
                            }, body: json["body"].flatMap {
                                Optional<String>.partial(of: $0)
                            })
                    }
                    public init(from decoder: any Decoder) throws {
                        let container = try decoder.container(keyedBy: CodingKeys.self)
                        url = try container.decode(String.self, forKey: .url)
                        tries = try container.decodeIfPresent(Int.self, forKey: .tries) ?? 3
                        body = try container.decodeIfPresent(String.self, forKey: .body)
                    }
                    public func encode(to encoder: any Encoder) throws {
                        var container = encoder.container(keyedBy: CodingKeys.self)
                        try container.encode(url, forKey: .url)
                        try container.encode(tries, forKey: .tries)
                        try container.encodeIfPresent(body, forKey: .body)
                    }
                }
                """)
    }

    @Test(
        "names become snake_case",
        arguments: [
            ("Weather", "weather"), ("GoogleSearch", "google_search"), ("HTTPGet", "http_get"), ("GetURL", "get_url"),
            ("get_it", "get_it"), ("V2Search", "v2_search"), ("A", "a"),
        ])
    func names(name: String, snake: String) {
        #expect(ToolInputMacro.snakeCase(name) == snake)
    }

    @Test(
        "what cannot be expressed is told at compile time, with what to do",
        arguments: [
            ("@ToolInput class A {}", "@ToolInput makes a tool of a struct: make this one"),
            ("@ToolInput enum A { case a }", "'String, CaseIterable, ToolInputValue'"),
            ("@ToolInput struct A<T> { var a: T }", "a generic struct has no one schema"),
            ("@ToolInput struct A { var a = make() }", "write the type of 'a'"),
            ("@ToolInput struct A { let a = 1 }", "make it a 'var', or 'static let'"),
            ("@ToolInput struct A { var a: (Int, Int) }", "make it a struct with @ToolInput"),
            ("@ToolInput struct A { var a: () -> Void }", "a function cannot come as JSON"),
            ("@ToolInput struct A { var a: any Sequence }", "the type has to be known"),
            ("@ToolInput struct A { var a: [Int: String] }", "use [String: String]"),
            ("@ToolInput struct A { var a: Set<String> }", "use an array"),
            ("@ToolInput struct A { var a: [Date?] }", "format: \"date-time\""),
            ("@ToolInput(strict: true) struct A { var a: [String: Int] }", "strict mode has no dictionaries"),
            ("@ToolInput(strict: flag) struct A { var a: Int }", "strict is 'true' or 'false'"),
            ("@ToolInput(\"my tool\") struct A { var a: Int }", "letters, digits, '_' and '-', 64 at most"),
            ("@ToolInput struct A { @ToolProperty(minimum: 1) var a: String }", "it has minLength, maxLength"),
            ("@ToolInput struct A { @ToolProperty(pattern: \"x\") var a: Bool }", "pattern says nothing of a Boolean"),
            ("@ToolInput struct A { @ToolProperty(key: \"\") var a: Bool }", "a string literal that is not empty"),
            ("@ToolInput struct A { var a: Int; @ToolProperty(key: \"a\") var b: Int }", "have the key \"a\""),
            ("@ToolInput struct A { lazy var a: Int = 1 }", "make it a computed property"),
            ("@ToolInput struct A { var a: Int; enum CodingKeys: CodingKey { case a } }", "use @ToolProperty(key:)"),
            ("@ToolInput struct A { var (a, b): (Int, Int) }", "declare each property by itself"),
        ])
    func diagnostics(source: String, words: String) {
        expect(source, tells: words)
    }

    @Test("words of comments are literals, whatever stands in them")
    func comments() {
        #expect(Literal.string("a \"b\" \\(c)\n\u{7}") == #""a \"b\" \\(c)\n\u{7}""#)
    }
}
