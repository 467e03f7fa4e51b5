import Prompts
import RequestCore

/// The further requests of a run, in dialects whose requests have one answer: `n` asks for more.
///
/// They stream beside the first, each with a log of its own, and become its other choices when all are over.
extension AppState {
    /// Starts a request as many times as its `n` asks for.
    ///
    /// - Parameter id: of the first, which is ``run`` already.
    mutating func start(_ request: RunRequest, as id: Int) {
        let count = request.requestsForChoices
        run?.askedChoices = request.config[.n]?.intValue ?? 1
        let (parent, document) = (draft.parentID, draft.documentID)
        guard count > 1, let first = run else {
            return ask(.run(.start(id, request, parent: parent, document: document)))
        }
        var others: [ActiveRun] = []
        for _ in 1..<count {
            var other = first
            other.id = nextSerial()
            others.append(other)
        }
        run?.others = others
        for each in [id] + others.map(\.id) {
            ask(.run(.startPaced(each, request, parent: parent, document: document)))
        }
    }

    /// Takes events of one of the further requests.
    ///
    /// - Returns: whether they are of one.
    mutating func receiveOther(_ id: Int, _ events: [RunEvent]) -> Bool {
        guard let place = run?.others.firstIndex(where: { $0.id == id }) else { return false }
        let now = now
        for event in events { run?.others[place].take(event, at: now) }
        finishRunIfOver()
        return true
    }

    /// Ends one of the further requests, which could not be sent.
    ///
    /// - Returns: whether it is one.
    mutating func refuseOther(_ id: Int, _ error: FieldError) -> Bool {
        guard let place = run?.others.firstIndex(where: { $0.id == id }) else { return false }
        run?.others.remove(at: place)
        say(error.description, .error)
        finishRunIfOver()
        return true
    }

    /// Puts what has come into the thread once the first request and all others are over.
    mutating func finishRunIfOver() {
        guard let run, run.reply.isEnded, run.others.allSatisfy(\.reply.isEnded) else { return }
        finishRun()
    }
}

extension ActiveRun {
    /// Ends what has not ended, as the program ends: what has come is kept.
    mutating func endNow() {
        if !reply.isEnded { reply.apply(.ended(error: .cancelled)) }
        for place in others.indices where !others[place].reply.isEnded {
            others[place].reply.apply(.ended(error: .cancelled))
        }
    }

    /// The first reply that says something, with the answers of the other requests as further choices.
    var wholeReply: Reply {
        let answered = ([reply] + others.map(\.reply)).filter(\.hasContent)
        guard var whole = answered.first else { return reply }
        for other in answered.dropFirst() { whole.addChoices(of: other) }
        return whole
    }

    /// Why those of several requests failed that did.
    var failures: [RunError] {
        others.isEmpty ? [] : ([reply] + others.map(\.reply)).compactMap(\.error).filter { $0.kind != .cancelled }
    }
}
