internal import JSON

/// Reads one HTTP answer as it arrives: a stream, a whole body, an error or something else.
///
/// The first byte decides what it is, not the declared type. Servers answer a streaming request with plain JSON and
/// the other way round, and an event stream cannot begin as JSON or a web page does. The dialect decides what the
/// pieces mean.
package struct AnswerReader {
    private enum Form {
        case unknown, stream, whole, refusal
    }

    /// The longest whole body that is read, in bytes.
    private static let longestBody = 256 << 20

    package let head: ResponseHead
    private let dialect: any Dialect
    private let secrets: [Secret]
    private var form = Form.unknown
    private var parser: EventStreamParser
    private var decoder: any AnswerDecoder
    private var body: [UInt8] = []
    /// The beginning of a stream, for an error that quotes it.
    private var beginning: [UInt8] = []
    private var hasChunks = false

    /// Why the run failed. Nothing is read after that.
    package private(set) var failure: RunError?
    /// Whether the answer is complete, so that the rest of the body does not matter.
    private(set) var isOver = false
    /// The answer as one object as received, if it came in one piece or the stream ended with it.
    private(set) var whole: JSONValue?

    /// What a piece of the answer was read as.
    enum Step {
        /// One event of a stream: its data as text, and what it was read as.
        case event(data: String, read: [RunEvent])
        /// A body in one piece: a whole answer, or that of an error.
        case body(String, read: [RunEvent])
        /// What only the end revealed.
        case closing(read: [RunEvent])
        /// What could not be read.
        case fault(RunError)
    }

    /// Whether every piece is noted and read by itself, faults included, because the faults of an answer are worth
    /// seeing, too.
    private let isLenient: Bool
    private var steps: [Step] = []

    /// Makes a reader of the answer with this head.
    ///
    /// - Parameters:
    ///   - model: the model that was asked; nil where it is not known.
    ///   - isLenient: whether it continues after a fault and notes what each piece was read as.
    package init(
        head: ResponseHead, dialect: any Dialect, model: String? = nil, secrets: [Secret] = [], isLenient: Bool = false
    ) {
        self.head = head
        self.isLenient = isLenient
        self.dialect = dialect
        self.secrets = secrets
        decoder = model.map(dialect.decoder(askedFor:)) ?? dialect.decoder()
        parser = EventStreamParser(endMark: decoder.endMark, takesStrayObjects: true)
        if !(200..<300).contains(head.status) { form = .refusal }
    }

    /// Whether the answer came as an event stream.
    var isStream: Bool { form == .stream }

    /// Reads the next bytes of the body.
    package mutating func receive(_ bytes: [UInt8]) -> [RunEvent] {
        guard !isOver, !bytes.isEmpty else { return [] }
        if form == .unknown { return recognise(bytes) }
        guard form == .stream else {
            body += bytes
            if body.count > Self.longestBody {
                fail(RunError(kind: .decoding, message: "the answer is longer than 256 MiB"))
            }
            return []
        }
        if beginning.count < 1024 { beginning += bytes.prefix(1024 - beginning.count) }
        var events: [RunEvent] = []
        for event in parser.feed(bytes) where !isOver { take(event, into: &events) }
        return events
    }

    /// Ends the body.
    ///
    /// - Parameter fault: the transport's error, if there was one.
    package mutating func finish(fault: RunError? = nil) -> [RunEvent] {
        var events: [RunEvent] = []
        if isLenient {
            endShown(into: &events)
        } else if !isOver {
            end(fault, into: &events)
        }
        let before = events.count
        decoder.finish(into: &events)
        whole = whole ?? decoder.final
        if isLenient, events.count > before { steps.append(.closing(read: Array(events[before...]))) }
        isOver = true
        return events
    }

    /// The notes of a lenient reader since the last call.
    mutating func takeSteps() -> [Step] {
        defer { steps = [] }
        return steps
    }

    private mutating func endShown(into events: inout [RunEvent]) {
        guard !isOver else { return }
        if form == .stream {
            if let last = parser.finish() { take(last, into: &events) }
        } else if !body.isEmpty {
            endWhole(into: &events)
        }
    }

    private mutating func end(_ fault: RunError?, into events: inout [RunEvent]) {
        if let fault, fault.kind == .cancelled {
            fail(fault)
        } else if form == .refusal {
            // An explanation that was cut off is better than none, and the status says what happened.
            fail(dialect.error(head: head, body: body, secrets: secrets))
        } else if let fault {
            fail(fault)
        } else if form == .stream {
            if let last = parser.finish() { take(last, into: &events) }
            if !hasChunks, !isOver { fail(noEvents) }
        } else {
            endWhole(into: &events)
        }
    }

    private var noEvents: RunError {
        RunError(
            kind: .decoding,
            message: "the stream ended without an event; it began with: "
                + Excerpt.of(HTMLText.trimmed(String(decoding: beginning, as: UTF8.self))),
            rawBody: String(decoding: beginning, as: UTF8.self))
    }

    private mutating func recognise(_ bytes: [UInt8]) -> [RunEvent] {
        body += bytes
        guard let first = Self.firstVisible(body) else { return [] }
        form = Self.begins(first) ?? (declaresStream ? .stream : .whole)
        guard form == .stream else { return [] }
        var start: [UInt8] = []
        swap(&start, &body)
        return receive(start)
    }

    private static func firstVisible(_ body: [UInt8]) -> UInt8? {
        body.first { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }
    }

    private static func begins(_ first: UInt8) -> Form? {
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "\""): .whole
        case UInt8(ascii: "d"), UInt8(ascii: ":"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "r"): .stream
        default: nil
        }
    }

    private var declaresStream: Bool {
        head.header("content-type")?.lowercased().hasPrefix("text/event-stream") ?? false
    }

    private mutating func take(_ event: ServerSentEvent, into events: inout [RunEvent]) {
        let before = events.count
        guard !event.says(decoder.endMark) else {
            note(event, [])
            guard hasChunks else {
                return fail(RunError(kind: .decoding, message: "the stream holds nothing but its end"))
            }
            isOver = !isLenient
            return
        }
        do throws(RunError) {
            try decoder.decode(event, into: &events)
            hasChunks = true
            if decoder.isOver { isOver = !isLenient }
            note(event, events[before...])
        } catch {
            note(event, events[before...])
            fail(error)
        }
    }

    private mutating func note(_ event: ServerSentEvent, _ read: ArraySlice<RunEvent>) {
        guard isLenient else { return }
        steps.append(.event(data: String(decoding: event.data, as: UTF8.self), read: Array(read)))
    }

    private mutating func endWhole(into events: inout [RunEvent]) {
        let text = { [body] in String(decoding: body, as: UTF8.self) }
        guard body.contains(where: { $0 > 0x20 }) else {
            return fail(RunError(kind: .decoding, message: "the server answered \(head.status) with an empty body"))
        }
        let start = body.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard form != .refusal,
            let json = (try? ServerJSON.value(body[start...])) ?? ServerJSON.unframed(body, endMark: decoder.endMark)
        else {
            if isLenient { return steps.append(.body(text(), read: [])) }
            return fail(
                RunError(
                    kind: .decoding,
                    message: ProxyAnswer.naming(
                        ProxyAnswer.name(head, body: body), "the answer is not JSON: " + described(text())),
                    rawBody: text()))
        }
        do throws(RunError) {
            try decoder.decode(whole: json, into: &events)
            whole = json
            if isLenient { steps.append(.body(text(), read: events)) }
        } catch {
            if isLenient { steps.append(.body(text(), read: events)) }
            var error = error
            error.rawBody = text()
            fail(error)
        }
    }

    private func described(_ text: String) -> String {
        if HTMLText.isHTML(text) { return "a web page: " + HTMLText.summary(of: text) }
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: true)
        if lines.count > 1, (try? JSONValue(parsing: String(lines[0]))) != nil {
            return "several JSON texts, one a line, begin with: " + Excerpt.of(String(lines[0]))
        }
        return Excerpt.of(text)
    }

    private mutating func fail(_ error: RunError) {
        guard !isLenient else { return steps.append(.fault(error)) }
        guard failure == nil else { return }
        var error = error
        error.status = error.status ?? head.status
        error.requestID = error.requestID ?? ErrorBody.requestID(head)
        failure = SecretMask.mask(error, secrets)
        isOver = true
    }
}
