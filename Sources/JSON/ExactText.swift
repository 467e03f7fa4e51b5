/// Text that is the same only when its UTF-8 bytes are.
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
        // Most keys differ in length; only equal lengths are worth a look at the bytes.
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
        // 0xFF is in no UTF-8 text, so it ends one text before the next begins.
        hasher.combine(0xFF as UInt8)
    }
}
