public import JSON

/// The form that the answer has to have.
public enum ResponseFormat: Sendable, Hashable {
    case text
    case jsonObject
    case jsonSchema(NamedSchema)
    /// Any other form, as the JSON it was.
    case other(JSONValue)

    /// The `json_schema` member of the API's object.
    public struct NamedSchema: Sendable, Hashable {
        /// What the answer's form is called: `^[a-zA-Z0-9_-]{1,64}$` for the API.
        public var name: String
        /// What the form is for; the model reads it.
        public var description: String?
        /// Whether the answer must keep to the schema; not sent when nil.
        public var strict: Bool?
        /// JSON Schema, as written.
        public var schema: JSONValue?

        /// A named schema.
        public init(name: String, description: String? = nil, strict: Bool? = nil, schema: JSONValue? = nil) {
            self.name = name
            self.description = description
            self.strict = strict
            self.schema = schema
        }
    }
}
