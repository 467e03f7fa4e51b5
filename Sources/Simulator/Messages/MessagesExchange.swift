import JSON
import Prompts
import RequestCore

/// One request of Messages and its answer, given out piece by piece as it is asked for.
actor MessagesExchange {
    private enum Stage {
        case begin
        case running(Exchange, MessagesRequest)
        case whole([UInt8])
        case done
    }

    private let request: TransportRequest
    private let makeExchange: @Sendable (TransportRequest) -> Exchange
    private var stage = Stage.begin
    private var reader: AnswerReader?
    private var writer: MessagesWriter?
    private var isRefusal = false
    /// Whether the answer said why it ended.
    private var hasFinished = false
    /// Whether the body is no answer and passes as it is.
    private var passes = false

    /// - Parameter exchange: answers a request of chat completions.
    init(_ request: TransportRequest, exchange: @escaping @Sendable (TransportRequest) -> Exchange) {
        self.request = request
        makeExchange = exchange
    }

    /// The next event; nil at the end. Throws `RunError` only.
    func next() async throws -> TransportEvent? {
        switch stage {
        case .begin: return try await begin()
        case .running(let exchange, let request): return try await piece(of: exchange, request)
        case .whole(let bytes):
            stage = .done
            return .body(bytes)
        case .done: return nil
        }
    }

    private func begin() async throws -> TransportEvent? {
        let face: MessagesFace
        do throws(MessagesRefusal) {
            face = try MessagesFace(request)
        } catch {
            return refuse(error, Self.requestID(of: request))
        }
        let exchange = makeExchange(face.inner)
        guard case .head(let head) = try await exchange.next() else {
            stage = .done
            return nil
        }
        let requestID = head.header("x-request-id") ?? Self.requestID(of: request)
        guard (200..<300).contains(head.status) else {
            var body: [UInt8] = []
            while case .body(let bytes) = try await exchange.next() { body += bytes }
            let error = ErrorBody.error(head: head, body: body)
            let refusal = MessagesRefusal(status: head.status, message: error.message)
            return refuse(refusal, requestID, head.headers.filter { $0.name.hasPrefix("retry-after") })
        }
        passes = head.header("content-type")?.hasPrefix("text/html") ?? false
        reader = AnswerReader(head: head, dialect: ChatCompletions())
        let tokens = (try? SimulatedRequest(body: face.inner.body))?.promptTokens ?? 0
        let id = "msg_" + String(StableHash.of(requestID), radix: 36)
        writer = MessagesWriter(id: id, request: face.request, inputTokens: tokens)
        stage = .running(exchange, face.request)
        return .head(Self.head(head.status, head.header("content-type") ?? "application/json", requestID))
    }

    private func piece(of exchange: Exchange, _ request: MessagesRequest) async throws -> TransportEvent? {
        while true {
            guard case .body(let bytes) = try await exchange.next() else {
                stage = .done
                let end = passes || !request.streams ? [] : end(at: await exchange.stopSequence)
                return end.isEmpty ? nil : .body(end)
            }
            if passes { return .body(bytes) }
            var written: [UInt8] = []
            for event in reader?.receive(bytes) ?? [] { write(event, to: &written) }
            guard request.streams else {
                // The answer in one piece is complete with the first of its bodies.
                for event in reader?.finish() ?? [] { write(event, to: &written) }
                guard reader?.failure == nil else { return .body(bytes) }
                writer?.finish(isRefusal: isRefusal, stopSequence: await exchange.stopSequence, to: &written)
                return MessagesWriter.whole(written).map { .body(Array(($0.pretty() + "\n").utf8)) }
            }
            if !written.isEmpty { return .body(written) }
        }
    }

    private func write(_ event: RunEvent, to bytes: inout [UInt8]) {
        if case .refusalDelta = event { isRefusal = true }
        if case .finished = event { hasFinished = true }
        writer?.write(event, to: &bytes)
    }

    /// The end of a stream: its last events, or the error that it ended with.
    private func end(at stopSequence: String?) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in reader?.finish() ?? [] { write(event, to: &bytes) }
        if let failure = reader?.failure {
            let error = MessagesRefusal(status: 529, message: failure.message)
            bytes += "event: error\ndata: \(error.body(requestID: Self.requestID(of: request)).compact)\n\n".utf8
        } else if hasFinished {
            writer?.finish(isRefusal: isRefusal, stopSequence: stopSequence, to: &bytes)
        }
        return bytes
    }

    private func refuse(
        _ refusal: MessagesRefusal, _ requestID: String, _ headers: [HTTPHeader] = []
    ) -> TransportEvent {
        stage = .whole(Array((refusal.body(requestID: requestID).compact + "\n").utf8))
        return .head(Self.head(refusal.status, "application/json", requestID, headers))
    }

    private static func head(
        _ status: Int, _ type: String, _ requestID: String, _ headers: [HTTPHeader] = []
    ) -> ResponseHead {
        ResponseHead(
            status: status,
            headers: [.init(name: "content-type", value: type), .init(name: "request-id", value: requestID)] + headers)
    }

    private static func requestID(of request: TransportRequest) -> String {
        "req_" + String(StableHash.of(String(decoding: request.body, as: UTF8.self)), radix: 36)
    }
}
