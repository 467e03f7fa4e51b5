internal import JSON

/// One step of a run as its record tells it: what arrived, and what became of it.
public struct WireStep: Sendable, Hashable {
    /// What it was.
    public enum Content: Sendable, Hashable {
        case request(WireRequest)
        case head(ResponseHead)
        /// One event of a stream: its data as text, and what it was read as; nothing for `[DONE]` and for what says nothing.
        case event(data: String, read: [RunEvent])
        /// A body in one piece, whole or an error's.
        case body(String, read: [RunEvent])
        /// What only the end of the answer told.
        case closing(read: [RunEvent])
        /// What could not be read.
        case fault(RunError)
        case end(WireEnd)
    }

    /// Which attempt of the run, from 0.
    public var attempt: Int
    /// Milliseconds since the run's first request.
    public var atMS: Double
    /// What it was.
    public var content: Content
}

extension WireRecord {
    /// The steps in order: pieces of a stream are put together to events, and each event is read as it was for the answer.
    public var steps: [WireStep] {
        var steps: [WireStep] = []
        var reading = WireReading()
        for entry in entries {
            func step(_ content: WireStep.Content) {
                steps.append(WireStep(attempt: entry.attempt, atMS: entry.atMS, content: content))
            }
            switch entry.content {
            case .request(let request):
                reading = WireReading()
                step(.request(request))
            case .head(let head):
                reading = WireReading(status: head.status)
                step(.head(head))
            case .body(let bytes): reading.take(bytes).forEach(step)
            case .end(let end):
                reading.finish().forEach(step)
                step(.end(end))
            }
        }
        let last = (attempt: entries.last?.attempt ?? 0, atMS: entries.last?.atMS ?? 0)
        return steps + reading.finish().map { WireStep(attempt: last.attempt, atMS: last.atMS, content: $0) }
    }
}

/// Reads one answer for display: leniently, since what is wrong with it is worth seeing, too.
private struct WireReading {
    private var status = 200
    private var parser = EventStreamParser()
    private var decoder = ChunkDecoder()
    /// A body that is no event stream; nil once it is one.
    private var body: [UInt8]? = []
    private var isOver = false

    init(status: Int = 200) {
        self.status = status
    }

    mutating func take(_ bytes: [UInt8]) -> [WireStep.Content] {
        if var whole = body {
            whole += bytes
            guard (200..<300).contains(status), AnswerReader.beginsAsStream(whole) else {
                body = whole
                return []
            }
            body = nil
            return take(whole)
        }
        return parser.feed(bytes).flatMap { read($0) }
    }

    mutating func finish() -> [WireStep.Content] {
        guard !isOver else { return [] }
        isOver = true
        var contents: [WireStep.Content] = []
        if let body {
            if !body.isEmpty { contents = readWhole(body) }
        } else if let last = parser.finish() {
            contents = read(last)
        }
        var events: [RunEvent] = []
        decoder.finish(into: &events)
        return events.isEmpty ? contents : contents + [.closing(read: events)]
    }

    private mutating func read(_ event: ServerSentEvent) -> [WireStep.Content] {
        let data = String(decoding: event.data, as: UTF8.self)
        guard !event.isDone else { return [.event(data: data, read: [])] }
        var events: [RunEvent] = []
        do throws(RunError) {
            try decoder.decode(chunk: event.data, into: &events)
            return [.event(data: data, read: events)]
        } catch {
            return [.event(data: data, read: events), .fault(error)]
        }
    }

    private mutating func readWhole(_ body: [UInt8]) -> [WireStep.Content] {
        let text = String(decoding: body, as: UTF8.self)
        guard (200..<300).contains(status), let json = try? JSONValue(parsing: body) else {
            return [.body(text, read: [])]
        }
        var events: [RunEvent] = []
        do throws(RunError) {
            try decoder.decode(completion: json, into: &events)
            return [.body(text, read: events)]
        } catch {
            return [.body(text, read: events), .fault(error)]
        }
    }
}
