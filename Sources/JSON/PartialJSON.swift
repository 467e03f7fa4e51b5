/// Unfinished JSON, such as the arguments of a tool call while a model is still writing them.
public enum PartialJSON {
    /// The shortest valid JSON text that shows what is there so far and closes what is open.
    ///
    /// It drops a key without its value, a comma, a half literal (`tru`), a half escape (also a high surrogate whose
    /// low half may follow) and the half end of a number (`1.5e` becomes `1.5`). A number that may go on is shown as
    /// it is.
    /// - Returns: nil when there is nothing to show (blank text, or only `-` or `tru`), and when the text cannot
    ///   become JSON however it goes on, or is nested deeper than ``JSONValue/maximumDepth``.
    public static func completing(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var scanner = PartialScanner(base, count: bytes.count)
            guard scanner.scan(), scanner.kept > 0 else { return nil }
            var result = Array(bytes[..<scanner.kept])
            result.append(contentsOf: scanner.closers)
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// The value of the text so far, as ``completing(_:)`` closes it; nil when that is nil.
    public static func value(of text: String) -> JSONValue? {
        completing(text).flatMap { try? JSONValue(parsing: $0) }
    }
}
