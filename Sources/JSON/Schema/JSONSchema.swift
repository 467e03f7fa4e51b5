/// A JSON Schema, ready to validate values.
///
/// Draft 2020-12 with all its assertions, and what draft 7 and OpenAPI 3.0 write otherwise: `definitions`, an array as
/// `items` with `additionalItems`, `dependencies`, Boolean `exclusiveMinimum` and `exclusiveMaximum`, and
/// `nullable: true`, which adds `null` to the types. Under a `$schema` of draft 7 or before, nothing counts beside a
/// `$ref`. Numbers are compared exactly, however long they are.
///
/// References are resolved within the document (`$id`, `$anchor`, `$dynamicAnchor` and JSON Pointers); nothing is
/// fetched. A reference to a JSON Schema meta-schema holds for every value that could be made a `JSONSchema`, but
/// that references in it are not followed.
///
/// Patterns are ECMAScript's, read by PCRE2 in Unicode mode. `format` says nothing against a value unless asked.
///
/// Neither a schema nor a value can make a validation endless: see ``SchemaLimits``.
public struct JSONSchema: Sendable {
    private let graph: SchemaGraph

    /// Reads a schema.
    /// - Parameters:
    ///   - schema: an object, `true` or `false`.
    ///   - assertsFormats: whether a text has to be what `format` calls it, for `date`, `time`, `date-time`, `email`,
    ///     `uri`, `uuid`, `ipv4`, `ipv6`, `hostname` and `regex`. Other formats say nothing.
    /// - Throws: what is wrong with the schema, and where: a keyword with a wrong value, an invalid pattern, a
    ///   reference that leads nowhere or in a circle.
    public init(_ schema: JSONValue, assertsFormats: Bool = false) throws(SchemaError) {
        graph = try SchemaCompiler.graph(of: schema, assertsFormats: assertsFormats)
    }

    /// Validates a value.
    /// - Returns: what is wrong with it, in the order of the schema's keywords; empty if the value is right. When the
    ///   check had to stop before its end, the last one says why.
    public func validate(_ value: JSONValue, limits: SchemaLimits = SchemaLimits()) -> [SchemaViolation] {
        var evaluator = SchemaEvaluator(graph, limits)
        return evaluator.violations(of: value)
    }

    /// Whether a value fits the schema. False also if finding out costs more than the limits allow.
    public func allows(_ value: JSONValue, limits: SchemaLimits = SchemaLimits()) -> Bool {
        var evaluator = SchemaEvaluator(graph, limits)
        return evaluator.allows(value)
    }
}
