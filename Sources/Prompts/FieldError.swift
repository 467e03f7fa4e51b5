/// An error in the person's input, with what is needed to correct it.
public struct FieldError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file's name as the person gave it; nil for input that is no file.
    public var file: String?
    /// The line, from 1; nil where the place is a field and not a line.
    public var line: Int?
    /// The column in Unicode scalars, from 1.
    public var column: Int?
    /// The path of the field at fault, for example `tools[0].name`.
    public var field: String?
    /// What was found, what was expected and what to do.
    public var message: String

    /// Makes an error at a place, as far as the place is known.
    public init(file: String? = nil, line: Int? = nil, column: Int? = nil, field: String? = nil, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.message = message
    }

    /// The error on one line: `weather.prompt:3:5: tools[0].name: must be a text`.
    public var description: String {
        var place = file ?? ""
        if let line { place += (place.isEmpty ? "line " : ":") + "\(line)" }
        if let line, line > 0, let column { place += ":\(column)" }
        return [place, field ?? "", message].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
