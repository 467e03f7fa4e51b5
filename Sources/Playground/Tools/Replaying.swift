package import Prompts
import RequestCore

/// Answers calls with recorded results, so that a changed prompt is tried on exactly the same results.
extension AppState {
    /// Turns replay on or off. Waiting calls are answered at once.
    package mutating func toggleReplay() {
        guard run == nil, !answering.isActive else {
            return say("something is running; press Esc to stop it", .warning)
        }
        answering.replays.toggle()
        guard answering.replays else { return say("Replay off.") }
        guard !thread.missingResults.isEmpty else { return say("Replay on: calls are answered from recorded results.") }
        answering.turn.restartRounds()
        return replayCalls()
    }

    /// Answers every waiting call with its recorded result, then sends the thread.
    mutating func replayCalls() {
        let calls = thread.missingResults.compactMap { ref in thread.call(ref).map { ReplayedCall(ref: ref, call: $0) }
        }
        guard !calls.isEmpty else { return }
        answering.goesOn = true
        answering.asked = Set(calls.map(\.ref))
        ask(.tools(.replay(calls)))
    }

    /// The results to record from those about to be sent.
    var answersToKeep: [AnsweredCall] {
        thread.openCalls.compactMap { ref in
            guard let call = thread.call(ref), let text = thread.results[ref]?.text else { return nil }
            let log = thread.entry(ref.entry)?.facts?.logID
            return AnsweredCall(
                call, text: text, machine: answering.results[ref],
                place: log.map { AnsweredCall.Place(log: $0, call: ref.call) })
        }
    }
}

/// A call to be answered with a recorded result.
package struct ReplayedCall: Sendable, Hashable {
    package var ref: CallRef
    package var call: ToolCall
}
