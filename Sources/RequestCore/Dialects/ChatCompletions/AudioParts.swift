internal import JSON

/// Collects the sound of an answer, which a stream sends in pieces.
struct AudioParts: Sendable {
    private var object = JSONObject()
    private var data = ""
    /// Whether what was said has come as text.
    private(set) var hasTranscript = false

    /// Whether there is any.
    var isEmpty: Bool { object.isEmpty && data.isEmpty }

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
        guard let transcript = audio["transcript"]?.stringValue, !transcript.isEmpty else { return "" }
        hasTranscript = true
        return transcript
    }

    /// All of it, its bytes included.
    var whole: JSONValue {
        var whole = object
        if !data.isEmpty { whole["data"] = .string(data) }
        return .object(whole)
    }

    /// The sound as a part of a message that has no other: without its bytes.
    var part: JSONValue {
        var part: JSONObject = ["type": "audio"]
        for member in object.members where member.key != "type" { part[member.key] = member.value }
        return .object(part)
    }
}
