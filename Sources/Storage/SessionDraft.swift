package import JSON
package import Prompts

/// Changes the draft of a stored session while no playground runs.
package enum SessionDraft {
    /// The session with a version in its draft. The thread stays if it belongs to the same prompt.
    package static func taking(_ version: Version, into session: JSONValue?) -> JSONValue {
        var object = session?.objectValue ?? JSONObject()
        if object["prompt"]?.stringValue != version.prompt { object = JSONObject() }
        let config = JSONValue.object(version.config.json(.stored))
        object["prompt"] = .string(version.prompt)
        object["config"] = config
        object["base"] = config
        object["base_number"] = .number(JSONNumber(version.number))
        object["settled"] = .string(version.id.hex)
        object["editor"] = nil
        return .object(object)
    }
}
