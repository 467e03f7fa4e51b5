internal import JSON
internal import Prompts

/// Reads the parts of an answer that are not text.
enum AnswerPart {
    /// The part as a message has it: an image if it is one, else the object as it came; nil for what is no object.
    static func content(_ json: JSONValue) -> ContentPart? {
        if let image = image(json) { return .image(image) }
        return json.objectValue == nil ? nil : .other(json)
    }

    /// The image that a part is; nil if it is none.
    ///
    /// Only addresses on the web and bytes count. A path would have to be read from this machine, because a server
    /// says so.
    static func image(_ json: JSONValue) -> ImagePart? {
        if let type = json["type"]?.stringValue, !type.contains("image"), type != "inline_data" { return nil }
        guard var url = address(in: json) else { return nil }
        if let corrected = DataURL.corrected(url) { url = corrected }
        var image = ImagePart(url: url)
        switch image.source {
        case .remote: return image
        case .data:
            guard let bytes = DataURL.decode(url)?.bytes, let facts = try? ImageFacts(reading: bytes, name: nil) else {
                return nil
            }
            image.facts = facts
            return image
        case .blob, .path: return nil
        }
    }

    private static func address(in json: JSONValue) -> String? {
        if let text = json.stringValue { return text }
        let place = json["image_url"] ?? json["image"] ?? json["source"] ?? json["inline_data"] ?? json
        if let url = (place["url"] ?? place).stringValue { return url }
        let type = (place["media_type"] ?? place["mime_type"])?.stringValue ?? "image/png"
        guard let data = (place["b64_json"] ?? place["data"] ?? place["result"])?.stringValue else { return nil }
        return type.hasPrefix("image/") ? "data:\(type);base64,\(data)" : nil
    }
}
