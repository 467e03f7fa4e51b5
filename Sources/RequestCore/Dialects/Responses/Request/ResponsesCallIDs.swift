/// The ids under which calls and their results go out.
///
/// Only this id ties a result to its call. The API takes 64 characters, and no id twice: a history that was put together
/// from several answers may have one twice (openai/gpt-oss#309).
struct ResponsesCallIDs {
    private static let longest = 64
    private var used: Set<String> = []
    private var open: [(own: String, sent: String)] = []

    /// The id to send for a call.
    mutating func call(_ id: String) -> String {
        let base = id.isEmpty ? "call" : id.count > Self.longest ? String(id.prefix(Self.longest - 8)) : id
        var sent = base == id ? id : base + "_1"
        var number = 2
        while !used.insert(sent).inserted {
            sent = "\(base.prefix(Self.longest - 8))_\(number)"
            number += 1
        }
        open.append((id, sent))
        return sent
    }

    /// The id to send for a result: that of the first call with this id that has none yet.
    mutating func result(for id: String) -> String {
        guard let place = open.firstIndex(where: { $0.own == id }) else { return String(id.prefix(Self.longest)) }
        return open.remove(at: place).sent
    }
}
