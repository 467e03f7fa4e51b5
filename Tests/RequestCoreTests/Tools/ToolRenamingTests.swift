import JSON
import Prompts
import RequestCore
import Testing

@Suite("A tool that is renamed takes along what answers it")
struct ToolRenamingTests {
    @Test("commands go along, and an MCP server's tool keeps the name that the server knows")
    func settings() {
        let etude: JSONObject = [
            "tools": [
                "a.b": ["mcp": "sea"], "c": ["mcp": ["server": "sea", "tool": "see"], "mode": "auto"],
                "d": ["run": ["./d.sh"]], "e": ["mock": "1"],
            ]
        ]
        func renamed(_ old: String, _ new: String, keepsOld: Bool = false) -> JSONValue? {
            ToolSettings.renaming(old, to: new, keepsOld: keepsOld, in: etude)["tools"]
        }
        #expect(renamed("a.b", "a_b")?["a_b"] == ["mcp": ["server": "sea", "tool": "a.b"]])
        #expect(renamed("a.b", "a_b")?["a.b"] == nil)
        #expect(renamed("a.b", "a_b")?.objectValue?.keys.first == "a_b")
        #expect(renamed("c", "x")?["x"] == ["mcp": ["server": "sea", "tool": "see"], "mode": "auto"])
        #expect(renamed("d", "x")?["x"] == ["run": ["./d.sh"]])
        #expect(renamed("d", "e")?["e"] == ["mock": "1"])
        #expect(renamed("d", "x", keepsOld: true)?["d"] == ["run": ["./d.sh"]])
        #expect(ToolSettings.renaming("none", to: "x", in: etude) == etude)
    }

    @Test("the tool choice goes along, in every form, unless another tool has the old name")
    func choice() {
        var config = Config(tools: [Tool(name: "a.b"), Tool(name: "c")])
        config.toolChoice = .function(name: "a.b")
        config.renameTool(0, to: "a_b")
        #expect(config.toolChoice == .function(name: "a_b"))
        let allowed = ToolChoice.other([
            "type": "allowed_tools",
            "allowed_tools": ["mode": "auto", "tools": [["type": "function", "function": ["name": "a_b"]]]],
        ])
        config.toolChoice = allowed
        config.renameTool(0, to: "z")
        guard case .other(let json)? = config.toolChoice else {
            Issue.record("the choice has another form")
            return
        }
        #expect(json["allowed_tools"]?["tools"]?[0]?["function"]?["name"] == "z")
        var twice = Config(tools: [Tool(name: "t"), Tool(name: "t")])
        twice.toolChoice = .function(name: "t")
        twice.renameTool(0, to: "u")
        #expect(twice.toolChoice == .function(name: "t"))
    }

    @Test("a tool that is no function has its new name in its JSON, too")
    func raw() {
        var config = Config(tools: [
            Tool(name: "a b", raw: ["type": "custom", "custom": ["name": "a b", "format": ["type": "text"]]])
        ])
        config.renameTool(0, to: "a_b")
        #expect(config.tools[0].raw?["custom"]?["name"] == "a_b")
    }

    @Test("the fix never offers a name that is taken")
    func takenName() {
        let config = Config(tools: [Tool(name: "a.b"), Tool(name: "a_b"), Tool(name: "a b")])
        let fixes = Lint.findings(config: config, messages: [], model: "m").filter { $0.rule == .namePattern }
            .compactMap(\.fix)
        #expect(fixes.map { $0.config.tools.map(\.name) } == [["a_b_2", "a_b", "a b"], ["a.b", "a_b", "a_b_2"]])
        let long = String(repeating: "x", count: 70)
        let name = Lint.allowedName(long, besides: [Lint.allowedName(long)])
        #expect(Lint.isName(name) && name.hasSuffix("_2"))
    }
}
