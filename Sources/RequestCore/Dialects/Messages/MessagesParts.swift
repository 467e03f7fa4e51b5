internal import JSON
internal import Prompts

/// Writes the parts of a message's content as blocks of this wire.
struct MessagesParts {
    /// Parts of other wires without a counterpart.
    private static let foreign: Set<String> = ["input_audio", "audio", "refusal", "item_reference"]

    /// The URL to send for an image.
    let imageURL: @Sendable (ImagePart) -> String

    /// The block of a part.
    ///
    /// - Returns: nil if the API has no place for the part, or if it is a text that says nothing: those are refused.
    func block(_ part: ContentPart) -> JSONValue? {
        switch part {
        case .text(let text): Self.text(text)
        case .image(let image) where image.isDocument:
            document(.object(image.fileJSON(imageURL(image))), mediaType: image.facts?.mediaType)
        case .image(let image): .object(block(of: image))
        case .other(let json): block(other: json)
        }
    }

    /// Whether the API has a place for a part.
    static func hasPlace(_ part: ContentPart) -> Bool {
        guard case .other(let json) = part else { return true }
        return !foreign.contains(json["type"]?.stringValue ?? "")
    }

    /// The block of a text; nil for one of white space only, which is refused.
    static func text(_ text: String) -> JSONValue? {
        guard !text.allSatisfy(\.isWhitespace) else { return nil }
        return ["type": "text", "text": .string(text)]
    }

    private func block(other json: JSONValue) -> JSONValue? {
        switch json["type"]?.stringValue {
        case "text":
            return json["text"]?.stringValue.flatMap(Self.text).map { _ in json }
        case "input_text", "output_text":
            return json["text"]?.stringValue.flatMap(Self.text)
        case "image_url", "input_image":
            return image(json)
        case "file":
            return json["file"].flatMap { document($0) }
        case "input_file":
            return document(json)
        case let type:
            // In a conditional expression, nil would be read as JSON's null.
            guard !Self.foreign.contains(type ?? "") else { return nil }
            return json
        }
    }

    private func image(_ json: JSONValue) -> JSONValue? {
        var block: JSONObject
        if let url = (json["image_url"]?["url"] ?? json["image_url"])?.stringValue {
            block = self.block(of: ImagePart(url: url))
        } else if let file = json["file_id"]?.stringValue {
            block = ["type": "image", "source": ["type": "file", "file_id": .string(file)]]
        } else {
            return nil
        }
        block["cache_control"] = json["cache_control"]
        return .object(block)
    }

    private func block(of image: ImagePart) -> JSONObject {
        let url = imageURL(image)
        let source: JSONValue
        if let data = Self.data(in: url) {
            source = ["type": "base64", "media_type": .string(data.mediaType), "data": .string(data.text)]
        } else if url.hasPrefix("sha256:") {
            // The log holds the hash where the request has the bytes.
            let mediaType = image.facts?.mediaType ?? "image/png"
            source = ["type": "base64", "media_type": .string(mediaType), "data": .string(url)]
        } else {
            source = ["type": "url", "url": .string(url)]
        }
        return ["type": "image", "source": source]
    }

    /// A file of chat completions or of Responses as a document.
    ///
    /// - Parameter mediaType: of data that does not say it itself.
    private func document(_ file: JSONValue, mediaType: String? = nil) -> JSONValue? {
        var block: JSONObject = ["type": "document"]
        if let text = file["file_data"]?.stringValue.flatMap(Self.plainText) {
            block["source"] = ["type": "text", "media_type": "text/plain", "data": .string(text)]
        } else if let written = file["file_data"]?.stringValue {
            let data = Self.data(in: written) ?? (mediaType ?? "application/pdf", written)
            let isLogged = data.text.hasPrefix("sha256:")
            if data.mediaType == "text/plain", let bytes = isLogged ? Array(data.text.utf8) : Base64.decode(data.text) {
                block["source"] = [
                    "type": "text", "media_type": "text/plain", "data": .string(String(decoding: bytes, as: UTF8.self)),
                ]
            } else {
                block["source"] = [
                    "type": "base64", "media_type": .string(data.mediaType), "data": .string(data.text),
                ]
            }
        } else if let id = file["file_id"]?.stringValue {
            block["source"] = ["type": "file", "file_id": .string(id)]
        } else if let url = file["file_url"]?.stringValue {
            block["source"] = ["type": "url", "url": .string(url)]
        } else {
            return nil
        }
        block["title"] = file["filename"]
        return .object(block)
    }

    /// The text of a data URL that has it as it is, not in base64; nil for any other URL.
    private static func plainText(in url: String) -> String? {
        let head = "data:text/plain,"
        return url.hasPrefix(head) ? String(url.dropFirst(head.count)).percentDecoded : nil
    }

    /// The media type and the base64 of a data URL; nil for any other URL.
    private static func data(in url: String) -> (mediaType: String, text: String)? {
        guard let comma = url.utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let head = url[..<comma].lowercased()
        guard head.hasPrefix("data:"), head.hasSuffix(";base64") else { return nil }
        let mediaType = head.dropFirst("data:".count).prefix { $0 != ";" }
        return (mediaType.isEmpty ? "text/plain" : String(mediaType), String(url[url.utf8.index(after: comma)...]))
    }
}
