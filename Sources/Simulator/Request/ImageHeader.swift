import Prompts

/// The format and size of an image, from its first bytes. Nothing is decoded beyond the header.
struct ImageHeader {
    var type: ImageType
    /// In pixels, 0 if the header does not say.
    var width: Int
    var height: Int

    /// Reads the header of an image in base64; nil if it is not base64 or not an image of a supported format.
    init?(base64 text: Substring.UTF8View) {
        guard let bytes = Self.beginning(of: text), let type = ImageType(bytes) else { return nil }
        // A JPEG keeps its size behind metadata of any length.
        guard let size = type.size(in: bytes) ?? (type == .jpeg ? (0, 0) : nil) else { return nil }
        self.type = type
        (width, height) = size
    }

    /// The first bytes of an image, enough to pass a thumbnail in its metadata; all bytes of a small image.
    private static func beginning(of text: Substring.UTF8View) -> [UInt8]? {
        let head = text.prefix(350_000)
        guard head.endIndex != text.endIndex else { return Base64.decode(text) }
        let letters = head.filter { $0 > UInt8(ascii: " ") }
        return Base64.decode(String(decoding: letters.prefix(letters.count & ~3), as: UTF8.self))
    }
}
