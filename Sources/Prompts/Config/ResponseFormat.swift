public import JSON

/// The form that the answer must have.
public enum ResponseFormat: Sendable, Hashable {
    case text
    case jsonObject
    case jsonSchema(NamedSchema)
    /// Any other form, as its JSON.
    case other(JSONValue)

    /// The `json_schema` member of the API's object.
    public struct NamedSchema: Sendable, Hashable {
        /// The name of the form; the API takes `^[a-zA-Z0-9_-]{1,64}$`.
        public var name: String
        /// The purpose of the form; the model reads it.
        public var description: String?
        /// Whether the answer must keep to the schema; not sent when nil.
        public var strict: Bool?
        /// The JSON Schema, as written.
        public var schema: JSONValue?

        /// Makes a named schema.
        public init(name: String, description: String? = nil, strict: Bool? = nil, schema: JSONValue? = nil) {
            self.name = name
            self.description = description
            self.strict = strict
            self.schema = schema
        }
    }
}
