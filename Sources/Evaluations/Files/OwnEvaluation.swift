import JSON
import Prompts

/// Étude's own form of an evaluation.
enum OwnEvaluation {
    private static let keys = [
        "description", "prompts", "providers", "models", "data", "tests", "checks", "repeat", "baseline", "fail_under",
        "row_under", "judge",
    ]

    static func read(
        _ object: JSONObject, file: String, files: FileReferences, lines: (String) -> Int?
    ) throws(FieldError) -> EvaluationFile {
        for key in object.keys where !keys.contains(key) { throw TestCase.unknown(key, in: keys) }
        var evaluation = EvaluationFile()
        evaluation.prompts = try texts(object["prompts"], "prompts").map { .source($0) }
        let (providers, models) = (try texts(object["providers"], "providers"), try texts(object["models"], "models"))
        for provider in providers.isEmpty ? [nil] : providers.map(Optional.some) {
            for model in models.isEmpty ? [nil] : models.map(Optional.some) where provider != nil || model != nil {
                evaluation.targets.append(EvaluationFile.Target(provider: provider, model: model))
            }
        }
        evaluation.data = try texts(object["data"], "data")
        if let tests = object["tests"], !tests.isNull {
            let collected = try DatasetReader(file: file, files: files).tests(tests, at: "tests", lines: lines)
            (evaluation.rows, evaluation.notes) = (collected.rows, collected.notes)
        }
        var checks: [CheckNode] = []
        for (index, item) in try TestCase.list(object["checks"], "checks").enumerated() {
            checks.append(try CheckReading(files: files).node(item, at: "checks[\(index)]"))
        }
        evaluation.defaults = DataRow(vars: [:], checks: checks)
        evaluation.repeats = try count(object["repeat"], "repeat")
        evaluation.baseline = try texts(object["baseline"], "baseline").first
        evaluation.failUnder = try share(object["fail_under"], "fail_under")
        evaluation.rowUnder = try share(object["row_under"], "row_under")
        if let judge = object["judge"], !judge.isNull {
            let members = try TestCase.object(judge, "judge")
            for key in members.keys where !["provider", "model"].contains(key) {
                throw TestCase.unknown(key, in: ["provider", "model"], at: "judge.")
            }
            evaluation.judge = EvaluationFile.Judge(
                provider: members["provider"]?.stringValue, model: members["model"]?.stringValue)
        }
        return evaluation
    }

    /// A text, or a list of texts.
    static func texts(_ value: JSONValue?, _ field: String) throws(FieldError) -> [String] {
        guard let value, !value.isNull else { return [] }
        if let text = value.stringValue { return [text] }
        var texts: [String] = []
        for (index, item) in try TestCase.list(value, field).enumerated() {
            guard let text = item.stringValue else {
                throw FieldError(field: "\(field)[\(index)]", message: "must be a text")
            }
            texts.append(text)
        }
        return texts
    }

    static func count(_ value: JSONValue?, _ field: String) throws(FieldError) -> Int? {
        guard let value, !value.isNull else { return nil }
        guard let count = value.intValue, (1...10_000).contains(count) else {
            throw FieldError(field: field, message: "must be a whole number from 1 to 10000")
        }
        return count
    }

    private static func share(_ value: JSONValue?, _ field: String) throws(FieldError) -> Double? {
        guard let share = try TestCase.number(value, field) else { return nil }
        guard (0...1).contains(share) else { throw FieldError(field: field, message: "must be between 0 and 1") }
        return share
    }
}
