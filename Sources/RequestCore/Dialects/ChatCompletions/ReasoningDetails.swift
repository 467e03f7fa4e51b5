internal import JSON

/// Puts `reasoning_details` together, which a stream sends in pieces: a piece belongs to the entry with its index, and
/// without one to the last entry of its type.
struct ReasoningDetails: Sendable {
    /// Keys whose texts grow; of any other the last value counts.
    private static let growing = ["text", "summary", "data"]

    fileprivate struct Entry: Sendable {
        var object = JSONObject()
        var texts: [String: CumulativeText] = [:]
    }

    private var entries: [Entry] = []

    /// Takes the pieces of a chunk.
    ///
    /// - Returns: what they add to the text that may be shown.
    mutating func take(_ list: JSONValue) -> String {
        var shown = ""
        for piece in list.arrayValue ?? [list] {
            guard let object = piece.objectValue else { continue }
            shown += take(object)
        }
        return shown
    }

    /// The entries, whole.
    var whole: JSONValue { .array(entries.map { .object($0.object) }) }

    private mutating func take(_ piece: JSONObject) -> String {
        let index = piece["index"]
        let known = entries.lastIndex { entry in
            guard entry.object["type"] == piece["type"] else { return false }
            if let index, !index.isNull { return entry.object["index"] == index }
            return entry.object["id"] == nil || piece["id"] == nil || entry.object["id"] == piece["id"]
        }
        let place = known ?? entries.count
        if known == nil { entries.append(Entry()) }
        var shown = ""
        for member in piece.members where !member.value.isNull {
            guard let text = member.value.stringValue, Self.growing.contains(member.key) else {
                entries[place].object[member.key] = member.value
                continue
            }
            let new = entries[place].take(text, member.key)
            if member.key != "data" { shown += new }
        }
        return shown
    }
}

extension ReasoningDetails.Entry {
    /// Adds a piece of a text and returns what is new.
    fileprivate mutating func take(_ text: String, _ key: String) -> String {
        switch texts[key, default: CumulativeText()].take(text) {
        case .append(let new):
            guard case .string(var held)? = object[key] else {
                object[key] = .string(new)
                return new
            }
            object[key] = .null
            held += new
            object[key] = .string(held)
            return new
        case .replace(let whole):
            // What came before was shown already, and is the beginning of this.
            let held = object[key]?.stringValue?.utf8.count ?? 0
            object[key] = .string(whole)
            return whole.utf8.count > held ? String(decoding: whole.utf8.dropFirst(held), as: UTF8.self) : ""
        }
    }
}
