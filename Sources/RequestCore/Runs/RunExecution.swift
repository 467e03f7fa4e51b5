internal import Prompts

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// One run from its first attempt to its last event.
struct RunExecution: Sendable {
    private let runner: Runner
    private let prepared: PreparedRun
    let live: LiveRecord
    private let start: Double
    private let events: EventQueue

    /// The state of an attempt.
    private struct Attempt {
        var head: ResponseHead?
        var error: RunError?
        /// Whether something of the answer has been passed on. After that, nothing is sent again.
        var hasEvents = false
        /// The completion, if it came in one piece.
        var reader: AnswerReader?
    }

    init(runner: Runner, prepared: PreparedRun, events: EventQueue) {
        self.runner = runner
        self.prepared = prepared
        self.events = events
        start = runner.clock.uptime()
        var record = LogRecord(
            id: prepared.id, prompt: prepared.request.prompt, version: prepared.versionID,
            provider: prepared.request.provider.name, model: prepared.model, createdAt: runner.clock.now(),
            request: prepared.logRequest, images: prepared.images)
        record.dialect = prepared.request.provider.dialect
        record.inputs = prepared.logInputs
        record.context = prepared.request.context
        record.context.run = record.context.run ?? record.id
        live = LiveRecord(record)
    }

    func run() async {
        await runner.log.begin(live.record, images: prepared.imageBytes)
        let following = runner.log.isKept ? runner.log.follow(live) : nil
        let last = await attempts()
        following?.cancel()
        await following?.value
        complete(last)
        if runner.log.isKept { await keepImages() }
        await runner.log.end(live.record)
        events.finish(with: [.ended(error: last.error)])
    }

    /// Keeps the images of the answer as those of a request are kept: their bytes once, under their hash.
    private func keepImages() async {
        var facts: [ImageFacts] = []
        var bytes: [String: [UInt8]] = [:]
        for image in live.record.reply.choices.flatMap(\.message.images) where image.source == .data {
            guard let known = image.facts, bytes[known.sha256] == nil, let data = DataURL.decode(image.url) else {
                continue
            }
            bytes[known.sha256] = data.bytes
            if !prepared.images.contains(where: { $0.sha256 == known.sha256 }) { facts.append(known) }
        }
        guard !bytes.isEmpty else { return }
        await runner.log.keep(bytes)
        live.change { $0.images += facts }
    }

    private func attempts() async -> Attempt {
        var number = 0
        var prepared = self.prepared
        var hasRenewedKey = false
        while true {
            if Task.isCancelled { return Attempt(error: .cancelled) }
            await emit([.sent(attempt: number)])
            var attempt = await self.attempt(prepared)
            guard let error = attempt.error, !attempt.hasEvents else { return attempt }
            if error.status == 401, !hasRenewedKey, let keys = runner.keys {
                hasRenewedKey = true
                do {
                    if let key = try await keys.renewed(prepared.request.provider) {
                        prepared = prepared.asking(with: key)
                        await emit([.retrying(after: 0, because: error)])
                        number += 1
                        continue
                    }
                } catch {
                    attempt.error?.message += " (the key was not renewed: \(error))"
                    return attempt
                }
            }
            if let field = error.refusedField, let changed = prepared.without(field) {
                prepared = changed
                runner.refusals.note(field, at: prepared.request.provider.baseURL, model: prepared.model)
                live.change { $0.request = changed.logRequest }
                await emit([.repeating(without: field, because: error)])
                continue
            }
            let decision = runner.retries.decision(
                attempt: number, error: error, head: attempt.head,
                now: runner.clock.now().timeIntervalSince1970, random: runner.clock.random())
            switch decision {
            case .giveUp(let reason):
                if let reason { attempt.error?.message += " (\(reason))" }
                return attempt
            case .wait(let seconds):
                await emit([.retrying(after: seconds, because: error)])
                guard await sleep(seconds) else { return Attempt(error: .cancelled) }
                number += 1
            }
        }
    }

    private func sleep(_ seconds: Double) async -> Bool {
        do {
            try await runner.clock.sleep(seconds)
        } catch {
            return false
        }
        return !Task.isCancelled
    }

    private func attempt(_ prepared: PreparedRun) async -> Attempt {
        var attempt = Attempt()
        let fault = await transfer(prepared, into: &attempt)
        if var reader = attempt.reader {
            let events = reader.finish(fault: fault).bound(to: prepared.prefix)
            await emit(events, isStream: reader.isStream)
            if !events.isEmpty { attempt.hasEvents = true }
            attempt.error = reader.failure
            attempt.reader = reader
        } else {
            attempt.error =
                fault ?? RunError(kind: .connection, message: "the connection was closed without an answer")
        }
        return attempt
    }

    /// - Returns: the transport's error, if there was one.
    private func transfer(_ prepared: PreparedRun, into attempt: inout Attempt) async -> RunError? {
        do {
            let stream = runner.transport.send(prepared.transportRequest)
            for try await event in stream {
                switch event {
                case .head(let head):
                    attempt.head = head
                    attempt.reader = AnswerReader(
                        head: head, dialect: prepared.dialect, model: prepared.model, secrets: prepared.secrets,
                        longestPiece: prepared.request.provider.longestPiece)
                    let requestID = ErrorBody.requestID(head).map { SecretMask.mask($0, prepared.secrets) }
                    await emit([.responded(status: head.status, requestID: requestID)])
                case .body(let bytes):
                    let events = (attempt.reader?.receive(bytes) ?? []).bound(to: prepared.prefix)
                    if !events.isEmpty {
                        attempt.hasEvents = true
                        await emit(events, isStream: attempt.reader?.isStream ?? false)
                        if let record = live.takeIfAskedFor() { await runner.log.update(record) }
                    }
                }
                if attempt.reader?.isOver ?? false {
                    await Self.linger(on: stream)
                    return nil
                }
            }
            return Task.isCancelled ? .cancelled : nil
        } catch let error as RunError {
            return SecretMask.mask(error, prepared.secrets)
        } catch is CancellationError {
            return .cancelled
        } catch {
            return SecretMask.mask(RunError(kind: .connection, message: "\(error)"), prepared.secrets)
        }
    }

    /// Waits a moment for the end of the body after the answer is complete. A connection that is dropped before the
    /// last bytes of its answer cannot be used again.
    private static func linger(on stream: AsyncThrowingStream<TransportEvent, any Error>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do { for try await _ in stream {} } catch {}
            }
            group.addTask { try? await Task.sleep(for: .milliseconds(200)) }
            await group.next()
            group.cancelAll()
        }
    }

    private func emit(_ batch: [RunEvent], isStream: Bool = false) async {
        guard !batch.isEmpty else { return }
        live.change { record in
            for event in batch { record.reply.apply(event) }
            record.timing.totalMS = elapsed
            record.timing.retries = record.reply.retries
            if isStream, record.timing.firstTokenMS == nil, record.reply.hasContent {
                record.timing.firstTokenMS = elapsed
            }
        }
        await events.put(batch)
    }

    private var elapsed: Double { (runner.clock.uptime() - start) * 1000 }

    private func complete(_ last: Attempt) {
        live.change { record in
            record.reply.apply(.ended(error: last.error))
            switch last.error?.kind {
            case .none: record.state = .finished
            case .cancelled: record.state = .cancelled
            default: record.state = .failed
            }
            record.timing.totalMS = elapsed
            let created = Int(record.createdAt.timeIntervalSince1970)
            record.response = last.reader?.whole ?? prepared.dialect.response(of: record.reply, created: created)
            // The simulator's tokens cost nothing.
            if prepared.request.provider.kind == .http {
                let identity = record.reply.identity
                record.cost =
                    runner.catalog.cost(
                        model: identity.model ?? prepared.model, usage: record.reply.usage, tier: identity.serviceTier)?
                    .whole
            }
        }
    }
}
