/// Base64 `data:` URLs (RFC 2397), as images are sent in.
package enum DataURL {
    /// The bytes in a base64 data URL.
    ///
    /// - Returns: nil when it is no data URL, is not base64, or the base64 is not valid (white space in it is ignored).
    ///   The media type is in lower case, without parameters; `text/plain` when the URL names none.
    package static func decode(_ url: String) -> (mediaType: String, bytes: [UInt8])? {
        guard let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let head = url[..<comma].lowercased()
        guard head.hasPrefix("data:"), head.hasSuffix(";base64") else { return nil }
        let mediaType = head.dropFirst(5).prefix { $0 != ";" }
        guard let bytes = Base64.decode(url[comma...].utf8.dropFirst()) else { return nil }
        return (mediaType.isEmpty ? "text/plain" : String(mediaType), bytes)
    }

    /// A data URL of the bytes, in base64.
    package static func encode(mediaType: String, bytes: [UInt8]) -> String {
        Base64.encode(bytes, after: "data:\(mediaType);base64,")
    }
}
