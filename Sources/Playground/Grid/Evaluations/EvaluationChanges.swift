package import Evaluations
package import Prompts
import RequestCore
import TextUI

/// What changed between two evaluations, with what the words about it need.
package struct EvaluationChanges: Sendable {
    let difference: EvaluationDifference
    /// The versions of the columns; those that are not stored any more are missing.
    let versions: [VersionID: Version]
    /// The rows of the files as they are now; nil where they cannot be read.
    let rows: GridRows?

    package init(
        _ difference: EvaluationDifference, versions: [VersionID: Version], rows: GridRows?
    ) {
        self.difference = difference
        self.versions = versions
        self.rows = rows
    }

    /// The changes as text, what is common to all columns first.
    ///
    /// - Parameter timeZoneOffset: seconds east of Greenwich.
    func text(timeZoneOffset: Int) -> String {
        let (old, new) = (difference.old, difference.new)
        var lines = ["\(time(old, timeZoneOffset)) → \(time(new, timeZoneOffset))", ""]
        lines += facts.map { $0.padding(to: 12) + $1 }
        for pair in difference.pairs { lines += [""] + text(of: pair) }
        lines += difference.addedColumns.flatMap { ["", name(of: $0) + "  is new"] }
        lines += difference.removedColumns.flatMap { ["", name(of: $0) + "  is gone"] }
        if difference.isEmpty { lines += ["", "Nothing changed: versions, rows, checks and answers are the same."] }
        return lines.joined(separator: "\n") + "\n"
    }

    private func time(_ record: EvaluationRecord, _ offset: Int) -> String {
        "\(Day(record.createdAt, offset: offset)) \(Readable.time(record.createdAt, offset: offset).prefix(8))"
    }

    // MARK: What columns share

    private var facts: [(String, String)] {
        let (old, new) = (difference.old, difference.new)
        var facts = [("rows", counts)]
        if let file = Self.change(old.settings.file, new.settings.file) { facts.append(("file", file)) }
        if let data = Self.change(old.settings.data, new.settings.data) { facts.append(("data", data)) }
        if old.repeats != new.repeats { facts.append(("repeats", "\(old.repeats) → \(new.repeats)")) }
        if old.settings.rowUnder != new.settings.rowUnder {
            facts.append(("rule", "a row passes with \(Self.rule(old)) → \(Self.rule(new)) of its checked cells"))
        }
        for (place, check) in difference.checks.enumerated() {
            facts.append((place == 0 ? "checks" : "", Self.words(of: check)))
        }
        return facts
    }

    private var counts: String {
        var text = "\(Readable.count(difference.commonRows)) in both"
        for (rows, word) in [(difference.addedRows, "new"), (difference.removedRows, "gone")] where !rows.isEmpty {
            text += ", \(Readable.count(rows.count)) \(word)"
        }
        return text
    }

    private static func change(_ old: String?, _ new: String?) -> String? {
        old == new ? nil : Sanitiser.oneLine("\(old ?? "none") → \(new ?? "none")")
    }

    private static func rule(_ record: EvaluationRecord) -> String {
        record.settings.rowUnder.map { "at least \(Statistics.percent($0)) %" } ?? "more than half"
    }

    /// `contains "Dover" added in 3 rows`.
    private static func words(of check: EvaluationDifference.CheckChange) -> String {
        let name = check.type + (check.value.map { " " + $0.compact } ?? "")
        // A check whose value changed is a new one in the place of the old one.
        if check.added == check.removed { return Sanitiser.oneLine("\(name) changed in \(count(check.added))") }
        var parts: [String] = []
        if check.added > 0 { parts.append("added in \(count(check.added))") }
        if check.removed > 0 { parts.append("removed in \(count(check.removed))") }
        return Sanitiser.oneLine(name + " " + parts.joined(separator: ", "))
    }

    private static func count(_ rows: Int) -> String { rows == 1 ? "1 row" : "\(Readable.count(rows)) rows" }

    // MARK: A column

    private func text(of pair: EvaluationDifference.Pair) -> [String] {
        var lines = [name(of: pair)]
        if pair.old.provider != pair.new.provider {
            lines.append("   provider " + Sanitiser.oneLine("\(pair.old.provider) → \(pair.new.provider)"))
        }
        if pair.old.model != pair.new.model {
            lines.append("   model " + Sanitiser.oneLine("\(pair.old.model) → \(pair.new.model)"))
        }
        lines += configChanges(pair).map { "   " + $0 }
        if pair.checked == 0 {
            lines.append("   no row was checked both times")
        } else {
            let words = Statistics.words(gained: pair.gained.count, lost: pair.lost.count)
            lines.append(
                "   +\(pair.gained.count) −\(pair.lost.count), \(words); \(Self.count(pair.checked)) checked both times"
            )
        }
        lines += list("fail now, passed before", pair.lost) + list("pass now, failed before", pair.gained)
        if pair.answeredOtherwise > 0 {
            lines.append("   \(Self.count(pair.answeredOtherwise)) with another answer and the same outcome")
        }
        return lines
    }

    private func list(_ title: String, _ rows: [EvaluationDifference.Row]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let digits = String((rows.map(\.index).max() ?? 0) + 1).count
        let items = rows.map { row in
            let number = String(row.index + 1)
            let padding = String(repeating: " ", count: digits - number.count)
            return "     \(padding)\(number)  " + Sanitiser.oneLine(self.rows?.label(of: row.key) ?? "")
        }
        return ["   " + title] + items
    }

    /// What the versions differ in, a phrase each.
    private func configChanges(_ pair: EvaluationDifference.Pair) -> [String] {
        guard pair.old.version != pair.new.version else { return [] }
        guard let before = versions[pair.old.version], let after = versions[pair.new.version] else {
            return ["a version is no longer stored, so the configs cannot be compared"]
        }
        return ConfigDiff(from: before.config, to: after.config).changes.map {
            Sanitiser.oneLine($0.phrase)
        }
    }

    private func name(of pair: EvaluationDifference.Pair) -> String {
        let label = pair.old.label == pair.new.label ? pair.new.label : "\(pair.old.label) → \(pair.new.label)"
        let (before, after) = (version(pair.old.version), version(pair.new.version))
        return name(of: pair.new, label: label, version: before == after ? after : "\(before) → \(after)")
    }

    private func name(of column: EvaluationColumn) -> String {
        name(of: column, label: column.label, version: version(column.version))
    }

    private func name(of column: EvaluationColumn, label: String, version: String) -> String {
        "\(label)  " + Sanitiser.oneLine(column.prompt) + " \(version)  "
            + Sanitiser.oneLine("\(column.provider) · \(column.model)")
    }

    private func version(_ id: VersionID) -> String {
        (versions[id].map { "v\($0.number) " } ?? "") + id.short
    }
}

extension AppState {
    /// Asks what changed since the evaluation before, or between two that are marked.
    mutating func compareEvaluations(_ list: EvaluationList) {
        guard let (old, new) = list.compared(in: self) else { return }
        ask(.grid(.compare(old, new)))
    }

    mutating func evaluationsCompared(_ changes: EvaluationChanges) {
        let name = changes.difference.new.settings.file ?? changes.difference.new.settings.data
        let file = name?.split(separator: "/").last.map { " in " + Sanitiser.oneLine(String($0)) } ?? ""
        let text = changes.text(timeZoneOffset: settings.timeZoneOffset)
        layers.push(Reading(title: "What changed" + file, content: .program(text, language: "")))
    }
}
