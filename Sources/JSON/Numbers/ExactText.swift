/// Text that is equal only if its UTF-8 bytes are equal.
///
/// `String` counts canonically equivalent texts as equal; JSON does not (RFC 8259, section 8.3).
struct ExactText: Hashable, Sendable {
    let text: String

    static func == (left: ExactText, right: ExactText) -> Bool {
        same(left.text, right.text)
    }

    func hash(into hasher: inout Hasher) {
        Self.hash(text, into: &hasher)
    }

    @inline(__always)
    static func same(_ left: String, _ right: String) -> Bool {
        // Most keys differ in length, so the bytes are compared only if the lengths are equal.
        left.utf8.count == right.utf8.count && left == right && sameBytes(left, right)
    }

    private static func sameBytes(_ left: String, _ right: String) -> Bool {
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { right in left.elementsEqual(right) }
        }
    }

    static func hash(_ text: String, into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // No UTF-8 text contains 0xFF, so it separates one text from the next.
        hasher.combine(0xFF as UInt8)
    }
}
