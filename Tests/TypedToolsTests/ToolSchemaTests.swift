import JSON
import Prompts
import Testing
import TypedTools

@Suite("Swift types as tools")
struct ToolSchemaTests {
    @Test("name, description and parameters come from the type, its comments and its properties")
    func weather() {
        #expect(Weather.tool.name == "weather")
        #expect(Weather.tool.description == "Looks the weather up.\n\n\"Now\" or later.")
        #expect(Weather.tool.strict == nil)
        #expect(
            Weather.tool.parameters == [
                "type": "object",
                "properties": [
                    "location": ["type": "string", "description": "City name"],
                    "days": ["type": "integer", "minimum": 1, "maximum": 14, "default": 1],
                    "units": ["type": ["string", "null"], "enum": ["imperial", "metric", nil]],
                ],
                "required": ["location"],
            ])
    }

    @Test("a name and a key may be given, and a description in place of the comment")
    func names() {
        #expect(Search.tool.name == "google_search" && Search.tool.description == nil)
        #expect(
            Search.tool.parameters?["properties"] == [
                "q": ["type": "string", "description": "What to look for", "minLength": 1]
            ])
    }

    @Test("a strict tool is as strict mode asks, nested types included")
    func strict() throws {
        let tool = Order.tool
        #expect(tool.strict == true)
        let schema = try #require(tool.parameters)
        #expect(StrictMode.faults(in: schema).isEmpty)
        #expect(schema["required"] == ["items", "note", "level", "express", "default"])
        #expect(schema["properties"]?["items"]?["items"]?["additionalProperties"] == false)
        #expect(schema["properties"]?["level"] == ["type": ["integer", "null"], "enum": [1, 3, nil]])
    }

    @Test("a type that leads back to itself refers to itself, at the root and below it")
    func recursive() throws {
        #expect(Folder.jsonSchema()["properties"]?["folders"]?["items"] == ["$ref": "#"])
        let shelf = Shelf.jsonSchema()
        #expect(shelf["properties"]?["top"] == ["$ref": "#/$defs/Folder"])
        #expect(shelf["$defs"]?["Folder"]?["properties"]?["folders"]?["items"] == ["$ref": "#/$defs/Folder"])
        let schema = try JSONSchema(shelf)
        let deep: JSONValue = ["top": ["name": "a", "folders": [["name": "b", "folders": [1]]]], "labels": ["x": 1]]
        #expect(schema.validate(deep).first?.place == "top.folders[0].folders[0]")
    }

    @Test("a type without properties takes an empty object")
    func empty() {
        #expect(Nothing.tool.parameters == ["type": "object", "properties": [:]])
    }

    @Test("what has come of a value is there, the rest is nil")
    func partial() throws {
        let json = try #require(
            PartialJSON.value(of: #"{"items":[{"name":"tea","price":3.5,"tags":["a"]},{"name":"cof"#))
        let order = try #require(Order.partial(of: json))
        #expect(order.items?.map(\.name) == ["tea", "cof"] && order.items?.first?.tags == ["a"])
        #expect(order.items?.last?.price == nil && order.note == nil && order.level == nil)
        #expect(Weather.partial(of: ["units": "imp"])?.units == nil)
        #expect(Weather.partial(of: ["units": "imperial"])?.units == .imperial)
        #expect(Weather.partial(of: []) == nil)
        #expect(Shelf.partial(of: ["labels": ["a": 1]])?.labels == ["a": 1])
    }
}
