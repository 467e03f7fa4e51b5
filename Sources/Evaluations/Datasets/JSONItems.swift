/// The items of a JSON text's list of rows, which `JSONValue` does not know the places of: the outermost list, else that under
/// `tests` of the outermost object.
struct JSONItems: Sendable, Hashable {
    /// An item of the list.
    struct Item: Sendable, Hashable {
        /// The line that it begins on, from 1.
        var line: Int
        /// Its bytes, without the white space around it.
        var range: Range<Int>
    }

    /// The items in their order.
    private(set) var items: [Item] = []
    /// The bytes between the brackets of the list; nil for a text without one.
    private(set) var inside: Range<Int>?

    /// Finds the items.
    ///
    /// - Parameter bytes: a JSON text that has been read already.
    init(_ bytes: ArraySlice<UInt8>) {
        var scanner = Scanner(bytes: bytes)
        scanner.skipSpace()
        switch scanner.next {
        case UInt8(ascii: "["): takeList(&scanner)
        case UInt8(ascii: "{"):
            scanner.step()
            while scanner.skipSpace(), scanner.next != UInt8(ascii: "}") {
                let start = scanner.at
                scanner.skipValue()
                let isWanted = bytes[start..<scanner.at].elementsEqual("\"tests\"".utf8)
                scanner.skipSpace()
                scanner.step()
                scanner.skipSpace()
                if isWanted, scanner.next == UInt8(ascii: "[") {
                    // The last one of a repeated key counts.
                    items = []
                    takeList(&scanner)
                } else {
                    scanner.skipValue()
                }
                scanner.skipSpace()
                if scanner.next == UInt8(ascii: ",") { scanner.step() }
            }
        default: break
        }
    }

    private mutating func takeList(_ scanner: inout Scanner) {
        scanner.step()
        let start = scanner.at
        while scanner.skipSpace(), scanner.next != UInt8(ascii: "]") {
            let (line, begin) = (scanner.line, scanner.at)
            scanner.skipValue()
            guard scanner.at > begin else { return }
            items.append(Item(line: line, range: begin..<scanner.at))
            scanner.skipSpace()
            if scanner.next == UInt8(ascii: ",") { scanner.step() }
        }
        inside = start..<scanner.at
        scanner.step()
    }

    /// Goes through a JSON text, and counts lines.
    private struct Scanner {
        let bytes: ArraySlice<UInt8>
        private(set) var at: Int
        private(set) var line = 1

        init(bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            at = bytes.startIndex
        }

        var next: UInt8? { at < bytes.endIndex ? bytes[at] : nil }

        mutating func step() {
            guard let next else { return }
            if next == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }

        /// Steps over white space.
        ///
        /// - Returns: false at the end of the text.
        @discardableResult
        mutating func skipSpace() -> Bool {
            while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { step() }
            return next != nil
        }

        /// Steps over a value: a string, a list or object, or anything up to the end of a word.
        mutating func skipValue() {
            var depth = 0
            while let byte = next {
                switch byte {
                case UInt8(ascii: "\""): skipString()
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    depth += 1
                    step()
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0 { return }
                    depth -= 1
                    step()
                default:
                    let isSign = [0x2C, 0x3A, 0x20, 0x09, 0x0A, 0x0D].contains(byte)
                    if depth == 0, isSign { return }
                    step()
                    // A word goes on, signs and spaces inside of brackets do not end the value.
                    if depth == 0, let after = next, !Self.ends(after) { continue }
                }
                if depth == 0 { return }
            }
        }

        private static func ends(_ byte: UInt8) -> Bool {
            [0x2C, 0x3A, 0x5D, 0x7D, 0x20, 0x09, 0x0A, 0x0D].contains(byte)
        }

        private mutating func skipString() {
            step()
            while let byte = next {
                step()
                if byte == UInt8(ascii: "\\") { step() } else if byte == UInt8(ascii: "\"") { return }
            }
        }
    }
}
