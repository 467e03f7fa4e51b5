import Prompts

/// `.prompt` files, as they are written and as they are damaged.
package struct PromptFuzz: FuzzTarget {
    package static let name = "prompt"

    private static let damage = Damage(
        tokens: HostileTexts.pieces + [
            "---\n", "model: x\n", "inputs:\n  a: 1\n", "tools:\n  - name: f\n", "  ", "\n    ", "- ", ": ", "{", "}",
            "[",
            "]", "? ", "&a ", "*a", "!!str ", "|\n", ">-\n", "'", "\"", "<user>\n", "</user>\n",
            "<tool name=\"f\" id=\"1\">", "temperature: .inf\n", "<<: *a\n", "\u{85}",
        ])

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        var texts = HostileTexts(numbers: numbers)
        defer { numbers = texts.numbers }
        let text = texts.chance(20) ? texts.text(upTo: 30) : PromptFormat.text(of: texts.document())
        guard texts.chance(85) else { return Array(text.utf8) }
        return Self.damage.of(Array(text.utf8), &texts.numbers)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let text = String(decoding: input, as: UTF8.self)
        switch Result(catching: { () throws(FieldError) in try PromptFormat.parse(text, file: "a.prompt") }) {
        case .success(let document):
            try require(
                same(PromptFormat.updating(text, to: document), text), "is changed by an update without changes")
            let written = PromptFormat.text(of: document)
            try require(parsed(written) == document, "reads differently when it is written: \(written)")
            var changed = document
            changed.config[.temperature] = changed.config[.temperature] == 0.25 ? 0.75 : 0.25
            let updated = PromptFormat.updating(text, to: changed)
            try require(parsed(updated) == changed, "reads differently after a change of the temperature: \(updated)")
        case .failure(let error):
            try require(error.line != nil && error.file == "a.prompt", "is refused without a place: \(error)")
            // The text that does not parse is replaced as a whole.
            var texts = HostileTexts(numbers: numbers)
            let document = texts.document()
            try require(parsed(PromptFormat.updating(text, to: document)) == document, "is not replaced as a whole")
        }
    }

    private func parsed(_ text: String) -> PromptDocument? { try? PromptFormat.parse(text) }

    private func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
}
