package import JSON

/// What logs are grouped by.
package enum LogGrouping: String, Sendable, Hashable, CaseIterable {
    case model, version, prompt
    /// By local midnight.
    case day
    case provider
    /// By the kind of error. Runs without one are in no group.
    case error

    /// The filter term for the logs of a group.
    ///
    /// - Parameter key: the group's ``LogReport/Group/key``.
    package func filter(key: String) -> String {
        let isPlain = !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || "-_./:".contains($0) }
        let escaped = key.map { "\\\"".contains($0) ? "\\\($0)" : String($0) }.joined()
        return "\(rawValue):" + (isPlain ? key : "\"\(escaped)\"")
    }
}

/// The numbers of logs: of all, by groups and over time.
package struct LogReport: Sendable, Hashable {
    /// Logs that have something in common.
    package struct Group: Sendable, Hashable {
        /// The name of a model, prompt or provider, the id of a version, a local date (`2026-11-30`), or the kind of an error.
        package var key: String
        /// What a person calls it, if that is not the key: a version's prompt and number.
        package var title: String?
        package var numbers: LogNumbers
    }

    package var all: LogNumbers
    /// What the groups are by; nil where none were asked for.
    package var grouping: LogGrouping?
    /// The largest first; days in their order.
    package var groups: [Group]
    package var timeline: LogTimeline

    /// The object that `etude logs stats --json` prints.
    package var json: JSONValue {
        var object = all.json
        object["groups"] = .array(
            groups.map { group in
                var json: JSONObject = ["key": .string(group.key)]
                for member in group.numbers.json { json[member.key] = member.value }
                return .object(json)
            })
        return .object(object)
    }
}

/// Adds up a report, log by log.
package struct LogReportBuilder {
    private let grouping: LogGrouping?
    private let points: Int
    private var all = LogSum()
    private var groups: [String: LogSum] = [:]
    private var moments: [LogTimeline.Moment] = []

    /// - Parameters:
    ///   - grouping: what the groups are by; nil for none.
    ///   - points: the most points of the line over time; 0 for no line.
    package init(by grouping: LogGrouping?, points: Int) {
        self.grouping = grouping
        self.points = points
    }

    /// Adds a log.
    ///
    /// - Parameter key: of its group; nil for none.
    package mutating func add(_ fact: CountedLog, key: String?) {
        all.add(fact)
        if let key { groups[key, default: LogSum()].add(fact) }
        if points > 0 {
            moments.append(
                LogTimeline.Moment(
                    at: fact.createdAt, totalMS: fact.state == .finished ? fact.totalMS : nil,
                    isError: fact.state == .failed))
        }
    }

    /// The report of what was added.
    package func finished() -> LogReport {
        let numbers = groups.map { LogReport.Group(key: $0.key, numbers: $0.value.finished()) }
        let sorted = numbers.sorted { left, right in
            if grouping == .day || left.numbers.runs == right.numbers.runs { return left.key < right.key }
            return left.numbers.runs > right.numbers.runs
        }
        return LogReport(
            all: all.finished(), grouping: grouping, groups: sorted, timeline: LogTimeline(moments, points: points))
    }
}
