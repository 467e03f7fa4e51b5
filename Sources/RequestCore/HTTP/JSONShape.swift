internal import JSON

/// Whether a text is complete JSON.
package enum JSONShape {
    /// Whether `bytes` are exactly one JSON object or array. A number or a word could be the beginning of a longer
    /// one.
    static func isWholeContainer(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let value = try? JSONValue(parsing: bytes) else { return false }
        return value.objectValue != nil || value.arrayValue != nil
    }

    /// About how many values a JSON text has: one more than there are commas and opening brackets outside of strings.
    static func valueCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var count = 1
            var isInString = false
            var at = 0
            while at < buffer.count {
                switch buffer[at] {
                case UInt8(ascii: "\\") where isInString: at += 1
                case UInt8(ascii: "\""): isInString.toggle()
                case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"): if !isInString { count += 1 }
                default: break
                }
                at += 1
            }
            return count
        }
    }

    /// Follows a growing text and tells when its first object is closed. It reads every byte once.
    package struct ObjectProgress: Sendable, Hashable {
        private var depth = 0
        /// Whether the next byte belongs to a string or ends it.
        package private(set) var isInString = false
        private var isAfterBackslash = false
        /// Whether the text so far is one closed object or array.
        package private(set) var isClosed = false

        /// Makes a state for an empty text.
        package init() {}

        package mutating func take(_ text: String) {
            for byte in text.utf8 { take(byte) }
        }

        package mutating func take(_ byte: UInt8) {
            if isInString {
                if isAfterBackslash {
                    isAfterBackslash = false
                } else if byte == UInt8(ascii: "\\") {
                    isAfterBackslash = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                return
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                isClosed = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                isClosed = depth == 0
            default: break
            }
        }
    }
}
