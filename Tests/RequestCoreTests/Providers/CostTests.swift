import JSON
import RequestCore
import TestSupport
import Testing

@Suite struct CostTests {
    private let catalog = ModelCatalog.shared

    private func cost(_ model: String, _ usage: Usage, tier: String? = nil) -> Cost? {
        catalog.cost(model: model, usage: usage, tier: tier)
    }

    private func usage(
        _ input: Int, _ output: Int, cached: Int = 0, written: Int = 0, reasoning: Int = 0
    ) -> Usage {
        [
            "prompt_tokens": .number(JSONNumber(input)), "completion_tokens": .number(JSONNumber(output)),
            "prompt_tokens_details": [
                "cached_tokens": .number(JSONNumber(cached)), "cache_write_tokens": .number(JSONNumber(written)),
            ],
            "completion_tokens_details": ["reasoning_tokens": .number(JSONNumber(reasoning))],
        ]
    }

    @Test("an answer costs what its tokens cost, cached ones at their own price, to the last digit")
    func plain() {
        #expect(cost("gpt-4o", usage(1000, 100))?.whole == 0.0035)
        #expect(cost("gpt-4o", usage(1000, 100, cached: 400))?.whole == 0.003)
        #expect(cost("gpt-6-luna", usage(3, 7))?.whole == 0.0000038)
    }

    @Test(
        "above a model's threshold the whole request has the prices of long contexts",
        arguments: [
            ("gpt-6-sol", 272_000, 0.554), ("gpt-6-sol", 272_001, 1.103004),
            ("gemini-3.1-pro-preview", 200_000, 0.412), ("gemini-3.1-pro-preview", 200_001, 0.818004),
        ])
    func longContext(_ model: String, _ input: Int, _ expected: Double) {
        #expect(cost(model, usage(input, 1000))?.whole == expected)
    }

    @Test("tokens that are written into the cache have their price, and are a part of the prompt")
    func writes() {
        // 500 at 2, 200 at 0.2, 300 at 2.5 dollars for a million, and 100 at 10.
        #expect(cost("gpt-6-sol", usage(1000, 100, cached: 200, written: 300))?.whole == 0.00279)
        var long = usage(1000, 0, written: 300)
        long.writtenLong = 100
        // 700 at 3, 200 at 3.75, 100 at 6.
        #expect(cost("claude-sonnet-4-6", long)?.whole == 0.00345)
    }

    @Test("the tier that has answered decides; one without prices makes the cost unknown")
    func tiers() {
        #expect(cost("gpt-6-sol", usage(1000, 100), tier: "default")?.whole == 0.003)
        #expect(cost("gpt-6-sol", usage(1000, 100), tier: "flex")?.whole == 0.0015)
        #expect(cost("gpt-6-sol", usage(1000, 100), tier: "priority")?.whole == 0.006)
        #expect(cost("gpt-6-sol", usage(1000, 100), tier: "scale") == nil)
        #expect(cost("gpt-4-turbo", usage(1000, 100), tier: "flex") == nil)
        // There is a price for long prompts at the standard tier, and none at this one.
        #expect(cost("gpt-5.5", usage(272_000, 0), tier: "priority")?.whole == 3.4)
        #expect(cost("gpt-5.5", usage(272_001, 0), tier: "priority") == nil)
    }

    @Test("a component without a price makes the sum a lower bound")
    func lowerBound() {
        let written = cost("gpt-4o", usage(1000, 100, written: 500))
        #expect(written?.whole == nil && written?.known.value == 0.00225)
        var sound = usage(1000, 100)
        sound.audioInput = 400
        #expect(cost("gpt-4o", sound)?.isWhole == false)
    }

    @Test("a cost that the server reports wins")
    func reported() {
        let usage: Usage = ["prompt_tokens": 1000, "completion_tokens": 100, "cost": 0.00014]
        #expect(cost("no-such-model", usage)?.whole == 0.00014)
        let noisy: Usage = ["prompt_tokens": 1, "completion_tokens": 1, "cost": 0.00014000000000000001]
        #expect(cost("gpt-4o", noisy)?.whole == 0.00014)
    }

    @Test("without prices, counts or usage the cost is not known, and prices by the hour are not guessed")
    func unknown() {
        #expect(cost("llama-3", usage(1, 1)) == nil)
        #expect(cost("gpt-4-32k", usage(1, 1)) == nil)
        #expect(catalog.cost(model: "gpt-4o", usage: nil) == nil)
        #expect(cost("gpt-4o", ["prompt_tokens": 1]) == nil)
        #expect(cost("gpt-4o", ["prompt_tokens": -1, "completion_tokens": 1]) == nil)
        #expect(cost("deepseek-v4-pro", usage(1000, 100)) == nil)
        #expect(cost("gpt-5.5-pro", usage(.max, .max)) == nil)
    }

    @Test(
        "amounts are exact decimals",
        arguments: [("0.0375", 37_500_000_000), ("1e-05", 10_000_000), ("2", 2_000_000_000_000), ("0", 0)])
    func decimals(_ text: String, _ picos: Int64) {
        #expect(Dollars(text)?.picos == picos)
        #expect(Dollars(text)?.value == Double(text))
    }

    @Test("what is no amount is none", arguments: ["", "-1", "1.2.3", "abc", "1e99", "0.0000000000001", "NaN"])
    func noAmount(_ text: String) { #expect(Dollars(text) == nil) }
}
