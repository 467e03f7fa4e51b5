import JSON
import Prompts

/// The draft as the session keeps it.
extension Draft {
    var sessionJSON: JSONObject {
        var object: JSONObject = [
            "prompt": .string(name), "config": .object(config.json(.stored)), "base": .object(base.json(.stored)),
            "inputs": .object(inputs), "etude": .object(etude), "unknown": .object(unknown),
        ]
        object["path"] = file.map { .string($0.path) }
        object["settled"] = settledID.map { .string($0.hex) }
        object["fingerprint"] = file.map { .string($0.fingerprint) }
        object["text"] = text.map(JSONValue.string)
        if isTextEdited { object["text_edited"] = true }
        if !isNameInFile { object["name_in_file"] = false }
        object["base_number"] = baseNumber.map { .number(JSONNumber($0)) }
        return object
    }

    /// Reads the draft of a session; nil where the session has none that can be read.
    init?(session: JSONValue) {
        guard let name = session["prompt"]?.stringValue, let stored = session["config"],
            let config = try? Config(json: stored)
        else { return nil }
        self.init(name: name, config: config)
        if let base = session["base"], let known = try? Config(json: base) { self.base = known }
        baseNumber = session["base_number"]?.intValue
        inputs = session["inputs"]?.objectValue ?? JSONObject()
        etude = session["etude"]?.objectValue ?? JSONObject()
        unknown = session["unknown"]?.objectValue ?? JSONObject()
        settledID = session["settled"]?.stringValue.flatMap(VersionID.init(hex:))
        text = session["text"]?.stringValue
        isNameInFile = session["name_in_file"]?.boolValue ?? true
        let isEdited = session["text_edited"]?.boolValue ?? false
        // Of an edited text the session does not keep what the file said before.
        file = session["path"]?.stringValue.map { path in
            OpenedFile(
                PromptDocument(name: isNameInFile ? name : nil, config: base), path: path,
                fingerprint: session["fingerprint"]?.stringValue ?? "", text: isEdited ? nil : text)
        }
    }
}
