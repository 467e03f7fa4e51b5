import Foundation
import JSON
import Prompts
import TestSupport
import Testing

@Suite("Definitions of tools")
struct ToolDefinitionTests {
    private static let tide = Tool(
        name: "tide", description: "High tides",
        parameters: ["type": "object", "properties": ["at": ["type": "string"]]])

    @Test(
        "the same tool is read in every shape that it comes in",
        arguments: [
            #"{"name":"tide","description":"High tides","parameters":SCHEMA}"#,
            #"{"type":"function","function":{"name":"tide","description":"High tides","parameters":SCHEMA}}"#,
            #"{"type":"function","name":"tide","description":"High tides","parameters":SCHEMA}"#,
            #"[{"type":"function","function":{"name":"tide","description":"High tides","parameters":SCHEMA}}]"#,
            #"{"model":"m","tools":[{"name":"tide","description":"High tides","parameters":SCHEMA}]}"#,
            #"{"tools":[{"name":"tide","title":"Tide","description":"High tides","inputSchema":SCHEMA,"annotations":{}}],"nextCursor":"x"}"#,
            #"{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"tide","description":"High tides","inputSchema":SCHEMA}]}}"#,
            #"{"name":"tide","description":"High tides","input_schema":SCHEMA}"#,
        ])
    func shapes(text: String) throws {
        let schema = #"{"type":"object","properties":{"at":{"type":"string"}}}"#
        let json = try JSONValue(parsing: text.replacing("SCHEMA", with: schema))
        #expect(try ToolDefinitions.read(json) == [Self.tide])
    }

    @Test("of a call a tool is made whose schema its arguments fit, as text or as JSON")
    func calls() throws {
        let text =
            #"{"id":"a","type":"function","function":{"name":"tide","arguments":"{\"harbour\":\"Brest\",\"days\":3,\"list\":[1,\"x\",1],\"more\":{\"a\":null}}"}}"#
        let tools = try ToolDefinitions.read(JSONValue(parsing: text))
        let schema = try #require(tools.first?.parameters)
        #expect(tools.first?.name == "tide" && schema["properties"]?["days"] == ["type": "integer"])
        #expect(schema["properties"]?["list"]?["items"]?["anyOf"]?.arrayValue?.count == 2)
        #expect(schema["required"] == ["harbour", "days", "list", "more"] && StrictMode.faults(in: schema).isEmpty)
        let value = try JSONValue(parsing: #"{"harbour":"Brest","days":3,"list":[1,"x"],"more":{"a":null}}"#)
        #expect(try JSONSchema(schema).allows(value))
        #expect(
            try ToolDefinitions.read(["name": "f", "arguments": ["a": 1.5]])[0].parameters?["properties"] == [
                "a": ["type": "number"]
            ])
    }

    @Test("what is missing, wrong or would be lost is named with its place")
    func errors() {
        func problem(_ text: String) -> String? {
            do throws(FieldError) {
                _ = try ToolDefinitions.read((try? JSONValue(parsing: text)) ?? .null)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(problem("[]") == "the list has no tool")
        #expect(problem(#"[{"name":"a"},{"description":"b"}]"#)?.contains("tools[1].name") == true)
        #expect(problem(#"{"name":"a","paramters":{}}"#)?.contains("'paramters'") == true)
        #expect(problem(#"{"name":"a","arguments":"{"}"#)?.contains("arguments") == true)
        #expect(problem("5")?.contains("object") == true)
    }

    @Test("every preset that is shipped is a strict tool that the API takes")
    func presets() throws {
        let folder = Etude.project.appendingPathComponent("sample-configs/tools")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.count >= 12)
        for file in files {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            let tool = try #require(try ToolDefinitions.read(JSONValue(parsing: text)).first)
            #expect(tool.strict == true && tool.description != nil, "\(file)")
            #expect(StrictMode.faults(in: try #require(tool.parameters)).isEmpty, "\(file)")
        }
    }
}
