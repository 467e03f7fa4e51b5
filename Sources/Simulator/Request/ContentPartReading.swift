import JSON

/// Reads one part of a message's content.
enum ContentPartReading {
    private static let kinds = ["text", "image_url", "input_audio", "refusal", "audio", "file"]

    static func read(
        _ part: JSONValue, at place: (message: Int, part: Int), role: SimulatedMessage.Sender, texts: inout [String],
        images: inout [String]
    ) throws(APIError) {
        let path = "messages[\(place.message)].content[\(place.part)]"
        guard let object = part.objectValue else {
            throw .wrongType(path, expected: "an object", got: part)
        }
        let fields = FieldReader(object: object, prefix: path + ".")
        let type = try fields.requiredString("type")
        switch type {
        case "text", "refusal":
            texts.append(try fields.requiredString(type))
        case "image_url":
            guard role == .user else { throw .imageNotFromUser(at: place.message, role: role.rawValue) }
            images.append(try imageURL(fields))
        case "input_audio", "file":
            guard role == .user else {
                throw .badValue(path + ".type", type, supported: ["text"])
            }
            guard try fields.object(type) != nil else { throw .missing(path + "." + type) }
        default:
            throw .badValue(path + ".type", type, supported: kinds)
        }
    }

    private static func imageURL(_ fields: FieldReader) throws(APIError) -> String {
        let path = fields.prefix + "image_url"
        guard let value = fields.value("image_url") else { throw .missing(path) }
        guard let object = value.objectValue else {
            throw .wrongType(path, expected: "an object", got: value)
        }
        let reader = FieldReader(object: object, prefix: path + ".")
        let url = try reader.requiredString("url")
        _ = try reader.word("detail", of: ["low", "high", "auto"])
        try check(url, path + ".url")
        return url
    }

    private static func check(_ url: String, _ path: String) throws(APIError) {
        let head = url.prefix(64).lowercased()
        if head.hasPrefix("http://") || head.hasPrefix("https://") {
            return
        }
        guard head.hasPrefix("data:") else {
            throw .imageURL(path, got: "a value without the 'data:' prefix")
        }
        guard let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            throw .imageURL(path, got: "a value without a comma")
        }
        let meta = url[url.index(url.startIndex, offsetBy: 5)..<comma].lowercased()
        let type = meta.prefix { $0 != ";" }
        guard type.hasPrefix("image/") else {
            throw .imageURL(path, got: "unsupported MIME type '\(type.prefix(100))'")
        }
        guard meta.hasSuffix(";base64") else {
            throw .imageURL(path, got: "a value that is not base64-encoded")
        }
        let payload = url.utf8[url.utf8.index(after: comma)...]
        guard !payload.isEmpty else {
            throw .imageURL(path, got: "empty base64-encoded bytes")
        }
        guard ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"].contains(String(type)),
            ImageHeader(base64: payload) != nil
        else { throw .unsupportedImage }
    }
}
