import JSON
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One JSON object a line for each choice, when the run is over (PRODUCT, "Commands").
final class JSONRunPrinter: RunPrinter {
    private let started: RunService.Started
    private let output: Output
    private let errors: Output
    private let begun = ContinuousClock.now
    private let createdAt = Date()
    private var firstPiece: Duration?

    init(started: RunService.Started, output: Output, errors: Output) {
        self.started = started
        self.output = output
        self.errors = errors
    }

    func show(_ event: RunEvent, reply: Reply) {
        switch event {
        case .textDelta, .reasoningDelta, .refusalDelta, .toolCallDelta:
            if firstPiece == nil { firstPiece = ContinuousClock.now - begun }
        case .retrying(let seconds, let error):
            errors.line("etude: \(error); trying again in \((seconds * 10).rounded() / 10) s")
        default: break
        }
    }

    func flush() {}

    func finish(_ reply: Reply) throws(Output.Closed) {
        let request = started.prepared.request
        let record = RunLine.Facts(
            id: started.prepared.id, prompt: request.prompt, version: started.prepared.versionID,
            provider: request.provider.name, model: started.prepared.model, createdAt: createdAt,
            cost: request.provider.kind == .simulator
                ? nil
                : reply.usage.flatMap {
                    ModelCatalog.shared.cost(model: reply.identity.model ?? started.prepared.model, usage: $0)
                },
            firstTokenMS: request.streams ? firstPiece?.milliseconds : nil,
            totalMS: (ContinuousClock.now - begun).milliseconds)
        for index in reply.choices.indices {
            try output.write(RunLine.object(record, reply: reply, choice: index).compact + "\n")
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}
