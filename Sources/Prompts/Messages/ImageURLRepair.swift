internal import JSON

/// Image data that is nearly a data URL: bare base64, other alphabets, missing padding, line breaks, a wrong media type.
extension DataURL {
    /// Returns the image of a URL as servers take it.
    ///
    /// Known are base64 without `data:image/…;base64,`, the URL-safe alphabet, missing padding, percent-encoding and white
    /// space. The media type is that of the bytes.
    ///
    /// - Returns: nil for a URL that is fine, and for one that holds no image.
    package static func corrected(_ url: String) -> String? {
        guard let (head, payload) = parts(of: url), let bytes = bytes(in: payload), let type = ImageType(bytes) else {
            return nil
        }
        let corrected = encode(mediaType: type.mediaType, bytes: bytes)
        let isFine =
            head == "data:\(type.mediaType);base64" && payload.utf8.count == corrected.utf8.count - head.utf8.count - 1
        return isFine && decode(url) != nil ? nil : corrected
    }

    /// Returns what is wrong with the image of a URL and what to write, in a sentence; nil where nothing is known to be.
    package static func problem(with url: String) -> String? {
        guard let corrected = corrected(url), let (head, payload) = parts(of: url) else { return nil }
        let right = corrected.prefix { $0 != "," }
        if head.isEmpty { return "it is base64 without its beginning; put \(right), before it" }
        if head != right, head.hasPrefix("data:"), head.hasSuffix(";base64") {
            return "it says \(head.dropFirst(5).prefix { $0 != ";" }) and is \(right.dropFirst(5).prefix { $0 != ";" })"
        }
        if head != right { return "it begins with '\(head.prefix(40))'; write \(right)," }
        if payload.utf8.contains(where: Byte.isWhite) {
            return "its base64 has spaces or line breaks; servers take none"
        }
        if payload.utf8.contains(UInt8(ascii: "%")) { return "its base64 is percent-encoded; servers take it plain" }
        if payload.utf8.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) {
            return "its base64 is the URL-safe kind with - and _; servers take + and /"
        }
        return "its base64 lacks the = at its end"
    }

    /// Whether a text is image data without `data:image/…;base64,`, and no path.
    package static func isBareBase64(_ text: String) -> Bool {
        guard let (head, payload) = parts(of: text), head.isEmpty else { return false }
        return bytes(in: payload).flatMap { ImageType($0) } != nil
    }

    /// A URL as an error shows it: not the megabytes that it may hold.
    package static func excerpt(_ url: String) -> String {
        url.utf8.count <= 200 ? url : url.prefix(40) + "…"
    }

    /// Bare base64 is looked at from this length on: what is shorter is a name.
    private static let shortestBare = 60

    /// What stands before the comma in lower case, and the base64; an empty head for bare base64.
    private static func parts(of url: String) -> (head: String, payload: Substring)? {
        if url.prefix(5).lowercased() == "data:" {
            guard let comma = url.firstIndex(of: ",") else { return nil }
            return (url[..<comma].lowercased(), url[url.index(after: comma)...])
        }
        let isLong = url.utf8.count >= shortestBare
        guard isLong, url.utf8.allSatisfy({ Byte.isWhite($0) || Base64.isLetter($0) || $0 == Byte.equals }) else {
            return nil
        }
        return ("", url[...])
    }

    /// The bytes in base64 of any kind; nil where it is none.
    private static func bytes(in payload: Substring) -> [UInt8]? {
        var text = payload
        if payload.utf8.contains(UInt8(ascii: "%")) { text = payload.percentDecoded[...] }
        var letters: [UInt8] = []
        letters.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 where !Byte.isWhite(byte) {
            switch byte {
            case UInt8(ascii: "-"): letters.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): letters.append(UInt8(ascii: "/"))
            default: letters.append(byte)
            }
        }
        while letters.last == Byte.equals { letters.removeLast() }
        while letters.count % 4 != 0 { letters.append(Byte.equals) }
        return Base64.decode(String(decoding: letters, as: UTF8.self))
    }
}
