import JSON

/// What a project's own `config.yaml` says. It comes with a repository, so it names providers and never says where they are.
package struct ProjectSettings: Sendable, Hashable {
    /// The provider of runs that name none, by the name that the person's own settings know it by.
    package var defaultProvider: String?

    /// Settings of these parts.
    package init(defaultProvider: String? = nil) {
        self.defaultProvider = defaultProvider
    }

    /// Reads the file.
    ///
    /// - Throws: ``FieldError`` with the line for any other key: URLs, headers, keys and commands are the person's own to set.
    package static func parse(_ yaml: String, file: String) throws(FieldError) -> ProjectSettings {
        var settings = ProjectSettings()
        guard let root = try YAMLReader.read(yaml, file: file), !root.json.isNull else { return settings }
        guard case .mapping(let entries) = root.content else {
            throw FieldError(
                file: file, line: root.place.line, column: root.place.column,
                message: "expected keys such as 'default_provider: work'")
        }
        for entry in entries {
            func error(_ message: String) -> FieldError {
                FieldError(
                    file: file, line: entry.place.line, column: entry.place.column, field: entry.key, message: message)
            }
            guard entry.key == "default_provider" else {
                throw error(
                    "a project says default_provider and nothing else: what is reached, run or bound to keys stands in your own config.yaml"
                )
            }
            guard !entry.value.json.isNull else { continue }
            guard let name = entry.value.json.stringValue else { throw error("must be a text") }
            settings.defaultProvider = name
        }
        return settings
    }
}
