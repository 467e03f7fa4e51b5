package import Prompts
package import RequestCore

extension ThreadPane {
    /// Turns what has been typed into results and a message, so that the thread can be sent.
    ///
    /// - Parameter machine: what machines have answered; a result that was changed since is the person's.
    /// - Returns: the first call that still needs a result; the thread is then as it was.
    package mutating func commit(machine: [CallRef: ToolResult] = [:]) -> CallRef? {
        let open = openCalls
        if let missing = open.first(where: isMissing) { return missing }
        for ref in open {
            guard let call = call(ref), let text = results[ref]?.text, let asking = index(of: ref.entry) else {
                continue
            }
            insert(
                .toolResult(text, for: call.id), at: asking + 1 + answers(after: asking).count,
                result: machine[ref].flatMap { $0.text == text ? $0 : nil })
        }
        results = [:]
        entries.removeAll { !$0.isMessage }
        if !composer.isEmpty {
            _ = append(composer.message)
            composer = Composer()
            sentCount += 1
        }
        return nil
    }

    /// The messages to send after the template.
    package var messages: [Message] { entries.filter(\.isMessage).map(\.message) }
}
