import JSON
import RequestCore
import Testing

@Suite struct ModelCatalogTests {
    private let catalog = ModelCatalog.shared

    @Test("the catalogue that comes along has its models in order, old names without data too")
    func carried() {
        #expect(catalog.models.count == 83)
        #expect(catalog.models.first?.name == "gpt-5.6-sol")
        #expect(catalog.info(for: "gpt-4-vision-preview")?.isDescribed == false)
    }

    @Test("a model's limits, abilities and dates")
    func facts() throws {
        let model = try #require(catalog.info(for: "gpt-4o"))
        #expect(model.maxInputTokens == 128_000)
        #expect(model.maxOutputTokens == 16_384)
        #expect(model.supportsVision == true)
        #expect(model.supportsReasoning == nil)
        #expect(catalog.info(for: "gpt-5.4")?.defaultReasoningEffort == "none")
        #expect(catalog.info(for: "gpt-5.2-pro")?.hasChatEndpoint == false)
        #expect(catalog.info(for: "gpt-4")?.deprecationDate == "2026-10-23")
        #expect(catalog.info(for: "o1-2024-12-17")?.supportsParallelTools == false)
        #expect(catalog.info(for: "gpt-5-chat-latest")?.supportsReasoning == false)
    }

    @Test(
        "a dated snapshot that is not listed is its base model; a vendor's prefix does not matter",
        arguments: [
            ("gpt-4o-2026-01-01", "gpt-4o"), ("gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
            ("openai/gpt-4o-mini", "gpt-4o-mini"),
            ("openai/gpt-5-2030-01-01", "gpt-5"), ("gpt-4-9999", "gpt-4"), ("gpt-4o-20260101", "gpt-4o"),
        ])
    func snapshots(_ asked: String, _ found: String) { #expect(catalog.info(for: asked)?.name == found) }

    @Test("an unknown model is unknown", arguments: ["", "llama-3", "gpt", "-2024-08-06", "gpt-4o-2024", "openai/"])
    func unknown(_ name: String) {
        let info = catalog.info(for: name)
        #expect(info == nil || name == "gpt-4o-2024")
    }

    @Test("an answer costs what its tokens cost, cached ones at their own price")
    func cost() throws {
        let usage: Usage = ["prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100]
        #expect(abs(try #require(catalog.cost(model: "gpt-4o", usage: usage)) - 0.0035) < 1e-12)
        let cached: Usage = [
            "prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": ["cached_tokens": 400],
        ]
        #expect(abs(try #require(catalog.cost(model: "gpt-4o", usage: cached)) - 0.003) < 1e-12)
    }

    @Test("without prices, counts or usage the cost is not known")
    func unknownCost() {
        #expect(catalog.cost(model: "llama-3", usage: ["prompt_tokens": 1, "completion_tokens": 1]) == nil)
        #expect(catalog.cost(model: "gpt-4-32k", usage: ["prompt_tokens": 1, "completion_tokens": 1]) == nil)
        #expect(catalog.cost(model: "gpt-4o", usage: nil) == nil)
        #expect(catalog.cost(model: "gpt-4o", usage: ["prompt_tokens": 1]) == nil)
        #expect(catalog.cost(model: "gpt-4o", usage: ["prompt_tokens": -1, "completion_tokens": 1]) == nil)
    }

    @Test("anything but a catalogue is an empty one", arguments: ["", "[]", "{\"models\":[]}", "{"])
    func broken(_ text: String) { #expect(ModelCatalog(bytes: Array(text.utf8)).models.isEmpty) }
}
