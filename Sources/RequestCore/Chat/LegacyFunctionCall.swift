/// The deprecated `function_call`: a call without an id, answered by a message of the role `function`.
///
/// It is held as a tool call whose id begins with a mark, and so goes back in the form it came.
enum LegacyFunctionCall {
    private static let mark = "function_call_"

    static func newID() -> String { mark + RandomText.letters(12) }

    static func isID(_ id: String) -> Bool { id.hasPrefix(mark) }
}
