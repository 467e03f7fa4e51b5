import CCurses
import TextUI

/// The C library's own function under its own name, which ncurses finds first: characters newer than the C library, emoji
/// above all, have no width there, and ncurses would not draw them. The same tables lay the text out and draw it.
@_cdecl("wcwidth")
func characterWidth(_ character: wchar_t) -> Int32 {
    guard character != 0 else { return 0 }
    guard let scalar = Unicode.Scalar(UInt32(bitPattern: character)) else { return -1 }
    return Int32(DisplayWidth.columns(of: scalar) ?? -1)
}
