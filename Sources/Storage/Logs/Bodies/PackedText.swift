import CZlib

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A text in few bytes, in the form in which SQLite's shell keeps files: a zlib stream, or the text itself where that is not longer.
///
/// The shell's `sqlar_uncompress(packed, size)` gives the text.
struct PackedText: Sendable {
    /// The bytes of the text as UTF-8.
    let size: Int
    let bytes: Data

    init(_ text: String) {
        var text = text
        (size, bytes) = text.withUTF8 { utf8 in
            // Room for one byte less than the text has: what does not fit is not worth it.
            var packed = Data(count: max(0, utf8.count - 1))
            let count = packed.withUnsafeMutableBytes {
                etude_pack(utf8.baseAddress, utf8.count, $0.baseAddress, $0.count)
            }
            return (utf8.count, count > 0 ? packed.prefix(count) : Data(utf8))
        }
    }

    /// The text; nil where the bytes are damaged, or are not those of a text of that size.
    static func text(_ bytes: Data, size: Int) -> String? {
        if bytes.count == size { return String(decoding: bytes, as: UTF8.self) }
        guard size > 0 else { return nil }
        var count = -1
        // One byte more, so that zlib comes to the end of its stream, where the checksum is.
        let text = String(unsafeUninitializedCapacity: size + 1) { room in
            count = bytes.withUnsafeBytes { etude_unpack($0.baseAddress, $0.count, room.baseAddress, size + 1) }
            return max(0, count)
        }
        return count == size ? text : nil
    }

    /// The first line of a text that begins with a `{`, if it is in the first `limit` bytes.
    static func firstLine(_ bytes: Data, limit: Int) -> [UInt8]? {
        let beginning: [UInt8]
        // No zlib stream begins so: its first byte has the method in the lower half, which is 8.
        if bytes.first == UInt8(ascii: "{") {
            beginning = Array(bytes.prefix(limit))
        } else {
            beginning = [UInt8](unsafeUninitializedCapacity: limit) { room, count in
                let written = bytes.withUnsafeBytes {
                    etude_unpack($0.baseAddress, $0.count, room.baseAddress, limit)
                }
                count = max(0, written)
            }
        }
        return beginning.firstIndex(of: UInt8(ascii: "\n")).map { Array(beginning[..<$0]) }
    }
}
