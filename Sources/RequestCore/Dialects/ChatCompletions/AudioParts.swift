internal import JSON

/// Collects the sound of an answer, which a stream sends in pieces.
struct AudioParts: Sendable {
    private var object = JSONObject()
    private var data = ""
    /// What is said, where the message has another text.
    private(set) var unsaid = ""

    /// Whether there is any.
    var isEmpty: Bool { object.isEmpty && data.isEmpty && unsaid.isEmpty }

    /// Takes the next piece.
    ///
    /// - Returns: what it adds to the text.
    mutating func take(_ audio: JSONValue) -> String {
        for member in audio.objectValue ?? JSONObject() where !member.value.isNull {
            switch member.key {
            case "data": data += member.value.stringValue ?? ""
            case "transcript": break
            default: object[member.key] = member.value
            }
        }
        return audio["transcript"]?.stringValue ?? ""
    }

    /// All of it, its bytes included.
    var whole: JSONValue {
        var whole = object
        if !data.isEmpty { whole["data"] = .string(data) }
        return .object(whole)
    }

    /// Keeps a piece of what is said, which is not taken for the text of the message.
    mutating func keep(_ transcript: String) { unsaid += transcript }

    /// The sound as a part of a message that does not say the same: without its bytes.
    var part: JSONValue {
        var part: JSONObject = ["type": "audio"]
        for member in object.members where member.key != "type" { part[member.key] = member.value }
        if !unsaid.isEmpty { part["transcript"] = .string(unsaid) }
        return .object(part)
    }
}
