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

    package let head: ResponseHead
    private let dialect: any Dialect
    private let secrets: [Secret]
    private var mask: EventMask
    private let longestPiece: Int
    /// The bytes since the last event, comments included.
    private var silence = 0

    /// The most values that a body or an event may have. Each takes some fifty bytes of memory.
    private static let mostValues = 3_000_000
    private var form = Form.unknown
    private var parser: EventStreamParser
    private var decoder: any AnswerDecoder
    private var body: [UInt8] = []
    /// The beginning of a stream, for an error that quotes it.
    private var beginning: [UInt8] = []
    private var hasChunks = false
    /// Whether an event brought something that belongs to an answer.
    private var hasContents = false

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
    ///   - longestPiece: the longest body, and the longest event of a stream, in bytes.
    ///   - isLenient: whether it continues after a fault and notes what each piece was read as.
    package init(
        head: ResponseHead, dialect: any Dialect, model: String? = nil, secrets: [Secret] = [],
        longestPiece: Int = Provider.usualLongestPiece, isLenient: Bool = false
    ) {
        self.head = head
        self.isLenient = isLenient
        self.dialect = dialect
        self.secrets = secrets
        mask = EventMask(secrets)
        self.longestPiece = longestPiece
        decoder = model.map(dialect.decoder(askedFor:)) ?? dialect.decoder()
        parser = EventStreamParser(endMark: decoder.endMark, takesStrayObjects: true)
        if !(200..<300).contains(head.status) { form = .refusal }
    }

    /// Whether the answer came as an event stream.
    var isStream: Bool { form == .stream }

    /// Reads the next bytes of the body.
    ///
    /// - Returns: what they bring, with keys masked.
    package mutating func receive(_ bytes: [UInt8]) -> [RunEvent] { mask.mask(read(bytes)) }

    private mutating func read(_ bytes: [UInt8]) -> [RunEvent] {
        guard !isOver, !bytes.isEmpty else { return [] }
        if form == .unknown { return recognise(bytes) }
        guard form == .stream else {
            // Of an error, the beginning is enough.
            if form == .refusal { return keep(bytes) }
            body += bytes
            if body.count > longestPiece {
                let error = tooLong("the answer")
                fail(error)
            }
            return []
        }
        if beginning.count < 1024 { beginning += bytes.prefix(1024 - beginning.count) }
        var events: [RunEvent] = []
        let read = parser.feed(bytes)
        silence = read.isEmpty ? silence + bytes.count : 0
        for event in read where !isOver { take(event, into: &events) }
        if max(parser.pendingLength, silence) > longestPiece, !isOver {
            let error = tooLong("one event of the answer")
            fail(error)
            parser = EventStreamParser()
        }
        return events
    }

    /// Keeps the body of an error, up to what an explanation may take.
    private mutating func keep(_ bytes: [UInt8]) -> [RunEvent] {
        body += bytes
        if body.count > min(longestPiece, ErrorBody.keptLength) {
            fail(dialect.error(head: head, body: body, secrets: secrets))
        }
        return []
    }

    /// Whether JSON has so many values that reading it would take too much memory. Only long texts can.
    private func hasTooManyValues(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count > Self.mostValues && JSONShape.valueCount(bytes) > Self.mostValues
    }

    private var tooManyValues: RunError {
        RunError(
            kind: .decoding, message: "the answer has more than \(Self.mostValues) JSON values in one piece",
            isLasting: true)
    }

    private mutating func tooLong(_ what: String) -> RunError {
        body = []
        return RunError(
            kind: .decoding,
            message: "\(what) is longer than \(longestPiece >> 20) MiB, the limit (max_answer_mb in config.yaml)",
            isLasting: true)
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
        whole = whole.map(mask.json)
        return mask.mask(events) + mask.finish()
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
            if !isOver, let fault = faultOfEnded { fail(fault) }
        } else {
            endWhole(into: &events)
        }
    }

    /// Why a stream that has come to its end is no answer; nil if it is one.
    private var faultOfEnded: RunError? {
        guard !hasContents else { return decoder.failure }
        return RunError(
            kind: .decoding,
            message: "the stream \(hasChunks ? "has nothing of an answer" : "ended without an event"); it began with: "
                + Excerpt.of(HTMLText.trimmed(String(decoding: beginning, as: UTF8.self))),
            rawBody: String(decoding: beginning, as: UTF8.self))
    }

    private mutating func recognise(_ bytes: [UInt8]) -> [RunEvent] {
        body += bytes
        guard Self.firstVisible(bytes) != nil, let first = Self.firstVisible(body) else {
            if body.count > longestPiece {
                let error = tooLong("the answer")
                fail(error)
            }
            return []
        }
        form = Self.begins(first) ?? (declaresStream ? .stream : .whole)
        guard form == .stream else { return [] }
        var start: [UInt8] = []
        swap(&start, &body)
        return read(start)
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
        guard !hasTooManyValues(event.data) else { return fail(tooManyValues) }
        let before = events.count
        guard !event.says(decoder.endMark) else {
            note(event, [])
            guard hasChunks else {
                return fail(RunError(kind: .decoding, message: "the stream holds nothing but its end"))
            }
            if let fault = faultOfEnded { return fail(fault) }
            isOver = !isLenient
            return
        }
        do throws(RunError) {
            try decoder.decode(event, into: &events)
            hasChunks = true
            if events.count > before { hasContents = true }
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
        let kept = { [body] in String(decoding: body.prefix(ErrorBody.keptLength), as: UTF8.self) }
        guard body.contains(where: { $0 > 0x20 }) else {
            return fail(RunError(kind: .decoding, message: "the server answered \(head.status) with an empty body"))
        }
        guard !hasTooManyValues(body[...]) else { return fail(tooManyValues) }
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
                    rawBody: kept()))
        }
        do throws(RunError) {
            try decoder.decode(whole: json, into: &events)
            whole = json
            if let fault = decoder.failure { fail(fault) }
            if isLenient { steps.append(.body(text(), read: events)) }
        } catch {
            if isLenient { steps.append(.body(text(), read: events)) }
            var error = error
            error.rawBody = kept()
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
