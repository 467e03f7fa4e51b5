package import JSON
package import Prompts

/// What a file asks to be evaluated: Étude's `.eval.yaml`, or a `promptfooconfig.yaml`.
package struct EvaluationFile: Sendable {
    /// A prompt to compare.
    package enum Prompt: Sendable, Hashable {
        /// A REF, or the path of a file.
        case source(String)
        /// Messages that the file has itself, under a name.
        case messages([Message], name: String)
    }

    /// Where a column's requests go; nil leaves the choice to the prompt and the settings.
    package struct Target: Sendable, Hashable {
        /// The provider's name.
        package var provider: String?
        /// The model.
        package var model: String?
        /// The dialect that the file names.
        package var dialect: DialectID?
        /// Request fields by their API names.
        package var fields: JSONObject = JSONObject()

        /// Creates a target.
        package init(provider: String? = nil, model: String? = nil) {
            self.provider = provider
            self.model = model
        }
    }

    /// The judge that the file names.
    package struct Judge: Sendable, Hashable {
        /// The provider's name; nil for the column's.
        package var provider: String?
        /// The model; nil for the provider's own.
        package var model: String?

        /// Creates a judge.
        package init(provider: String? = nil, model: String? = nil) {
            self.provider = provider
            self.model = model
        }
    }

    /// The prompts in order.
    package var prompts: [Prompt] = []
    /// Where they are sent; each prompt goes to each.
    package var targets: [Target] = []
    /// The rows that the file has itself.
    package var rows: [DataRow] = []
    /// Files of rows, as they are written.
    package var data: [String] = []
    /// What every row begins with: values, checks, threshold.
    package var defaults = DataRow(vars: [:])
    /// How often each row is asked; nil for once.
    package var repeats: Int?
    /// The most requests under way; nil for the command's own.
    package var jobs: Int?
    /// The label of the column that others are compared with.
    package var baseline: String?
    /// The share of rows that have to pass.
    package var failUnder: Double?
    /// The share of a row's cells that have to pass.
    package var rowUnder: Double?
    /// Who judges; nil for the column's provider.
    package var judge: Judge?
    /// What the person should know about how the file was read.
    package var notes: [String] = []
    /// Where its fields stand, for errors that show only later.
    private var places: [String: Place] = [:]

    /// The place of a field in a file.
    package struct Place: Sendable, Hashable {
        /// The file's name.
        package var file: String
        /// From 1.
        package var line: Int?
        /// The field's path.
        package var field: String

        /// An error about what stands there.
        package func error(_ message: String) -> FieldError {
            FieldError(file: file, line: line, field: field, message: message)
        }
    }

    /// Where a prompt, a file of rows (`data[0]`) or the baseline stands; nil for one that no file names.
    package func place(of field: String) -> Place? {
        places[field]
    }

    /// Asks for nothing.
    package init() {}

    /// Whether a path is that of an evaluation in Étude's own form.
    package static func isOwn(path: String) -> Bool {
        let name = path.lowercased()
        return name.hasSuffix(".eval.yaml") || name.hasSuffix(".eval.yml")
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: its name, for errors, and for its form.
    ///   - files: reads what values name by `file://`.
    /// - Throws: ``FieldError`` with file, line and field.
    package static func read(
        _ text: String, file: String, files: FileReferences
    ) throws(FieldError) -> EvaluationFile {
        guard let root = try YAMLSource.read(text, file: file) else {
            throw FieldError(file: file, line: 1, message: "is empty")
        }
        do throws(FieldError) {
            guard let object = root.jsonWithVariables.objectValue else {
                throw FieldError(message: "expected keys such as 'prompts: …'")
            }
            let lines = { (field: String) -> Int? in root.place(of: field).line }
            var evaluation =
                isOwn(path: file)
                ? try OwnEvaluation.read(object, file: file, files: files, lines: lines)
                : try PromptfooConfig(file: file, files: files).read(object, lines: lines)
            let named =
                evaluation.prompts.indices.map { "prompts[\($0)]" } + evaluation.data.indices.map { "data[\($0)]" }
                + (evaluation.baseline == nil ? [] : ["baseline"])
            for field in named {
                evaluation.places[field] = Place(file: file, line: root.place(of: field).line, field: field)
            }
            return evaluation
        } catch {
            let place = error.field.map { root.place(of: $0) }
            throw FieldError(
                file: file, line: error.line ?? place?.line ?? 1, field: error.field, message: error.message)
        }
    }

    /// A row with the file's defaults before its own.
    package func completed(_ row: DataRow) -> DataRow {
        var vars = defaults.vars
        for member in row.vars { vars[member.key] = member.value }
        return DataRow(
            vars: vars, messages: row.messages ?? defaults.messages, expected: row.expected ?? defaults.expected,
            checks: defaults.checks + row.checks, threshold: row.threshold ?? defaults.threshold,
            description: row.description, prefix: row.prefix.isEmpty ? defaults.prefix : row.prefix,
            suffix: row.suffix.isEmpty ? defaults.suffix : row.suffix, file: row.file, line: row.line)
    }
}
