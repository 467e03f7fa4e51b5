import Glibc
import TextUI

/// Kitty's graphics protocol: https://sw.kovidgoyal.net/kitty/graphics-protocol/
enum KittyGraphics {
    /// Who the terminal is, whether it takes an image, how large its cells are; a terminal answers what it knows, and every one
    /// the last question, whose answer also says whether it takes sixels.
    static let question = "\u{1B}[>q" + command("i=31,s=1,v=1,a=q,t=d,f=24", "AAAA") + "\u{1B}[16t\u{1B}[c"

    /// Bytes in a piece: in base64 they are 4,096, the most that a terminal has to take at once.
    private static let pieceLength = 3_072

    /// The next piece of what makes an image known to the terminal, to be shown by placeholders.
    ///
    /// - Parameters:
    ///   - sent: bytes of its pixels that have been sent; moved on.
    ///   - inTmux: whether tmux has to be told to pass it on.
    static func piece(of image: PixelImage, sent: inout Int, inTmux: Bool) -> String {
        let pixels = image.rgba[sent...].prefix(pieceLength)
        let (columns, rows) = (image.size.width, image.size.height)
        let size = "f=32,t=d,s=\(image.width),v=\(image.height),c=\(columns),r=\(rows)"
        let first = sent == 0 ? "a=T,U=1,\(size),i=\(image.id)," : ""
        sent += pixels.count
        let hasMore = sent < image.rgba.count
        return passed(command("\(first)q=2,m=\(hasMore ? 1 : 0)", ControlBytes.base64(pixels)), inTmux)
    }

    /// Takes an image and its pixels out of the terminal's memory.
    static func deletion(of id: UInt8, inTmux: Bool) -> String { passed(command("a=d,d=I,q=2,i=\(id)", ""), inTmux) }

    /// The character that stands for an image, with its row and column as marks, for ncurses.
    static func placeholder(_ part: ImageCell) -> [wchar_t] {
        [0x10EEEE, mark(part.row), mark(part.column), 0]
    }

    private static func command(_ keys: String, _ payload: String) -> String {
        "\u{1B}_G" + keys + (payload.isEmpty ? "" : ";" + payload) + "\u{1B}\\"
    }

    private static func passed(_ sequence: String, _ inTmux: Bool) -> String {
        guard inTmux else { return sequence }
        let doubled = sequence.split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(
            separator: "\u{1B}\u{1B}")
        return "\u{1B}Ptmux;" + doubled + "\u{1B}\\"
    }

    // MARK: Marks

    static func mark(_ number: Int) -> wchar_t { wchar_t(marks[min(max(0, number), marks.count - 1)]) }

    /// The marks that count rows and columns, from 0 (kitty's `rowcolumn-diacritics.txt`): combining characters above the
    /// letter that Unicode 6.0 has and no normalisation joins with it.
    private static let marks: [UInt32] = ranges.flatMap { Array($0) }

    private static let ranges: [ClosedRange<UInt32>] = [
        0x305...0x305, 0x30D...0x30E, 0x310...0x310, 0x312...0x312, 0x33D...0x33F, 0x346...0x346, 0x34A...0x34C,
        0x350...0x352, 0x357...0x357, 0x35B...0x35B, 0x363...0x36F, 0x483...0x487, 0x592...0x595, 0x597...0x599,
        0x59C...0x5A1, 0x5A8...0x5A9, 0x5AB...0x5AC, 0x5AF...0x5AF, 0x5C4...0x5C4, 0x610...0x617, 0x657...0x65B,
        0x65D...0x65E, 0x6D6...0x6DC, 0x6DF...0x6E2, 0x6E4...0x6E4, 0x6E7...0x6E8, 0x6EB...0x6EC, 0x730...0x730,
        0x732...0x733, 0x735...0x736, 0x73A...0x73A, 0x73D...0x73D, 0x73F...0x741, 0x743...0x743, 0x745...0x745,
        0x747...0x747, 0x749...0x74A, 0x7EB...0x7F1, 0x7F3...0x7F3, 0x816...0x819, 0x81B...0x823, 0x825...0x827,
        0x829...0x82D, 0x951...0x951, 0x953...0x954, 0xF82...0xF83, 0xF86...0xF87, 0x135D...0x135F, 0x17DD...0x17DD,
        0x193A...0x193A, 0x1A17...0x1A17, 0x1A75...0x1A7C, 0x1B6B...0x1B6B, 0x1B6D...0x1B73, 0x1CD0...0x1CD2,
        0x1CDA...0x1CDB, 0x1CE0...0x1CE0, 0x1DC0...0x1DC1, 0x1DC3...0x1DC9, 0x1DCB...0x1DCC, 0x1DD1...0x1DE6,
        0x1DFE...0x1DFE, 0x20D0...0x20D1, 0x20D4...0x20D7, 0x20DB...0x20DC, 0x20E1...0x20E1, 0x20E7...0x20E7,
        0x20E9...0x20E9, 0x20F0...0x20F0, 0x2CEF...0x2CF1, 0x2DE0...0x2DFF,
    ]
}
