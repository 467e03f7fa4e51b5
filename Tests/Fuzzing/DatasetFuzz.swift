import Evaluations
import JSON
import Prompts

/// Datasets and evaluations' files, as they are written and as they are damaged, and checks over hostile answers.
package struct DatasetFuzz: FuzzTarget {
    package static let name = "datasets"

    private static let damage = Damage(
        tokens: HostileTexts.pieces + [
            "a,b\n", "1,2\r\n", "\"", "\"\"", "\",", ",", "__expected", "__expected1,", "__threshold", "contains:x",
            "not-levenshtein(3):", "is-json:{", "regex:(", "similar(0.8):", "latency(5)", "grade:", "{\"vars\":{",
            "}}\n",
            "\"assert\":[", "{\"type\":\"contains\",\"value\":", "\"assert-set\"", "\"messages\":[", "\"expected\":",
            "- vars:\n",
            "    city: Brest\n", "prompts: [", "providers: ", "tests:\n", "defaultTest:", "file://x", "openai:gpt",
            "checks:\n",
            "<a>", "</a>", "<!DOCTYPE", "<![CDATA[", "1e999", "[1,2,3]",
        ])

    private static let wholes = [
        "city,__expected,__metric\nBrest,contains:Brest,m\n\"Le \"\"Havre\"\"\",\"not-icontains-any:a, b\",\n",
        "{\"vars\":{\"a\":[1,2]},\"assert\":[{\"type\":\"is-json\",\"value\":{\"type\":\"object\"}}],\"threshold\":0.5}\n",
        "- vars: {city: Brest}\n  assert:\n    - type: assert-set\n      assert: [{type: contains, value: x}]\n",
        "prompts: [\"Hi {{a}}\"]\nproviders: [openai:gpt-4.1]\ntests: [{vars: {a: b}}]\ndefaultTest: {assert: []}\n",
        "<report a='1'><city>Brest &amp; more</city><!-- c --></report>",
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let whole = Array(numbers.pick(Self.wholes).utf8)
        return numbers.chance(90) ? Self.damage.of(whole, &numbers) : whole
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        for format in [DatasetReader.Format?.none, .csv, .jsonl, .json, .yaml] {
            guard let data = try? DatasetReader(file: "x").read(input, format: format) else { continue }
            // A dataset's canonical lines are a dataset, and the same one.
            let lines = data.rows.map { $0.canonical + "\n" }.joined()
            let canonical = data.rows.map { row in
                "{\"options\":{\"disableVarExpansion\":true}," + row.canonical.dropFirst() + "\n"
            }.joined()
            try require(data.id == SHA256.hex(of: Array(lines.utf8)), "its id is not the hash of its lines")
            let namesFile = data.rows.contains {
                $0.vars.contains { $0.value.stringValue?.hasPrefix("file://") == true }
            }
            guard !namesFile else { continue }
            let again = try? DatasetReader(file: "x").read(Array(canonical.utf8), format: .jsonl)
            try require(again?.id == data.id, "its canonical lines are another dataset")
        }
        let text = String(decoding: input, as: UTF8.self)
        for path in ["x.csv", "x.jsonl", "x.json", "x.yaml"] { try checkChanges(text, path) }
        for path in ["x.eval.yaml", "promptfooconfig.yaml"] {
            _ = try? EvaluationFile.read(text, file: path, files: .none)
        }
        try checkAnswer(text)
    }

    /// A row that is added in a text's form is read again, and removing it leaves the text as it was.
    private func checkChanges(_ text: String, _ file: String) throws(FuzzFinding) {
        guard let own = try? DatasetText(text, file: file) else { return }
        let columns = own.columns
        guard !columns.isEmpty, Set(columns).count == columns.count else { return }
        let row = own.object(of: columns.map { _ in "a,\"b\"\n" })
        let isLined = ["x.csv", "x.jsonl"].contains(file)
        guard let more = try? own.inserting([row], after: nil) else {
            // YAML may have a layout that is not known.
            return try require(file == "x.yaml", "a row cannot be added")
        }
        guard let again = try? DatasetText(more, file: file) else {
            throw FuzzFinding("a row that was added cannot be read")
        }
        try require(!isLined || more.hasPrefix(text), "adding a row changes the others")
        try require(again.columns == columns, "adding a row changes the columns")
    }

    /// A check and its opposite never both pass, and no answer stops a check.
    private func checkAnswer(_ text: String) throws(FuzzFinding) {
        let answer = Answer(output: text)
        for type in ["is-json", "contains-json", "is-xml", "is-refusal", "is-valid-openai-tools-call"] {
            let right = Check(type: type).finding(about: answer)
            let turned = Check(type: type, isNegated: true).finding(about: answer)
            try require(right.outcome != turned.outcome, "\(type) and not-\(type) are both \(right.outcome)")
        }
        let distance = TextMetrics.levenshtein(text, text)
        try require(distance == 0, "a text is not itself")
        for score in [TextMetrics.rouge(text, "a b"), TextMetrics.bleu(text, ["a b"]), TextMetrics.gleu(text, ["a b"])]
        {
            try require((0...1.000001).contains(score), "a score of \(score)")
        }
    }
}
