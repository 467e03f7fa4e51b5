/// One step of a recorded run: what arrived, and what it was read as.
package struct WireStep: Sendable, Hashable {
    /// The content.
    package enum Content: Sendable, Hashable {
        case request(WireRequest)
        case head(ResponseHead)
        /// One event of a stream: its data as text, and what it was read as; nothing for the end of the stream and for what says nothing.
        case event(data: String, read: [RunEvent])
        /// A body in one piece: a whole answer, or that of an error.
        case body(String, read: [RunEvent])
        /// What only the end of the answer revealed.
        case closing(read: [RunEvent])
        /// What could not be read.
        case fault(RunError)
        case end(WireEnd)
    }

    /// The attempt of the run, counted from 0.
    package var attempt: Int
    /// Milliseconds since the run's first request.
    package var atMS: Double
    /// The content.
    package var content: Content
}

extension WireRecord {
    /// The steps in order. Pieces of a stream are joined into events, and each event is read as it was for the
    /// answer.
    package var steps: [WireStep] {
        var steps: [WireStep] = []
        var reader: AnswerReader?
        func add(_ contents: [WireStep.Content], at entry: (attempt: Int, atMS: Double)) {
            steps += contents.map { WireStep(attempt: entry.attempt, atMS: entry.atMS, content: $0) }
        }
        func read(at entry: (attempt: Int, atMS: Double)) {
            add(reader?.takeSteps().map(WireStep.Content.init) ?? [], at: entry)
        }
        for entry in entries {
            let place = (entry.attempt, entry.atMS)
            switch entry.content {
            case .request(let request):
                reader = nil
                add([.request(request)], at: place)
            case .head(let head):
                reader = AnswerReader(head: head, dialect: dialect.dialect, isLenient: true)
                add([.head(head)], at: place)
            case .body(let bytes):
                _ = reader?.receive(bytes)
                read(at: place)
            case .end(let end):
                _ = reader?.finish()
                read(at: place)
                reader = nil
                add([.end(end)], at: place)
            }
        }
        _ = reader?.finish()
        read(at: (entries.last?.attempt ?? 0, entries.last?.atMS ?? 0))
        return steps
    }
}

extension WireStep.Content {
    fileprivate init(_ step: AnswerReader.Step) {
        self =
            switch step {
            case .event(let data, let read): .event(data: data, read: read)
            case .body(let text, let read): .body(text, read: read)
            case .closing(let read): .closing(read: read)
            case .fault(let error): .fault(error)
            }
    }
}
