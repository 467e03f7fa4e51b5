import JSON
import Prompts

/// Reads a `promptfooconfig.yaml`, as far as Étude can do what it asks; all else is an error.
struct PromptfooConfig {
    private let file: String
    private let files: FileReferences

    /// Keys that say nothing about what is sent or checked.
    private static let ignored: Set<String> = ["description", "tags", "metadata", "outputPath", "sharing", "$schema"]
    private static let keys = ["prompts", "providers", "targets", "tests", "defaultTest", "evaluateOptions"]

    init(file: String, files: FileReferences) {
        self.file = file
        self.files = files
    }

    func read(_ object: JSONObject, lines: (String) -> Int?) throws(FieldError) -> EvaluationFile {
        for key in object.keys where !Self.keys.contains(key) && !Self.ignored.contains(key) {
            throw FieldError(
                field: key, message: "Étude cannot do this; it reads \(Self.keys.joined(separator: ", "))")
        }
        var evaluation = EvaluationFile()
        let name = PromptDocument.stem(ofPath: file)
        let reader = PromptfooPrompts(files: files)
        evaluation.prompts = try reader.prompts(object["prompts"], name: name)
        let targets = object["providers"] != nil ? "providers" : "targets"
        evaluation.targets = try PromptfooProviders.targets(object[targets], targets)
        try readOptions(object["evaluateOptions"], &evaluation)
        if let value = object["defaultTest"], !value.isNull {
            let read = try within("defaultTest") { () throws(FieldError) in
                try TestCase(files: files).rows(try files.value(value, field: ""), line: nil).rows
            }
            guard read.count == 1 else {
                throw FieldError(field: "defaultTest", message: "its lists cannot be expanded")
            }
            evaluation.defaults = read[0]
        }
        try readTests(object["tests"], &evaluation, lines)
        return evaluation
    }

    private func readOptions(_ value: JSONValue?, _ evaluation: inout EvaluationFile) throws(FieldError) {
        let known = ["repeat", "maxConcurrency", "showProgressBar", "cache"]
        let options = try TestCase.object(value, "evaluateOptions")
        for key in options.keys where !known.contains(key) {
            throw TestCase.unknown(key, in: known, at: "evaluateOptions.")
        }
        evaluation.repeats = try OwnEvaluation.count(options["repeat"], "evaluateOptions.repeat")
        evaluation.jobs = try OwnEvaluation.count(options["maxConcurrency"], "evaluateOptions.maxConcurrency")
    }

    private func readTests(
        _ value: JSONValue?, _ evaluation: inout EvaluationFile, _ lines: (String) -> Int?
    ) throws(FieldError) {
        guard let value, !value.isNull else { return }
        let items = value.arrayValue ?? [value]
        let reader = DatasetReader(file: file, files: files)
        for (index, item) in items.enumerated() {
            let place = value.arrayValue == nil ? "tests" : "tests[\(index)]"
            if let path = item.stringValue {
                if [".py", ".js", ".ts", ".mjs"].contains(where: path.hasSuffix)
                    || path.contains("://") && !path.hasPrefix("file://")
                {
                    throw FieldError(
                        field: place, message: "Étude reads rows from CSV, JSONL, JSON and YAML files only")
                }
                evaluation.data.append(path)
                continue
            }
            let collected = try within(place) { () throws(FieldError) in
                try reader.tests(item, at: "") { lines(place + $0) }
            }
            evaluation.rows += collected.rows
            evaluation.notes += collected.notes.filter { !evaluation.notes.contains($0) }
        }
    }

    /// Runs a reader whose errors have fields below a place.
    private func within<T>(_ place: String, _ read: () throws(FieldError) -> T) throws(FieldError) -> T {
        do throws(FieldError) {
            return try read()
        } catch {
            let field = error.field.map { $0.isEmpty ? place : "\(place).\($0)" } ?? place
            throw FieldError(file: error.file, line: error.line, field: field, message: error.message)
        }
    }
}
