import Prompts

/// Files of other formats, as they are written and as they are damaged.
package struct BridgeFuzz: FuzzTarget {
    package static let name = "bridges"

    private static let damage = Damage(
        tokens: HostileTexts.pieces + [
            "---\n", "system:\n", "user[name=\"a\"]:\n", "{{", "}}", "{%", "%}", "{#", "#}", "{{{", "}}}", "{{-", "-}}",
            "{{~", "~}}", "{{#if x}}", "{{/if}}", "{{role \"system\"}}", "{{role \"model\"}}", "{{media url=a}}",
            "{{history}}", "{{>p}}", "\\{{", "$", "$$", "${", "${a}", "$a", "inputs:\n", "- name: a\n  kind: image\n",
            "kind: thread\n", "outputs:\n", "tools: [a]\n", "model: {id: x}\n", "sample: {a: 1}\n",
            "schema: string, a\n",
            "a?(array, b): c\n", "(*): any\n", "{\"messages\":[", "\"template\":", "\"instructions\":", "\"body\":\"{",
            "\"type\":\"function_call\",", "null", "[]", "{}",
            "curl -d '", "wget --post-data=", "http POST :/v1 a[0][b]=c ", "messages:=[]", "echo '{}' | http :/",
            "fetch(\"", ", {\"body\": \"", "Invoke-RestMethod -Body \"", "-Body @'\n", "$([char]0xD83D)", "`\"",
        ])

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        var texts = HostileTexts(numbers: numbers)
        defer { numbers = texts.numbers }
        let bridge = Bridge.allCases.randomElement(using: &texts.numbers) ?? .prompty
        let text = texts.chance(15) ? texts.text(upTo: 30) : bridge.write(texts.document()).text
        guard texts.chance(85) else { return Array(text.utf8) }
        return Self.damage.of(Array(text.utf8), &texts.numbers)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        for path in [nil, "a.prompty", "a.json", "a.yaml"] { _ = Bridge.recognise(text, path: path) }
        for bridge in Bridge.allCases {
            guard let reading = try? bridge.read(text, file: "a") else { continue }
            var document = reading.document.withThreadInTemplate
            for index in document.config.template.indices { document.config.template[index].reasoning = nil }
            let saved = try? PromptFormat.parse(PromptFormat.text(of: document))
            try require(saved == document, "read as \(bridge.rawValue) it is not what is saved of it")
        }
    }
}
