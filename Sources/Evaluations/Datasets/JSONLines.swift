/// The lines of a JSON list's items, which `JSONValue` does not keep.
enum JSONLines {
    /// The line of each item of a text's outermost list, from 1; empty for a text that is no list.
    ///
    /// - Parameter bytes: a JSON text that has been read already.
    static func starts(ofItemsIn bytes: ArraySlice<UInt8>) -> [Int] {
        var (starts, line, depth, isString, isEscaped, awaits): ([Int], Int, Int, Bool, Bool, Bool) =
            ([], 1, 0, false, false, false)
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isEscaped {
                isEscaped = false
                continue
            }
            if isString {
                if byte == UInt8(ascii: "\\") { isEscaped = true }
                if byte == UInt8(ascii: "\"") { isString = false }
                continue
            }
            if [0x20, 0x09, 0x0A, 0x0D].contains(byte) { continue }
            if depth == 0, byte != UInt8(ascii: "[") { return starts }
            if awaits, depth == 1, byte != UInt8(ascii: "]") {
                starts.append(line)
                awaits = false
            }
            switch byte {
            case UInt8(ascii: "\""): isString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth == 1 { awaits = true }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ","): if depth == 1 { awaits = true }
            default: break
            }
        }
        return starts
    }
}
