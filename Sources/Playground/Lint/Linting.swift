package import JSON
package import Prompts
package import RequestCore

/// What lint looks at. The findings are made off the main actor, whenever this has changed.
package struct LintInput: Sendable, Hashable {
    package var config: Config
    package var entries: [ThreadEntry]
    package var model: String
    /// The values of the variables.
    package var inputs = JSONObject()
    /// The base URL that a run would go to; empty if there is none.
    package var server = ""
    /// The dialect that a run would go out in.
    package var dialect = DialectID.chat
    /// What the person's settings say of models.
    package var models: [ModelSettings] = []
    /// The fields of the file that Étude does not know.
    package var unknown: JSONObject

    /// The findings, without those that only say that the thread is still being written: the thread itself shows that it
    /// has no message yet, or that calls wait for results.
    package var findings: [Finding] {
        let thread = entries.filter(\.isMessage).map(\.message)
        // Without the values, what stood before an answer cannot be compared with what stands there now.
        let rendered = config.imageVariableNames.isEmpty ? try? config.renderedTemplate(inputs: inputs) : nil
        let messages = rendered.map { $0 + thread } ?? config.template + thread.map(\.unbound)
        let document = PromptDocument(config: config, unknown: unknown)
        return Lint.findings(document: document)
            + Lint.findings(
                config: config, messages: messages, model: model, server: server, dialect: dialect,
                catalog: ModelCatalog.shared.overlaid(models)
            ).filter {
                $0.rule != .noMessages && $0.rule != .unansweredCall
            }
    }
}

extension Message {
    /// The message without what binds its blocks to what stood before them.
    fileprivate var unbound: Message {
        var message = self
        for place in message.blocks.indices { message.blocks[place].origin?.prefix = nil }
        return message
    }
}

extension AppState {
    /// What lint has to look at now.
    package var lintInput: LintInput {
        LintInput(
            config: draft.config, entries: thread.entries, model: modelName, inputs: draft.inputs,
            server: provider.provider?.baseURL ?? "",
            dialect: provider.provider?.dialect(for: draft.config, catalog: settings.catalog) ?? .chat,
            models: settings.models, unknown: draft.unknown)
    }

    /// Has lint look at config and thread, where they have changed since it was asked last.
    mutating func lintChanges() {
        let input = lintInput
        guard input != lintAsked else { return }
        lintAsked = input
        ask(.lint(input))
    }

    package mutating func linted(_ input: LintInput, _ findings: [Finding]) {
        guard input == lintInput else { return }
        self.findings = findings
        lintedConfig = input.config
    }

    /// The findings to show. The word that JSON mode asks for may stand in the message that is being written.
    package var shownFindings: [Finding] {
        guard let index = findings.firstIndex(where: { $0.rule == .jsonModeWord }),
            thread.composer.buffer.text.lowercased().contains("json")
        else { return findings }
        var shown = findings
        shown.remove(at: index)
        return shown
    }

    /// The findings about a row of the config, the gravest first. Notes appear in the list only.
    package func findings(on row: ConfigRow) -> [Finding] {
        let found = shownFindings.filter { $0.severity != .note && self.row(of: $0) == row }
        return found.filter { $0.severity == .error } + found.filter { $0.severity != .error }
    }

    /// The findings about messages in the thread and the template.
    package var findingsByMessage: [EntryRef: [Finding]] {
        var byMessage: [EntryRef: [Finding]] = [:]
        lazy var sent = sentEntries
        for finding in findings where finding.severity != .note {
            guard case .message = finding.place else { continue }
            if let ref = entry(of: finding, among: sent) { byMessage[ref, default: []].append(finding) }
        }
        return byMessage
    }

    /// The row of the config that a finding is about; nil for one about messages.
    func row(of finding: Finding) -> ConfigRow? {
        switch finding.place {
        case .model: .model
        case .parameter(let parameter): .value(parameter)
        case .output: .output
        case .schemaName, .schema: .schema
        case .tools: .toolsHeading
        case .tool(let index, _): .tool(index)
        case .choice: .choice
        case .messages, .message: nil
        case .field(let path):
            [path, path.hasPrefix("extra.") ? String(path.dropFirst("extra.".count)) : path]
                .first { draft.config.extra[$0] != nil }.map(ConfigRow.field)
        }
    }

    /// The message that a finding is about.
    func entry(of finding: Finding) -> EntryRef? { entry(of: finding, among: sentEntries) }

    /// The ids of the messages that a request has after the template.
    private var sentEntries: [Int] { thread.entries.filter(\.isMessage).map(\.id) }

    private func entry(of finding: Finding, among sent: [Int]) -> EntryRef? {
        guard case .message(let index, _) = finding.place else { return nil }
        let place = index - draft.config.template.count
        if place < 0 { return .template(index) }
        return sent.indices.contains(place) ? .entry(sent[place]) : nil
    }

    /// Makes the change that settles a finding.
    mutating func fix(_ finding: Finding) {
        guard let fix = finding.fix else { return say("only you can tell how: \(finding.text)", .warning) }
        settleAll()
        guard lintedConfig == draft.config else {
            return say("the config has changed; look again", .warning)
        }
        rememberMoment()
        for (old, new) in draft.config.renamedTools(in: fix.config) {
            renameAnswering(of: old, to: new, in: fix.config)
        }
        draft.config = fix.config
        repairCursor()
        settle()
        say(fix.title)
    }

    /// Settles what is found on the row under the cursor.
    mutating func fixRow() {
        let found = findings(on: configRow)
        guard let finding = found.first(where: { $0.fix != nil }) ?? found.first else {
            return say("no problem on this row")
        }
        return fix(finding)
    }

    /// Goes to what a finding is about.
    mutating func go(to finding: Finding) {
        if let row = row(of: finding) {
            show(.config)
            moveConfigCursor(to: row)
            return
        }
        guard let entry = entry(of: finding) else { return }
        show(.thread)
        select(entry)
    }
}
