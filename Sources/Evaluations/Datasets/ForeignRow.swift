import JSON
import Prompts

/// A row in the form of another tool, told by its keys.
struct ForeignRow {
    /// The forms that are recognised; the raw value names them to the person.
    enum Form: String, Hashable {
        case humanloop = "Humanloop"
        case langfuse = "Langfuse"
        case deepEval = "DeepEval"
        case inspect = "inspect"
        case openAIEvals = "OpenAI evals"
        case hostedEvals = "OpenAI's hosted evals"
        case fineTuning = "fine-tuning"
        /// An object whose keys are variables.
        case flat
    }

    let form: Form
    private var vars = JSONObject()
    private var messages: [JSONValue] = []
    private var expected: JSONValue?

    /// nil for an object in none of these forms.
    ///
    /// - Throws: ``FieldError`` for a field that the form has otherwise.
    init?(_ object: JSONObject) throws(FieldError) {
        guard let form = Self.form(of: object) else { return nil }
        self.form = form
        switch form {
        case .humanloop:
            vars = try TestCase.object(object["inputs"], "inputs")
            messages = try TestCase.list(object["messages"], "messages")
            expected = object["target"]
        case .langfuse:
            take(input: object["input"])
            expected = object["expectedOutput"]
        case .deepEval:
            take(input: object["input"])
            for key in ["context", "retrieval_context"] { vars[key] = object[key] }
            expected = object["expected_output"]
        case .inspect:
            take(input: object["input"])
            vars["choices"] = object["choices"]
            expected = object["target"]
        case .openAIEvals:
            take(input: object["input"])
            expected = object["ideal"]
        case .hostedEvals: vars = try TestCase.object(object["item"], "item")
        case .fineTuning:
            messages = try TestCase.list(object["messages"], "messages")
            if messages.last?["role"]?.stringValue == "assistant" { expected = messages.removeLast()["content"] }
        case .flat: break
        }
        for (index, message) in messages.enumerated() { _ = try Message(json: message, place: "messages[\(index)]") }
        if expected?.isNull == true { expected = nil }
    }

    private static func form(of object: JSONObject) -> Form? {
        func has(_ key: String) -> Bool { object[key] != nil }
        if object["inputs"]?.objectValue != nil { return .humanloop }
        if has("input") {
            if has("expectedOutput") { return .langfuse }
            if has("expected_output") { return .deepEval }
            if has("ideal") { return .openAIEvals }
            if has("target") { return .inspect }
        }
        if object["item"]?.objectValue != nil { return .hostedEvals }
        let isConversation = object["messages"]?.arrayValue != nil && !has("vars") && !has("expected")
        return isConversation && object.keys.allSatisfy { ["messages", "tools", "parallel_tool_calls"].contains($0) }
            ? .fineTuning : nil
    }

    /// A text is the variable `input`, an object has the variables, a list has the messages.
    private mutating func take(input: JSONValue?) {
        switch input {
        case .object(let object): vars = object
        case .array(let items) where items.contains(where: { $0["role"] != nil }): messages = items
        case .some(let value): vars["input"] = value
        case nil: break
        }
    }

    func row(line: Int?) -> DataRow { DataRow(vars: vars, messages: messages, expected: expected, line: line) }
}
