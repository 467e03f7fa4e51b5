import Glibc

enum Locale {
    /// Takes the person's locale, or `C.UTF-8` where it has no UTF-8.
    ///
    /// - Returns: whether text is UTF-8 now.
    static func chooseUnicode() -> Bool {
        setlocale(LC_ALL, "")
        if isUTF8 { return true }
        return setlocale(LC_CTYPE, "C.UTF-8") != nil && isUTF8
    }

    private static var isUTF8: Bool {
        nl_langinfo(nl_item(CODESET)).map { String(cString: $0) == "UTF-8" } ?? false
    }
}
