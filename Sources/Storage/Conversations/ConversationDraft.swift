import JSON
package import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Store {
    /// Puts a version into the newest conversation of its prompt, with which the next playground then starts. Messages and
    /// unsent text stay. Where another process holds that conversation, or there is none, a new one begins.
    package func restore(_ version: Version) async throws {
        var draft = JSONObject()
        var change = ConversationChange(id: "", prompt: version.prompt)
        let last = try await takeConversation(of: nil).conversation
        var known = last
        if last?.draft["prompt"]?.stringValue != version.prompt {
            known = try await takeConversation(of: .prompt(version.prompt)).conversation
        }
        if let known {
            draft = known.draft.objectValue ?? draft
            change.id = known.id
            change.file = draft["path"]?.stringValue
            var writing = known.writing.objectValue ?? JSONObject()
            writing["editor"] = nil
            change.writing = .object(writing)
        } else {
            change.id = LogID.next(atSecondsSince1970: Date().timeIntervalSince1970)
        }
        let config = JSONValue.object(version.config.json(.stored))
        draft["prompt"] = .string(version.prompt)
        draft["config"] = config
        draft["base"] = config
        draft["base_number"] = .number(JSONNumber(version.number))
        draft["settled"] = .string(version.id.hex)
        change.draft = .object(draft)
        _ = try await save(change)
    }
}
