/// One schema of a document, its keywords read. Other schemas are named by their place in ``SchemaGraph/nodes``.
final class SchemaNode: Sendable {
    /// Where the schema stands, in ``SchemaGraph/places``.
    let place: Int
    /// The resource (`$id`) that the schema belongs to.
    let resource: Int
    let rules: Rules

    init(place: Int, resource: Int, rules: Rules) {
        self.place = place
        self.resource = resource
        self.rules = rules
    }

    struct Rules: Sendable {
        /// Set for `true` and `false`, which have no other rules.
        var always: Bool?
        var types: TypeSet?
        var constant: ExactValue?
        var choices: Choices?
        /// `$ref` and `$dynamicRef`, by their place in ``SchemaGraph/references``.
        var references: [(keyword: String, reference: Int)] = []
        var combined: Shared<Combined>?
        var number: Shared<NumberRules>?
        var string: Shared<StringRules>?
        var array: Shared<ArrayRules>?
        var object: Shared<ObjectRules>?
        var unevaluatedItems: Int?
        var unevaluatedProperties: Int?

        /// Whether it matters which parts of a value other schemas have evaluated.
        var asksWhatIsEvaluated: Bool { unevaluatedItems != nil || unevaluatedProperties != nil }
    }

    /// Rules that are passed on without a copy. Checks call each other as deep as values are nested, so their stack
    /// frames have to be small.
    final class Shared<Rules: Sendable>: Sendable {
        let these: Rules

        init(_ rules: Rules) { these = rules }
    }

    struct Choices: Sendable {
        let list: [JSONValue]
        let set: Set<ExactValue>
    }

    /// What applies other schemas to the same value.
    struct Combined: Sendable {
        var all: [Int] = []
        var any: [Int] = []
        var one: [Int] = []
        var not: Int?
        var condition: Int?
        var then: Int?
        var otherwise: Int?
    }

    struct NumberRules: Sendable {
        var bounds: [Bound] = []
        var divisor: (number: JSONNumber, value: ExactDecimal)?
    }

    struct Bound: Sendable {
        let keyword: String
        let number: JSONNumber
        let value: ExactDecimal
        let isUpper: Bool
        let isExclusive: Bool
    }

    struct StringRules: Sendable {
        var minimum: Int?
        var maximum: Int?
        var pattern: SchemaPattern?
        var format: SchemaFormat?
    }

    struct ArrayRules: Sendable {
        var minimum: Int?
        var maximum: Int?
        var isUnique = false
        var prefix: [Int] = []
        /// What holds for all items after the prefix.
        var rest: Int?
        var contains: Int?
        var minimumContained = 1
        var maximumContained: Int?
        /// `prefixItems` and `items`, or the `items` and `additionalItems` of draft 7.
        var restKeyword = "items"
    }

    struct ObjectRules: Sendable {
        var minimum: Int?
        var maximum: Int?
        var required: [String] = []
        var names: Int?
        var properties: [ExactText: Int] = [:]
        var patterns: [(pattern: SchemaPattern, node: Int)] = []
        var additional: Int?
        var dependentRequired: [(keyword: String, key: String, others: [String])] = []
        var dependentSchemas: [(key: String, node: Int)] = []

        var appliesToMembers: Bool { !properties.isEmpty || !patterns.isEmpty || additional != nil }
    }
}
