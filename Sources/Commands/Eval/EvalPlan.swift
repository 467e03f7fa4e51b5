import Evaluations
import JSON
import Prompts
import RequestCore
import Storage

/// What an evaluation sends: columns, rows and rules, made of its file and the command's options.
struct EvalPlan: Sendable {
    private(set) var columns: [PlannedColumn] = []
    private(set) var dataset = Dataset(rows: [])
    private(set) var repeats = 1
    private(set) var jobs = 4
    private(set) var failUnder: Double?
    private(set) var judge = EvaluationFile.Judge()
    private(set) var settings = EvaluationRecord.Settings()
    /// What the person should know before anything is sent.
    private(set) var notes: [String] = []
    /// The folder of the evaluation's file, else of its rows: where paths of images start, and where commands of checks run.
    private(set) var folder: String

    /// - Throws: ``FieldError`` or ``CommandFailure``, before anything is sent.
    init(_ options: EvalOptions, _ session: CommandSession) async throws {
        let sources = EvalSources(
            file: options.file.map { session.folder.absolute($0) },
            data: options.data.map { $0 == "-" ? $0 : session.folder.absolute($0) },
            allowsOutside: options.allowsOutside, files: session.files, input: session.input)
        let (file, dataset) = try sources.read()
        self.dataset = dataset
        folder =
            (options.file ?? (options.data == "-" ? nil : options.data)).map(session.folder.parent(of:))
            ?? session.folder.whole
        notes = file.notes + dataset.notes
        repeats = options.repeats ?? file.repeats ?? 1
        jobs = options.jobs ?? file.jobs ?? 4
        failUnder = options.failUnder ?? file.failUnder
        judge = file.judge ?? EvaluationFile.Judge()
        if let model = options.judgeModel { judge.model = model }
        settings.file = sources.file
        settings.data = options.data == "-" ? nil : sources.data
        settings.allowsOutside = options.allowsOutside
        settings.rowUnder = options.rowUnder ?? file.rowUnder
        settings.baseline = options.baseline ?? file.baseline
        settings.arguments = options.planArguments(in: session)
        try await addColumns(file, options, session)
        if dataset.rows.isEmpty, let source = options.data ?? options.file {
            throw FieldError(
                file: source == "-" ? "stdin" : source,
                message: "has no rows; give some with --data, or as tests in the file")
        }
        if options.baseline == nil, let place = file.place(of: "baseline") { try checkBaseline(place.error) }
        try check()
        addNotes()
    }

    /// Plans a stored evaluation again, from the same files and options. A column whose prompt has changed since is asked in the
    /// version that it has.
    ///
    /// - Throws: ``FieldError`` or ``CommandFailure``, where the files cannot be read any more.
    init(again record: EvaluationRecord, _ session: CommandSession) async throws {
        var arguments = record.settings.arguments
        if let file = record.settings.file { arguments.insert(file, at: 0) }
        if let data = record.settings.data { arguments += ["--data", data] }
        if record.settings.allowsOutside { arguments.append("--allow-outside") }
        // Without a file or a prompt there is nothing to read: the columns are those that are stored.
        if let options = try? EvalOptions.parse(arguments) {
            try await self.init(options, session)
        } else {
            self.init(rows: try EvalSources(of: record, files: session.files).read().dataset, in: session.folder.whole)
        }
        var own: [PlannedColumn] = []
        for column in record.columns {
            let planned = columns.first {
                ($0.column.prompt, $0.column.version, $0.column.provider, $0.column.model)
                    == (column.prompt, column.version, column.provider, column.model)
            }
            if var planned {
                planned.column.label = column.label
                own.append(planned)
            } else {
                own.append(try await Self.stored(column, session))
                notes.append("\(column.label): its prompt has changed since; the version that was stored is asked")
            }
        }
        columns = own
        repeats = record.repeats
        settings = record.settings
        try check()
    }

    private init(rows: Dataset, in folder: String) {
        dataset = rows
        self.folder = folder
    }

    /// A column as its version is stored, without what only its file had.
    private static func stored(_ column: EvaluationColumn, _ session: CommandSession) async throws -> PlannedColumn {
        guard let version = try await session.store.store().version(column.version, prompt: column.prompt) else {
            throw CommandFailure("\(column.label): version \(column.version.short) of \(column.prompt) is not stored")
        }
        var config = version.config
        config.model = config.model ?? column.model
        let provider = try session.surroundings.provider(named: column.provider, config: config)
        let loop = ToolLoop(
            answering: .never, settings: [:], directory: nil, bench: session.tools,
            record: { [store = session.store] in try await store.store() }, keepsResults: true)
        return PlannedColumn(
            column: column, config: config, inputs: [:], thread: [], provider: provider, parent: version.id, loop: loop)
    }

    private mutating func addColumns(
        _ file: EvaluationFile, _ options: EvalOptions, _ session: CommandSession
    ) async throws {
        let targets = Self.targets(of: file, options)
        let own = file.prompts.indices.map { index in
            EvalPrompt(
                prompt: file.prompts[index], folder: options.file.map(session.folder.parent(of:)),
                place: file.place(of: "prompts[\(index)]"))
        }
        let given = options.prompt.map { EvalPrompt(prompt: .source($0), folder: nil, place: nil) }
        let servers = try session.surroundings.servers()
        for prompt in own + given {
            let source = try await prompt.read(session)
            for target in targets {
                var config = source.document.config
                if let model = target.model { config.model = model }
                for field in target.fields { try config.set(field.key, to: field.value) }
                try RunOptions.apply(options.settings, to: &config)
                var provider = try session.surroundings.provider(named: target.provider, config: config)
                if let dialect = target.dialect { provider.speakOnly(dialect) }
                let column = EvaluationColumn(
                    label: EvaluationColumn.label(at: columns.count), prompt: source.name,
                    version: VersionContent(config).id, provider: provider.name,
                    model: config.model ?? provider.defaultModel)
                let loop = ToolLoop(
                    answering: options.answering,
                    settings: try ToolSettings.all(in: source.document.etude, servers: servers),
                    directory: source.path.map(session.folder.parent(of:)), bench: session.tools,
                    record: { [store = session.store] in try await store.store() }, keepsResults: true)
                columns.append(
                    PlannedColumn(
                        column: column, config: config, inputs: source.document.inputs,
                        thread: source.document.thread, provider: provider, parent: source.parent, loop: loop))
            }
        }
    }

    /// The file's targets, with what the options put in place of their providers and models.
    private static func targets(of file: EvaluationFile, _ options: EvalOptions) -> [EvaluationFile.Target] {
        guard !options.model.isEmpty || !options.provider.isEmpty else {
            return file.targets.isEmpty ? [EvaluationFile.Target()] : file.targets
        }
        func distinct(_ names: [String?]) -> [String?] {
            names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
        let providers = options.provider.isEmpty ? distinct(file.targets.map(\.provider)) : options.provider
        let models = options.model.isEmpty ? distinct(file.targets.map(\.model)) : options.model
        return (providers.isEmpty ? [nil] : providers).flatMap { provider in
            (models.isEmpty ? [nil] : models).map { EvaluationFile.Target(provider: provider, model: $0) }
        }
    }

    private func check() throws {
        guard !columns.isEmpty else { throw CommandFailure("there is no prompt to evaluate; give one with --prompt") }
        guard !dataset.rows.isEmpty else {
            throw CommandFailure("there are no rows; give some with --data, or as tests in the file")
        }
        try checkBaseline { FieldError(field: "--baseline", message: $0) }
        for row in dataset.rows {
            for column in columns {
                if let name = column.missingVariables(for: row).first {
                    throw FieldError(
                        file: row.file, line: row.line, field: "vars.\(name)",
                        message: "the row has no value for the variable \(name) of \(column.column.prompt)")
                }
                if column.config.template.isEmpty, column.thread.isEmpty, row.messages == nil {
                    throw FieldError(
                        file: row.file, line: row.line,
                        message: "\(column.column.prompt) has no message to send; add messages to the row")
                }
            }
            for check in row.checks.flatMap(\.checks) {
                if let name = CheckTemplates.missing(in: check, of: row).first {
                    throw FieldError(
                        file: row.file, line: row.line, field: check.name,
                        message: "its value names the variable \(name), which the row does not have")
                }
            }
        }
    }

    /// - Parameter error: says where the label stands.
    private func checkBaseline(_ error: (String) -> FieldError) throws {
        guard let baseline = settings.baseline, !columns.contains(where: { $0.column.label == baseline }) else {
            return
        }
        let labels = columns.map(\.column.label).joined(separator: ", ")
        throw error("there is no column '\(baseline)'; the columns are \(labels)")
    }

    private mutating func addNotes() {
        if repeats > 1 {
            for column in columns {
                guard let seed = column.config[.seed], !seed.isNull else { continue }
                notes.append("\(column.column.label): all repeats share seed \(seed.compact)")
            }
        }
        let checks = dataset.rows.flatMap(\.checks).flatMap(\.checks)
        var counts: [(name: String, count: Int)] = []
        for check in checks where CheckType.runner(of: check.type) == .nobody || check.obstacle != nil {
            let name = check.obstacle == nil ? check.type : "\(check.type) (\(check.obstacle ?? ""))"
            if let place = counts.firstIndex(where: { $0.name == name }) {
                counts[place].count += 1
            } else {
                counts.append((name, 1))
            }
        }
        for (name, count) in counts {
            notes.append("\(name) cannot be run here: \(count) \(count == 1 ? "check is" : "checks are") unchecked")
        }
        if checks.isEmpty {
            let hasExpected = dataset.rows.contains { $0.expected != nil }
            notes.append(
                hasExpected
                    ? "no row has a check; {type: equals, value: \"{{expected}}\"} compares with the expected answer"
                    : "no row has a check: nothing can pass or fail")
        }
    }
}

extension EvalOptions {
    /// The options that say what is asked, as arguments with paths from the root, so that the evaluation can be planned again.
    fileprivate func planArguments(in session: CommandSession) -> [String] {
        var arguments: [String] = []
        for name in prompt {
            arguments += ["--prompt", session.files.exists(name) ? session.folder.absolute(name) : name]
        }
        for name in model { arguments += ["--model", name] }
        for name in provider { arguments += ["--provider", name] }
        for setting in settings { arguments += ["--set", setting] }
        if let tools { arguments += ["--tools", tools.rawValue] }
        if let judgeModel { arguments += ["--judge-model", judgeModel] }
        if let jobs { arguments += ["--jobs", String(jobs)] }
        if let timeout { arguments += ["--timeout", String(timeout)] }
        return arguments
    }

    /// How calls are answered; without `--tools` they are the answer.
    var answering: ToolLoop.Answering {
        switch tools {
        case nil: .never
        case .auto: .tools(.auto)
        case .replay: .replay
        }
    }
}

/// A prompt of an evaluation, before it is read.
struct EvalPrompt {
    let prompt: EvaluationFile.Prompt
    /// The folder of the file that names it; nil for the command line.
    let folder: String?
    /// Where the file names it, for errors; nil for the command line.
    let place: EvaluationFile.Place?

    /// What a column is made of.
    struct Read {
        var document: PromptDocument
        var name: String
        var path: String?
        /// The version that it was made from.
        var parent: VersionID?
    }

    /// - Throws: ``FieldError`` or ``CommandFailure``.
    func read(_ session: CommandSession) async throws -> Read {
        switch prompt {
        case .messages(let messages, let name):
            return Read(document: PromptDocument(name: name, config: Config(template: messages)), name: name)
        case .source(let text):
            // A path starts at the file that has it.
            let path = folder.map { session.folder.absolute(text, in: $0) }
            let isFile = path.map { session.files.exists($0) } ?? false
            let source: PromptSource
            do {
                source = try await PromptSource.find(isFile ? path ?? text : text, session: session)
            } catch let error as FieldError where error.line == nil {
                throw place?.error(error.description) ?? error
            } catch let error as CommandFailure {
                throw place?.error(error.description) ?? error
            }
            return Read(
                document: source.document, name: source.prompt, path: source.path,
                parent: try await source.parent(in: session.store.store()))
        }
    }
}
