import Evaluations
import JSON
import Prompts
import RequestCore
import Storage

/// Runs the checks that need more than the answer: judges and the person's own programs.
struct EvalChecks: Sendable {
    private let judge: EvaluationFile.Judge
    private let provider: Provider?
    private let service: RunService
    private let bench: LocalTools
    private let directory: String
    private let timeout: Double?
    private let transport: @Sendable (Provider) -> any Transport
    private let notices: EvalNotices
    private let spending: EvalSpending
    /// The commands that may run.
    private let approved: Set<[String]>

    /// - Throws: ``FieldError`` for a judge's provider that cannot be used; if a script cannot be read.
    init(
        _ plan: EvalPlan, service: RunService, transport: @escaping @Sendable (Provider) -> any Transport,
        timeout: Double?, spending: EvalSpending, notices: EvalNotices, session: CommandSession
    ) async throws {
        judge = plan.judge
        provider = try plan.judge.provider.map { try session.surroundings.provider(named: $0, config: Config()) }
        self.service = service
        self.transport = transport
        self.notices = notices
        bench = session.tools
        directory = plan.folder
        approved = try await EvalScripts.approved(
            EvalScripts.commands(of: plan.dataset.rows), in: plan.folder, session, notices)
        self.timeout = timeout
        self.spending = spending
    }

    /// Runs a check.
    func finding(_ check: Check, _ runner: CheckType.Runner, _ context: CheckContext) async -> CheckFinding {
        switch runner {
        case .judge: await judged(check, context)
        case .script: await script(check, context)
        // Answers are compared when all columns have theirs.
        case .comparison: CheckFinding(.unchecked, reason: "another column has no answer to compare with")
        case .embeddings: await similar(check, context)
        case .native, .nobody:
            CheckFinding(.unchecked, reason: "\(check.type) cannot be run here")
        }
    }

    // MARK: Judges

    private func judged(_ check: Check, _ context: CheckContext) async -> CheckFinding {
        guard let column = context.column else { return CheckFinding(.unchecked, reason: "there is no column") }
        let prompt = JudgePrompt(check)
        let inputs = prompt.inputs(
            answer: context.answer.output, question: question(context, column), row: context.row)
        switch await reply(to: { prompt.config(model: $0) }, inputs, column) {
        case .success(let text): return prompt.finding(text)
        case .failure(let failure): return .failed(failure.description)
        }
    }

    /// What a judge says of each of several answers.
    func selection(_ check: Check, answers: [String], row: DataRow, column: PlannedColumn) async -> [CheckFinding] {
        let prompt = SelectionPrompt(check)
        let inputs = prompt.inputs(answers: answers, row: row)
        switch await reply(to: { prompt.config(model: $0) }, inputs, column) {
        case .failure(let failure): return answers.map { _ in .failed(failure.description) }
        case .success(let text):
            let choice = prompt.choice(text, of: answers.count)
            return Comparison.findings(
                count: answers.count, best: choice.map { ($0.place, 1) }, of: check,
                reason: choice.map { "another answer was chosen: \($0.reason)" }
                    ?? "the judge chose none of the answers")
        }
    }

    /// The text of a judge's reply.
    ///
    /// - Parameter config: returns the config for a model.
    private func reply(
        to config: (String) -> Config, _ inputs: JSONObject, _ column: PlannedColumn
    ) async -> Result<String, CommandFailure> {
        let provider = provider ?? column.provider
        let model = judge.model ?? (self.provider == nil ? column.column.model : provider.defaultModel)
        var request = RunRequest(
            prompt: JudgePrompt.name, config: config(model), inputs: inputs, thread: [], provider: provider,
            streams: true, timeout: timeout)
        request.context.source = .eval
        do {
            let started = try await service.start(request, parent: nil)
            await withTaskCancellationHandler {
                for await _ in started.running.events {}
                await started.running.waitUntilOver()
            } onCancel: {
                started.running.cancel()
            }
            let record = started.running.record
            spending.add(record.cost)
            guard let error = record.reply.error else { return .success(record.reply.message.text) }
            return .failure(CommandFailure("the judge did not answer: \(error.headline)"))
        } catch {
            return .failure(CommandFailure("the judge could not be asked: \(error)"))
        }
    }

    /// The last thing that a user said before the answer.
    private func question(_ context: CheckContext, _ column: PlannedColumn) -> String {
        guard let request = try? column.request(for: context.row, timeout: nil),
            let template = try? request.config.renderedTemplate(inputs: request.inputs)
        else { return "" }
        return (template + request.thread).last { $0.role == .user }?.text ?? ""
    }

    private func similar(_ check: Check, _ context: CheckContext) async -> CheckFinding {
        guard let column = context.column else { return CheckFinding(.unchecked, reason: "there is no column") }
        let references =
            check.value?.arrayValue?.map { $0.stringValue ?? $0.compact } ?? [check.value?.stringValue ?? ""]
        let provider = provider ?? column.provider
        do throws(RunError) {
            let vectors = try await Embeddings.vectors(
                of: [context.answer.output] + references, model: Similarity.model, at: provider,
                over: transport(provider))
            return Similarity.finding(of: check, own: vectors[0], references: Array(vectors.dropFirst()))
        } catch {
            guard error.kind == .notFound else { return .failed("the embeddings did not come: \(error.headline)") }
            notices.say("\(provider.name) has no embeddings: \(check.type) is unchecked")
            return CheckFinding(.unchecked, reason: "\(provider.name) has no embeddings")
        }
    }

    // MARK: Programs

    /// Runs a command that reads `{output, vars, expected, …}` on stdin and writes `true`, `false`, a score, or
    /// `{pass, score, reason}`.
    private func script(_ check: Check, _ context: CheckContext) async -> CheckFinding {
        let argv = check.value?.arrayValue?.compactMap(\.stringValue) ?? []
        guard approved.contains(argv) else {
            return CheckFinding(.unchecked, reason: "the command is not approved; etude trust FILE approves it")
        }
        let result = await bench.answer(
            ToolCall(id: check.name, name: check.name, arguments: input(context).compact),
            from: .command(ToolCommand(argv: argv)), directory: directory)
        if result.isError { return .failed(result.detail.isEmpty ? result.text : result.detail) }
        return ScriptVerdict.finding(result.text, of: check)
    }

    private func input(_ context: CheckContext) -> JSONValue {
        let answer = context.answer
        let calls = answer.calls.map { call -> JSONValue in
            ["id": .string(call.id), "name": .string(call.name), "arguments": .string(call.arguments)]
        }
        return .object([
            "output": .string(answer.output), "vars": .object(context.row.vars),
            "expected": context.row.expected ?? .null, "calls": .array(calls),
            "finish_reason": answer.finishReason.map { .string($0.sharedWord) } ?? .null,
            "latency_ms": JSONNumber(answer.latencyMS).map(JSONValue.number) ?? .null,
            "cost_usd": answer.cost.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null,
        ])
    }
}
