/// Control sequences that terminfo has no names for; terminals without them pass over them.
enum ControlBytes {
    static let pasteOn = "\u{1B}[?2004h"
    static let pasteOff = "\u{1B}[?2004l"

    /// Clicks, drags and the wheel, with coordinates as decimal numbers.
    static let mouseOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
    static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"

    /// The longest text terminals take, encoded.
    static let longestCopy = 74_994

    /// What GNU screen hands on at once: it keeps 768 bytes of a string.
    static let longestScreenPiece = 740

    /// OSC 52 with a text for the clipboard; `nil` when it is too long. Inside tmux the sequence is sent twice: to
    /// tmux itself, and wrapped so that tmux hands it on; which of them is heard is the person's setting. GNU screen hands
    /// on what comes in strings of its own, in pieces.
    static func copy(_ text: String, in multiplexer: Multiplexer?) -> String? {
        let encoded = base64(Array(text.utf8)[...])
        guard encoded.utf8.count <= longestCopy else { return nil }
        let sequence = "\u{1B}]52;c;" + encoded + "\u{07}"
        switch multiplexer {
        case nil: return sequence
        case .tmux: return sequence + "\u{1B}Ptmux;\u{1B}" + sequence + "\u{1B}\\"
        case .screen:
            let bytes = Array(sequence.utf8)
            return stride(from: 0, to: bytes.count, by: longestScreenPiece).map { start in
                let piece = bytes[start..<min(start + longestScreenPiece, bytes.count)]
                return "\u{1B}P" + String(decoding: piece, as: UTF8.self) + "\u{1B}\\"
            }.joined()
        }
    }

    static func base64(_ bytes: ArraySlice<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.endIndex)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                result.append(index <= group.count ? alphabet[value >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
