import JSON
import Prompts
import RequestCore

/// What the session keeps of a comparison: its columns, and the logs of their answers, which have everything else.
struct StoredComparison: Sendable, Hashable {
    /// A column.
    struct Column: Sendable, Hashable {
        var label: String
        /// The id of its version; nil for the draft.
        var version: VersionID?
        var model: String?
        var provider: String?
        var settings: [String]
        /// The logs of its answers, in their order.
        var logs: [String]
    }

    var columns: [Column]
    var baseline: String?
    var repeats: Int
    /// The number of the thread's messages that were answered last; nil before anything was asked.
    var asked: Int?
    var labelCount: Int

    init(_ comparison: Comparison) {
        columns = comparison.columns.map { column in
            var version: VersionID?
            if case .version(let known) = column.recipe.source { version = known.id }
            return Column(
                label: column.label, version: version, model: column.recipe.model, provider: column.recipe.provider,
                settings: column.recipe.settings, logs: column.answers.compactMap(\.run.logID))
        }
        baseline = comparison.baseline
        repeats = comparison.repeats
        asked = comparison.asked?.count
        labelCount = comparison.labelCount
    }

    /// Reads what ``json`` wrote; nil where there are no columns. A column that cannot be read is left out.
    init?(json: JSONValue?) {
        columns = (json?["columns"]?.arrayValue ?? []).compactMap { item in
            guard let label = item["label"]?.stringValue else { return nil }
            let version = item["version"]?.stringValue.flatMap(VersionID.init(hex:))
            if item["version"] != nil, version == nil { return nil }
            return Column(
                label: label, version: version,
                model: item["model"]?.stringValue, provider: item["provider"]?.stringValue,
                settings: (item["settings"]?.arrayValue ?? []).compactMap(\.stringValue),
                logs: (item["logs"]?.arrayValue ?? []).compactMap(\.stringValue))
        }
        guard !columns.isEmpty else { return nil }
        baseline = json?["baseline"]?.stringValue
        repeats = json?["repeats"]?.intValue ?? 1
        asked = json?["asked"]?.intValue
        labelCount = max(columns.count, json?["labels"]?.intValue ?? 0)
    }

    /// As it is stored.
    var json: JSONValue {
        var object: JSONObject = [
            "columns": .array(columns.map(\.json)), "repeats": .number(JSONNumber(repeats)),
            "labels": .number(JSONNumber(labelCount)),
        ]
        object["baseline"] = baseline.map(JSONValue.string)
        object["asked"] = asked.map { .number(JSONNumber($0)) }
        return .object(object)
    }
}

extension StoredComparison.Column {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["label": .string(label)]
        object["version"] = version.map { .string($0.hex) }
        object["model"] = model.map(JSONValue.string)
        object["provider"] = provider.map(JSONValue.string)
        if !settings.isEmpty { object["settings"] = .array(settings.map(JSONValue.string)) }
        if !logs.isEmpty { object["logs"] = .array(logs.map(JSONValue.string)) }
        return .object(object)
    }
}

/// Going on with a stored comparison.
extension AppState {
    /// Asks for what a stored comparison refers to.
    mutating func restoreComparison(_ writing: JSONValue) {
        guard let stored = StoredComparison(json: writing["comparison"]) else { return }
        awaitedComparison = (draft.documentID, stored)
        ask(
            .compare(
                .recall(
                    document: draft.documentID, versions: stored.columns.compactMap(\.version),
                    logs: stored.columns.flatMap(\.logs), prompt: draft.name)))
    }

    /// Puts the stored comparison together from its versions and logs. A column whose version is gone is left out, and so is an
    /// answer whose log is gone.
    mutating func recallComparison(_ document: Int, _ versions: [Version], _ records: [LogRecord]) {
        guard let (awaited, stored) = awaitedComparison, awaited == document, document == draft.documentID else {
            return
        }
        awaitedComparison = nil
        // Whoever has asked something meanwhile goes on with that.
        guard comparison?.hasAnswers != true else { return }
        var comparison = Comparison(document: document)
        let logs = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        for column in stored.columns {
            let source: ComparedColumn.Source
            if let id = column.version {
                guard let version = versions.first(where: { $0.id == id }) else { continue }
                source = .version(version)
            } else {
                source = .draft
            }
            let recipe = ComparedColumn.Recipe(
                source, model: column.model, provider: column.provider, settings: column.settings)
            var restored = ComparedColumn(label: column.label, recipe: recipe)
            restored.answers = column.logs.compactMap { id in logs[id].map { answer(of: $0, versions) } }
            comparison.append(restored)
        }
        comparison.labelCount = stored.labelCount
        comparison.setBaseline(stored.baseline)
        comparison.setRepeats(stored.repeats)
        let messages = thread.messages
        if let count = stored.asked, count <= messages.count { comparison.asked = Array(messages.prefix(count)) }
        guard !comparison.columns.isEmpty else { return }
        self.comparison = comparison
        if comparison.hasAnswers { layers.change(ComparePage.self) { $0.isWriting = false } }
    }

    /// The answer that a log has.
    private mutating func answer(of record: LogRecord, _ versions: [Version]) -> ComparedAnswer {
        let config = versions.first { $0.id == record.version }?.config
        var reply = record.reply
        if !reply.isEnded { reply.apply(.ended(error: .interrupted)) }
        var run = ActiveRun(
            id: nextSerial(), reply: reply, provider: record.provider, dialect: record.dialect, model: record.model,
            format: config?.responseFormat, startedAt: now)
        run.logID = record.id
        var answer = ComparedAnswer(run: run, tools: config?.enabledTools ?? [])
        let facts = AnswerFacts(
            provider: record.provider, dialect: record.dialect, model: reply.identity.model ?? record.model,
            totalMS: record.timing.totalMS, usage: reply.usage, cost: record.cost, finishReason: reply.finishReason,
            isIncomplete: reply.isIncomplete, logID: record.id, format: config?.responseFormat)
        answer.end(facts, firstMS: record.timing.firstTokenMS)
        return answer
    }
}
