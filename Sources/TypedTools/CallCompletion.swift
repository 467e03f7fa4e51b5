internal import RequestCore

/// Tells of a message that is being streamed which calls have all of their arguments.
///
/// A call is complete when the bracket that its arguments began with is closed; what is not an object or an array is complete
/// with the message only. Each byte is looked at once.
struct CallCompletion {
    private struct Scan {
        var depth = 0
        var isInString = false
        var isEscaped = false
        var hasBegun = false
        var isComplete = false

        mutating func take(_ byte: UInt8) {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                return
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                hasBegun = true
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if hasBegun, depth <= 0 { isComplete = true }
            default: break
            }
        }
    }

    private var scans: [Scan] = []

    /// Takes in a piece of a call.
    ///
    /// - Returns: whether the call has become complete with it.
    mutating func take(_ delta: RunEvent.ToolCallDelta) -> Bool {
        while scans.count <= delta.index { scans.append(Scan()) }
        guard !scans[delta.index].isComplete else { return false }
        for byte in delta.arguments.utf8 { scans[delta.index].take(byte) }
        return scans[delta.index].isComplete
    }
}
