internal import JSON
internal import Prompts

/// The parts of a message's content in the words of this dialect.
enum ResponsesParts {
    /// A part of what a person, or a tool, says.
    static func input(_ part: ContentPart, imageURL: @Sendable (ImagePart) -> String) -> JSONValue {
        switch part {
        case .text(let text): ["type": "input_text", "text": .string(text)]
        case .image(let image) where image.isDocument:
            .object(JSONObject([("type", "input_file")] + image.fileJSON(imageURL(image)).map { ($0.key, $0.value) }))
        case .image(let image):
            // The reference has `detail` as required.
            ["type": "input_image", "image_url": .string(imageURL(image)), "detail": .string(image.detail ?? "auto")]
        case .other(let value): input(other: value)
        }
    }

    /// A part of what the model says.
    static func output(_ part: ContentPart, imageURL: @Sendable (ImagePart) -> String) -> JSONValue {
        switch part {
        case .text(let text): output(text: text)
        case .image: input(part, imageURL: imageURL)
        case .other(let value):
            if value["type"]?.stringValue == "text", let text = value["text"]?.stringValue {
                output(text: text)
            } else {
                value
            }
        }
    }

    /// A text of the model.
    static func output(text: String) -> JSONValue {
        ["type": "output_text", "text": .string(text), "annotations": []]
    }

    /// Parts that only chat completions or Messages name so; any other goes out as it is.
    private static func input(other part: JSONValue) -> JSONValue {
        guard var object = part.objectValue, let type = object["type"]?.stringValue else { return part }
        switch type {
        case "text":
            object["type"] = "input_text"
        case "image_url":
            object["type"] = "input_image"
            let image = object["image_url"]
            object["image_url"] = image?["url"] ?? image
            for member in image?.objectValue?.members ?? [] where member.key != "url" {
                object[member.key] = member.value
            }
            object["detail"] = object["detail"] ?? "auto"
        case "file":
            guard let file = object["file"]?.objectValue else { return part }
            object["type"] = "input_file"
            object["file"] = nil
            for member in file.members { object[member.key] = member.value }
        case "document":
            return document(object) ?? part
        default: return part
        }
        return .object(object)
    }

    /// A document of Messages.
    private static func document(_ object: JSONObject) -> JSONValue? {
        guard let source = object["source"] else { return nil }
        var file: JSONObject = ["type": "input_file"]
        file["filename"] = object["title"]
        switch source["type"]?.stringValue {
        case "text": return source["data"].map { ["type": "input_text", "text": $0] }
        case "url": file["file_url"] = source["url"]
        case "file": file["file_id"] = source["file_id"]
        case "base64":
            guard let data = source["data"]?.stringValue else { return nil }
            let type = source["media_type"]?.stringValue ?? "application/pdf"
            file["filename"] = file["filename"] ?? "document.pdf"
            file["file_data"] = .string("data:\(type);base64,\(data)")
        default: return nil
        }
        return .object(file)
    }

    /// Reads a part of what a person, or a tool, said; a kind without a case of its own is kept as it is.
    static func read(_ json: JSONValue) -> ContentPart {
        let keys = Set(json.objectValue?.keys ?? [])
        switch json["type"]?.stringValue {
        case "input_text" where keys == ["type", "text"]: return .text(json["text"]?.stringValue ?? "")
        case "input_image" where keys.isSubset(of: ["type", "image_url", "detail"]):
            guard let url = json["image_url"]?.stringValue else { return .other(json) }
            let detail = json["detail"]?.stringValue
            return .image(ImagePart(url: url, detail: detail == "auto" ? nil : detail))
        case "input_file": return ImagePart(loggedFile: json).map(ContentPart.image) ?? .other(json)
        default: return .other(json)
        }
    }
}
