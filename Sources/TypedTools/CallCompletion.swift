internal import RequestCore

/// Tells of a message that is being streamed which calls have all of their arguments.
///
/// A call is complete when the bracket that its arguments began with is closed; what is not an object or an array is complete
/// with the message only. Each byte is looked at once.
struct CallCompletion {
    private var calls: [JSONShape.ObjectProgress] = []

    /// Takes in a piece of a call.
    ///
    /// - Returns: whether the call has become complete with it.
    mutating func take(_ delta: RunEvent.ToolCallDelta) -> Bool {
        while calls.count <= delta.index { calls.append(JSONShape.ObjectProgress()) }
        guard !calls[delta.index].isClosed else { return false }
        calls[delta.index].take(delta.arguments)
        return calls[delta.index].isClosed
    }
}
