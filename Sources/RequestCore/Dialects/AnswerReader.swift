internal import JSON

/// Reads one HTTP answer as it arrives: a stream or a whole body, an error or something else entirely.
///
/// What comes is told by its first byte and not by its declared type: servers answer a streaming request with plain
/// JSON and the other way round, and an event stream cannot begin as JSON or a web page does.
package struct AnswerReader {
    private enum Form {
        case unknown, stream, whole, refusal
    }

    /// Whole bodies beyond this are not read on, in bytes.
    private static let longestBody = 256 << 20

    package let head: ResponseHead
    private let secrets: [Secret]
    private var form = Form.unknown
    private var parser = EventStreamParser()
    private var decoder = ChunkDecoder()
    private var body: [UInt8] = []
    /// The beginning of a stream, for an error that has to name it.
    private var beginning: [UInt8] = []
    private var hasChunks = false

    /// Why the run failed; nothing is read after it.
    package private(set) var failure: RunError?
    /// Whether the answer is over, so that the rest of the body does not matter.
    private(set) var isOver = false
    /// The completion as it came, if it came in one piece.
    private(set) var whole: JSONValue?

    package init(head: ResponseHead, secrets: [Secret]) {
        self.head = head
        self.secrets = secrets
        if !(200..<300).contains(head.status) { form = .refusal }
    }

    /// Whether the answer came as an event stream.
    var isStream: Bool { form == .stream }

    /// Takes in the next bytes of the body.
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
    /// - Parameter fault: the transport's error, if it did not end well.
    package mutating func finish(fault: RunError? = nil) -> [RunEvent] {
        var events: [RunEvent] = []
        if !isOver { end(fault, into: &events) }
        decoder.finish(into: &events)
        isOver = true
        return events
    }

    private mutating func end(_ fault: RunError?, into events: inout [RunEvent]) {
        if let fault, fault.kind == .cancelled {
            fail(fault)
        } else if form == .refusal {
            // A cut explanation is better than none: the status says what happened.
            fail(ErrorBody.error(head: head, body: body, secrets: secrets))
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

    /// Whether a body looks like an event stream by its first byte.
    static func beginsAsStream(_ body: [UInt8]) -> Bool { firstVisible(body).flatMap(begins) == .stream }

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
        if event.isDone {
            hasChunks = true
            isOver = true
            return
        }
        do throws(RunError) {
            if event.name == "error" { try takeErrorEvent(event) }
            try decoder.decode(chunk: event.data, into: &events)
            hasChunks = true
        } catch {
            fail(error)
        }
    }

    /// Some servers name the event and leave the wrapper out.
    private func takeErrorEvent(_ event: ServerSentEvent) throws(RunError) {
        let raw = String(decoding: event.data, as: UTF8.self)
        let json = (try? JSONValue(parsing: event.data)) ?? .string(raw)
        throw ErrorBody.inStream(json, raw: raw)
    }

    private mutating func endWhole(into events: inout [RunEvent]) {
        let text = { [body] in String(decoding: body, as: UTF8.self) }
        guard body.contains(where: { $0 > 0x20 }) else {
            return fail(RunError(kind: .decoding, message: "the server answered \(head.status) with an empty body"))
        }
        let start = body.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let json = try? JSONValue(parsing: body[start...]) else {
            return fail(
                RunError(kind: .decoding, message: "the answer is not JSON: " + described(text()), rawBody: text()))
        }
        do throws(RunError) {
            try decoder.decode(completion: json, into: &events)
            whole = json
        } catch {
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
        guard failure == nil else { return }
        var error = error
        error.status = error.status ?? head.status
        error.requestID = error.requestID ?? ErrorBody.requestID(head)
        failure = SecretMask.mask(error, secrets)
        isOver = true
    }
}
