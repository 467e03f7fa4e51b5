import JSON
import RequestCore

/// One request and its answer, given out piece by piece as it is asked for: nothing is made ahead of its reader.
actor Exchange {
    private enum Stage {
        case begin
        case stream(any AnswerStream)
        case whole([UInt8])
        case breakOff
        case done
    }

    private let request: TransportRequest
    private let pace: SimulatorTransport.Pace
    private let sleep: SimulatorTransport.Sleep
    private let state: SimulatorState
    private let isDeterministic: Bool
    private var stage = Stage.begin
    private var magic: MagicWord?
    private var isFirst = true
    /// The stop sequence that ended the answer, which chat completions does not say; nil if none did so far.
    private(set) var stopSequence: String?

    /// How much of an unpaced stream goes into one piece.
    private static let pieceSize = 16 * 1024
    /// Where an answer that is to break breaks.
    private static let breakingToken = 6

    init(
        _ request: TransportRequest, pace: SimulatorTransport.Pace, sleep: @escaping SimulatorTransport.Sleep,
        state: SimulatorState, isDeterministic: Bool
    ) {
        self.request = request
        self.pace = pace
        self.sleep = sleep
        self.state = state
        self.isDeterministic = isDeterministic
    }

    /// The next event; nil at the end. Throws `RunError` only.
    func next() async throws -> TransportEvent? {
        do {
            return try await step()
        } catch let error as RunError {
            stage = .done
            throw error
        } catch {
            stage = .done
            throw RunError(kind: .cancelled, message: "The request was cancelled.")
        }
    }

    private func step() async throws -> TransportEvent? {
        switch stage {
        case .begin: return try await begin()
        case .stream(let stream): return try await piece(of: stream)
        case .whole(let bytes):
            if magic == .cut {
                stage = .breakOff
                return .body(Array(bytes.prefix(bytes.count / 2)))
            }
            stage = .done
            return .body(bytes)
        case .breakOff:
            throw RunError(kind: .connection, message: "The connection was closed before the answer was complete.")
        case .done: return nil
        }
    }

    private func begin() async throws -> TransportEvent {
        try Task.checkCancellation()
        if request.method == "GET" { return listModels() }
        let parsed: SimulatedRequest
        var asked: ResponsesRequest?
        do throws(APIError) {
            if request.url.hasSuffix("/responses") {
                let own = try ResponsesRequest(body: request.body)
                asked = own
                parsed = own.request
            } else if request.url.hasSuffix("/chat/completions") || !request.url.contains("://") {
                parsed = try SimulatedRequest(body: request.body)
            } else {
                throw APIError(status: 404, message: "Invalid URL (POST \(Self.path(of: request.url)))")
            }
            try applyMagic(parsed)
        } catch {
            return refuse(error)
        }
        if magic == .timeout {
            try await sleep(.seconds(request.idleTimeout))
            throw RunError(kind: .timeout, message: "No byte came within \(Int(request.idleTimeout)) seconds.")
        }
        if magic == .html || magic == .empty {
            let page = "<html><head><title>Simulated gateway</title></head><body>Not an API.</body></html>"
            stage = .whole(magic == .html ? Array(page.utf8) : [])
            return head(200, type: "text/html")
        }
        return try await answer(parsed, in: asked)
    }

    private func applyMagic(_ parsed: SimulatedRequest) throws(APIError) {
        guard parsed.messages.last?.role == .user,
            let found = MagicWord.find(in: parsed.lastUserMessage.text)
        else { return }
        if found.once, state.hasSeen(parsed.fingerprint) { return }
        magic = found.word
        if let error = found.word.error { throw error }
    }

    /// - Parameter asked: the request as it came, if it came by the Responses API.
    private func answer(
        _ parsed: SimulatedRequest, in asked: ResponsesRequest?
    ) async throws -> TransportEvent {
        let number = isDeterministic ? 0 : state.nextNumber()
        var seed = parsed.fingerprint
        if let asked = parsed.seed {
            seed ^= UInt64(bitPattern: Int64(asked)) &* 0x9E37_79B9_7F4A_7C15
        } else {
            seed &+= UInt64(number)
        }
        let scripts = (0..<parsed.count).map { index in
            let generator = SeededGenerator(seed: seed &+ UInt64(index) &* 0xD1B5_4A32_D192_ED03)
            return ChoiceScript(Answer(to: parsed, magic: magic, generator: generator), request: parsed)
        }
        var names = SeededGenerator(seed: parsed.fingerprint &+ UInt64(number) &* 31)
        let frame = ReplyFrame(
            id: (asked == nil ? "chatcmpl-" : "resp_") + names.alphanumerics(29),
            created: isDeterministic ? 1_700_000_000 : Clock.seconds(),
            model: parsed.model, promptTokens: parsed.promptTokens)
        if let asked, let script = scripts.first {
            return try await respond(ResponsesStream(frame, asked, script), streams: parsed.streams)
        }
        if parsed.streams {
            stage = .stream(CompletionStream(frame, parsed, scripts))
            return head(200, type: "text/event-stream; charset=utf-8")
        }
        var body = CompletionBody(frame, parsed, scripts)
        let (bytes, tokens) = body.make()
        stopSequence = body.stopSequence
        if let time = effectivePace.wholeAnswer(tokens: tokens) { try await sleep(time) }
        stage = .whole(bytes)
        return head(200, type: "application/json")
    }

    /// Answers in the form of the Responses API, whose whole answer is what its stream ends with.
    private func respond(_ stream: ResponsesStream, streams: Bool) async throws -> TransportEvent {
        guard !streams else {
            stage = .stream(stream)
            return head(200, type: "text/event-stream; charset=utf-8")
        }
        var stream = stream
        var bytes: [UInt8] = []
        while stream.writeNext(to: &bytes) != nil { bytes.removeAll(keepingCapacity: true) }
        if let time = effectivePace.wholeAnswer(tokens: stream.tokens) { try await sleep(time) }
        stage = .whole(Array((stream.response.pretty() + "\n").utf8))
        return head(200, type: "application/json")
    }

    private var effectivePace: SimulatorTransport.Pace {
        magic == .slow ? .slow : pace
    }

    /// A few events: one token's worth when paced, a good handful when not.
    private func piece(of stream: any AnswerStream) async throws -> TransportEvent? {
        // Nobody else holds the stream while it is written, so that it is not copied.
        stage = .done
        var stream = stream
        let pace = effectivePace
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pace.isPaced ? 512 : Self.pieceSize + 1024)
        defer { stopSequence = stream.stopSequence }
        while let isToken = stream.writeNext(to: &bytes) {
            if let end = breakingStage(after: &stream, &bytes) {
                stage = end
                return .body(bytes)
            }
            if pace.isPaced, isToken {
                let wait = pace.delay(isFirst: isFirst, token: stream.tokens)
                isFirst = false
                try await sleep(wait)
            }
            if pace.isPaced && isToken || bytes.count >= Self.pieceSize {
                stage = .stream(stream)
                return .body(bytes)
            }
        }
        return bytes.isEmpty ? nil : .body(bytes)
    }

    /// Where a magic word ends the stream here: what comes next.
    private func breakingStage(after stream: inout any AnswerStream, _ bytes: inout [UInt8]) -> Stage? {
        guard stream.tokens >= Self.breakingToken else { return nil }
        switch magic {
        case .cut:
            bytes += stream.brokenEvent
            return .breakOff
        case .unfinished: return .done
        case .errorInStream:
            let error = APIError(
                message: "The server had an error processing your request. Sorry about that!", type: "server_error")
            stream.write(error, to: &bytes)
            return .done
        default: return nil
        }
    }

    private func refuse(_ error: APIError) -> TransportEvent {
        stage = .whole(Array((error.body.pretty() + "\n").utf8))
        var event = head(error.status, type: "application/json")
        if case .head(var head) = event {
            head.headers += error.headers.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }
            event = .head(head)
        }
        return event
    }

    private func listModels() -> TransportEvent {
        let models: JSONValue = [
            "object": "list",
            "data": [["id": "simulator", "object": "model", "created": 1_700_000_000, "owned_by": "etude"]],
        ]
        stage = .whole(Array(models.compact.utf8))
        return head(200, type: "application/json")
    }

    private func head(_ status: Int, type: String) -> TransportEvent {
        var names = SeededGenerator(
            seed: StableHash.of(request.url) &+ (isDeterministic ? 0 : UInt64(state.nextNumber())))
        return .head(
            ResponseHead(
                status: status,
                headers: [
                    .init(name: "content-type", value: type),
                    .init(name: "x-request-id", value: "req_" + names.alphanumerics(24).lowercased()),
                    .init(name: "openai-processing-ms", value: "1"),
                    .init(name: "openai-version", value: "2020-10-01"),
                ]))
    }

    private static func path(of url: String) -> String {
        let rest = Substrings.range(of: "://", in: url).map { url[$0.upperBound...] } ?? url[...]
        return String(rest.drop { $0 != "/" })
    }
}
