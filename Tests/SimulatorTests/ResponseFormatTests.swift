import JSON
import Simulator
import Testing

@Suite("Answers in JSON")
struct ResponseFormatTests {
    private func format(_ name: String, _ schema: JSONValue, strict: Bool = true) -> JSONObject {
        [
            "response_format": [
                "type": "json_schema",
                "json_schema": ["name": .string(name), "strict": .bool(strict), "schema": schema],
            ]
        ]
    }

    @Test("an event is extracted from a sentence")
    func calendarEvent() async {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "name": ["type": "string"], "date": ["type": "string"],
                "participants": ["type": "array", "items": ["type": "string"]],
            ],
            "required": ["name", "date", "participants"], "additionalProperties": false,
        ]
        let body = request(
            "Alice and Bob are going to a science fair on Friday.", system: "Extract the event information.",
            format("CalendarEvent", schema))
        #expect(
            await send(body).choice.content
                == #"{"name":"science fair","date":"Friday","participants":["Alice","Bob"]}"#)
    }

    @Test("an equation is solved step by step")
    func mathReasoning() async {
        let schema: JSONValue = [
            "type": "object",
            "properties": [
                "steps": ["type": "array", "items": ["$ref": "#/$defs/Step"]], "final_answer": ["type": "string"],
            ],
            "required": ["steps", "final_answer"], "additionalProperties": false,
            "$defs": [
                "Step": [
                    "type": "object", "properties": ["explanation": ["type": "string"], "output": ["type": "string"]],
                    "required": ["explanation", "output"], "additionalProperties": false,
                ]
            ],
        ]
        let body = request("how can I solve 8x + 7 = -23", format("math_reasoning", schema))
        let answer = (try? JSONValue(parsing: await send(body).choice.content ?? "")) ?? .null
        let outputs = answer["steps"]?.arrayValue?.compactMap { $0["output"]?.stringValue }
        #expect(outputs == ["8x + 7 = -23", "8x = -30", "x = -3.75"])
        #expect(answer["final_answer"]?.stringValue == "x = -3.75")
    }

    @Test("json_object gives an object with the keys that the message names")
    func jsonObject() async {
        let object: JSONObject = ["response_format": ["type": "json_object"]]
        let named = await send(request("Reply in JSON with keys city, country and population for Paris", object))
        let answer = (try? JSONValue(parsing: named.choice.content ?? "")) ?? .null
        #expect(answer.objectValue?.keys == ["city", "country", "population"])
        #expect(answer["city"]?.stringValue == "Paris")
        let free = await send(request("Can you generate an example json object describing a fruit?", object))
        #expect((try? JSONValue(parsing: free.choice.content ?? ""))?.objectValue?.isEmpty == false)
    }

    @Test("json_object without the word json is refused")
    func wordMissing() async {
        let answered = await send(request("Describe a fruit", ["response_format": ["type": "json_object"]]))
        #expect(answered.status == 400)
        #expect(
            answered.refusal["message"]?.stringValue
                == "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
        )
        #expect(answered.refusal["param"]?.stringValue == "messages")
    }

    @Test("the word json counts in any case and any message")
    func wordFound() async {
        let body = request("Describe it", system: "Answer as jJSON", ["response_format": ["type": "json_object"]])
        #expect(await send(body).status == 200)
    }

    @Test("an instance of each of 300 schemas satisfies it", arguments: 0..<300)
    func anySchema(seed: Int) async throws {
        var maker = SchemaMaker(seed: UInt64(seed))
        let schema = maker.root()
        var body = request("Weather in Boston for Ada, 3 tags, on 2026-05-01", format("any", schema, strict: false))
        body["seed"] = .number(JSONNumber(seed))
        let content = try #require(await send(body).choice.content)
        let instance = try JSONValue(parsing: content)
        #expect(try JSONSchema(schema, assertsFormats: true).validate(instance) == [])
    }

    @Test("arguments of a tool satisfy its schema, whatever it is", arguments: 0..<100)
    func anyTool(seed: Int) async throws {
        var maker = SchemaMaker(seed: UInt64(seed) + 10_000)
        let schema = maker.root()
        let body = request("Do 7 things in Rome.", tools: [tool("act", schema)], ["tool_choice": "required"])
        let call = try #require(await send(body).choice.calls.first)
        #expect(try JSONSchema(schema, assertsFormats: true).validate(call.values) == [])
    }

    @Test(
        "faults of a strict schema are refused in the API's words",
        arguments: [
            (
                #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#,
                "In context=(), 'additionalProperties' is required to be supplied and to be false."
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"string"}},"required":[],"additionalProperties":false}"#,
                "In context=(), 'required' is required to be supplied and to be an array including every key in properties. "
                    + "Missing 'a'."
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}}},"required":["a"],"additionalProperties":false}"#,
                "In context=('properties', 'a', 'items'), 'additionalProperties' is required to be supplied and to be false."
            ),
            (
                #"{"type":"object","properties":{"a":{"oneOf":[{"type":"string"}]}},"required":["a"],"additionalProperties":false}"#,
                "In context=('properties', 'a'), 'oneOf' is not permitted."
            ),
            (
                #"{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false}"#,
                "In context=('properties', 'a'), schema must have a 'type' key."
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"array"}},"required":["a"],"additionalProperties":false}"#,
                "In context=('properties', 'a'), array schema missing items."
            ),
            (
                #"{"type":"object","properties":{},"required":["a"],"additionalProperties":false}"#,
                "In context=(), 'required' is required to be supplied and to be an array including every key in properties. "
                    + "Extra required key 'a' supplied."
            ),
            (
                #"{"type":"object","properties":{},"additionalProperties":false,"anyOf":[]}"#,
                "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level."
            ),
            (
                #"{"type":"array","items":{"type":"string"}}"#,
                "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"array\"'."
            ),
        ])
    func strictFaults(schema: String, fault: String) async throws {
        let schema = try JSONValue(parsing: schema)
        let formatted = await send(request("json", format("thing", schema)))
        #expect(formatted.status == 400)
        #expect(formatted.refusal["message"]?.stringValue == "Invalid schema for response_format 'thing': " + fault)
        #expect(formatted.refusal["param"]?.stringValue == "response_format")
        let called = await send(request("hi", tools: [tool("thing", strict: true, schema)]))
        #expect(called.refusal["message"]?.stringValue == "Invalid schema for function 'thing': " + fault)
        #expect(called.refusal["param"]?.stringValue == "tools[0].function.parameters")
        #expect(called.refusal["code"]?.stringValue == "invalid_function_parameters")
    }
}

@Suite("Schemas that ask for too much")
struct HostileSchemaTests {
    private func answer(_ properties: JSONValue) async -> Answered {
        let schema: JSONValue = ["type": "object", "properties": properties, "required": ["a"]]
        return await send(
            request(
                "Say aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa in json",
                ["response_format": ["type": "json_schema", "json_schema": ["name": "x", "schema": schema]]]))
    }

    @Test(
        "patterns that repeat without end, or never match",
        arguments: [
            "^(a|aa|(a+)+)+(b*)*$", "(((x{1000}){1000}){1000}){1000}", "((){1000}){1000}", "^(?=x)", "(", "[z-a]",
            "$a^",
        ])
    func patterns(pattern: String) async {
        #expect(await answer(["a": ["type": "string", "pattern": .string(pattern)]]).status == 200)
    }

    @Test("a long text of alternatives matches")
    func longPattern() async {
        let answered = await answer(["a": ["type": "string", "pattern": "^(a|b)+$", "minLength": 80]])
        let value = (try? JSONValue(parsing: answered.choice.content ?? ""))?["a"]?.stringValue ?? ""
        #expect(value.count >= 80 && value.allSatisfy { "ab".contains($0) })
    }

    @Test("references in a circle, to nowhere, and enormous bounds")
    func bounds() async {
        #expect(await answer(["a": ["$ref": "#/properties/a"]]).status == 200)
        #expect(await answer(["a": ["$ref": "https://example.com/x"]]).status == 200)
        #expect(await answer(["a": ["type": "string", "minLength": 1_000_000_000]]).status == 200)
        #expect(await answer(["a": ["type": "number", "minimum": 5, "maximum": 1]]).status == 200)
        #expect(await answer(["a": ["type": "integer", "multipleOf": 0]]).status == 200)
        #expect(await answer(["a": ["enum": []]]).status == 200)
        #expect(await answer(["a": ["type": "array", "items": ["$ref": "#"]]]).status == 200)
    }
}
