internal import RequestCore

/// Finds the calls of a streamed message whose arguments are complete.
///
/// A call is complete when the first bracket of its arguments is closed. Arguments that are not an object or an array
/// are complete only at the end of the message. Each byte is read once.
struct CallCompletion {
    private var calls: [JSONShape.ObjectProgress] = []

    /// Takes a piece of a call.
    ///
    /// - Returns: whether the piece completes the call.
    mutating func take(_ delta: RunEvent.ToolCallDelta) -> Bool {
        while calls.count <= delta.index { calls.append(JSONShape.ObjectProgress()) }
        guard !calls[delta.index].isClosed else { return false }
        calls[delta.index].take(delta.arguments)
        return calls[delta.index].isClosed
    }
}
