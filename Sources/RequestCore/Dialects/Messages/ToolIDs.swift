/// Gives the calls of a conversation ids that the API takes: letters, digits, `_` and `-`, each only once.
///
/// A call that came from elsewhere may have any id, and so may two calls the same one. Call and result get the same
/// new id.
struct ToolIDs {
    private var taken: Set<String> = []
    /// The id as sent, by the id as held, of the newest call that has it.
    private var sent: [String: String] = [:]

    /// The id of the next call.
    mutating func call(_ id: String) -> String {
        let allowed = Self.allowed(id)
        var unique = allowed
        var number = 2
        while !taken.insert(unique).inserted {
            unique = "\(allowed)_\(number)"
            number += 1
        }
        sent[id] = unique
        return unique
    }

    /// The id of the call that a result answers.
    func result(_ id: String) -> String { sent[id] ?? Self.allowed(id) }

    private static func allowed(_ id: String) -> String {
        let letters = id.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-": Character(scalar)
            default: "_"
            }
        }
        return letters.isEmpty ? "call" : String(letters)
    }
}
