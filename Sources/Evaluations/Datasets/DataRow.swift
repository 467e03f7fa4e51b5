package import JSON
import Prompts

/// A row of a dataset: one test case.
package struct DataRow: Sendable, Hashable {
    /// The SHA-256 of ``canonical``, as 64 hex digits. Checks are not part of it, so changing a check keeps the cells.
    package let id: String
    /// The values of variables.
    package let vars: JSONObject
    /// The messages that follow the template, as chat completions has them; nil for none.
    package let messages: [JSONValue]?
    /// The expected answer; nil if the row has none.
    package let expected: JSONValue?
    /// What judges an answer, in the order of the file.
    package var checks: [CheckNode]
    /// The score from which the row's checks pass as a whole; nil if each has to pass.
    package var threshold: Double?
    /// The description in the file; nil for none.
    package var description: String?
    /// What stands before the text of the last user message.
    package var prefix: String
    /// What stands after the text of the last user message.
    package var suffix: String
    /// The name of its file, for errors; nil where it has none.
    package var file: String?
    /// The line of its file, from 1; nil where it is not known.
    package var line: Int?

    /// Creates a row, and hashes it.
    package init(
        vars: JSONObject, messages: [JSONValue]? = nil, expected: JSONValue? = nil, checks: [CheckNode] = [],
        threshold: Double? = nil, description: String? = nil, prefix: String = "", suffix: String = "",
        file: String? = nil, line: Int? = nil
    ) {
        self.vars = vars
        self.messages = messages?.isEmpty == true ? nil : messages
        self.expected = expected
        self.checks = checks
        self.threshold = threshold
        self.description = description
        self.prefix = prefix
        self.suffix = suffix
        self.file = file
        self.line = line
        id = SHA256.hex(of: Array(Self.canonical(vars, self.messages, expected).utf8))
    }

    /// The canonical JSON: `vars` and, where there are some, `messages` and `expected`.
    package var canonical: String { Self.canonical(vars, messages, expected) }

    /// The row as a file has it, without its checks: `vars` and, where there are some, `messages` and `expected`.
    package var object: JSONObject { Self.object(vars, messages, expected) }

    private static func canonical(_ vars: JSONObject, _ messages: [JSONValue]?, _ expected: JSONValue?) -> String {
        CanonicalJSON.text(of: .object(object(vars, messages, expected)))
    }

    private static func object(_ vars: JSONObject, _ messages: [JSONValue]?, _ expected: JSONValue?) -> JSONObject {
        var object: JSONObject = ["vars": .object(vars)]
        if let messages { object["messages"] = .array(messages) }
        object["expected"] = expected
        return object
    }

    /// The value of a variable, where `a.b` is the member `b` of the variable `a`; nil if there is none.
    package func value(of name: String) -> JSONValue? {
        if let value = vars[name] { return value }
        if name == "expected", let expected { return expected }
        var steps = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard steps.count > 1, var value = vars[steps.removeFirst()] else { return nil }
        for step in steps {
            guard let inner = Int(step).flatMap({ value[$0] }) ?? value[step] else { return nil }
            value = inner
        }
        return value
    }
}
