import JSON
import Prompts
import RequestCore
import Simulator
import Testing

@Suite struct DefinitionTests {
    private func definition(_ request: DefinitionRequest) async throws -> JSONObject {
        let run = request.run(model: "gpt-4.1-mini", provider: .simulator)
        let client = Client(
            provider: .simulator, transport: SimulatorTransport(), config: run.config)
        return try request.definition(in: try await client.answer(asking: run.thread).message)
    }

    @Test(
        "a tool is made of the words of a sentence, and can be sent as it is",
        arguments: [
            (
                "current weather for a city, in celsius or fahrenheit", "get_current_weather",
                ["city: string", "unit: string celsius|fahrenheit"]
            ),
            (
                "Send an email to a recipient with subject and body", "send_email",
                ["recipient: string", "subject: string", "body: string"]
            ),
            (
                "Searches the knowledge base for a query, with an optional limit", "search_knowledge_base",
                ["query: string", "limit: integer|null"]
            ),
            (
                "book a table at a restaurant for a number of guests on a date", "book_table",
                ["restaurant: string", "number_guests: integer", "date: string"]
            ),
            (
                "seats for a concert, in red, green or blue", "get_seats",
                ["concert: string", "kind: string red|green|blue"]
            ),
            (
                "rooms for a party, inside or outside", "get_rooms",
                ["party: string", "kind: string inside|outside"]
            ),
            ("paint it", "get_paint_it", ["query: string"]), ("", "look_up", ["query: string"]),
            ("é ü 日本", "look_up", ["query: string"]),
        ])
    func tool(sentence: String, name: String, properties: [String]) async throws {
        let definition = try await definition(DefinitionRequest(.tool, sentence: sentence))
        #expect(definition["name"]?.stringValue == name)
        #expect(shown(definition["parameters"]) == properties)
        #expect(definition["strict"] == true)
    }

    @Test("a schema is made likewise, of what the answer holds")
    func schema() async throws {
        let definition = try await definition(
            DefinitionRequest(.schema, sentence: "an invoice with number, date, total amount and items"))
        #expect(definition["name"]?.stringValue == "invoice")
        #expect(
            shown(definition["schema"]) == ["number: integer", "date: string", "total_amount: number", "items: array"])
    }

    @Test("a current definition is changed where the sentence says so, and kept elsewhere")
    func change() async throws {
        let current = try await definition(
            DefinitionRequest(.tool, sentence: "weather for a city, in celsius or fahrenheit"))
        let more = try await definition(DefinitionRequest(.tool, sentence: "with a date", current: current))
        #expect(shown(more["parameters"]) == ["city: string", "unit: string celsius|fahrenheit", "date: string"])
        #expect(more["name"] == current["name"] && more["description"] == current["description"])
        let open = try await definition(
            DefinitionRequest(.tool, sentence: "make the city optional and add a country", current: current))
        #expect(
            shown(open["parameters"]) == ["city: string|null", "unit: string celsius|fahrenheit", "country: string"])
        let loose: JSONObject = [
            "name": "w", "parameters": ["type": "object", "properties": ["city": ["type": "string"]]],
        ]
        let same = try await definition(DefinitionRequest(.tool, sentence: "add a date", current: loose))
        #expect(shown(same["parameters"]) == ["city: string", "date: string"] && same["strict"] == nil)
        let less = try await definition(DefinitionRequest(.tool, sentence: "remove the unit", current: more))
        #expect(shown(less["parameters"]) == ["city: string", "date: string"])
    }

    private func shown(_ schema: JSONValue?) -> [String] {
        (schema?["properties"]?.objectValue ?? JSONObject()).map { member in
            let types = member.value["type"]?.arrayValue ?? [member.value["type"] ?? "any"]
            let values = (member.value["enum"]?.arrayValue ?? []).compactMap(\.stringValue)
            return "\(member.key): \(types.compactMap(\.stringValue).joined(separator: "|"))"
                + (values.isEmpty ? "" : " " + values.joined(separator: "|"))
        }
    }
}
