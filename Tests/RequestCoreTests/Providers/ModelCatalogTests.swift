import JSON
import Prompts
import RequestCore
import Testing

@Suite struct ModelCatalogTests {
    private let catalog = ModelCatalog.shared

    @Test("the catalogue that comes along has its models in order, old names without data too")
    func carried() {
        #expect(catalog.models.count == 254)
        #expect(catalog.models.first?.name == "gpt-6.1-sol")
        #expect(Set(catalog.models.map(\.name)).count == 254)
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

    @Test("every model with facts has a source with its date, and every price can be read")
    func sources() {
        for model in catalog.models where model.isDescribed {
            let source = model.source?.prefix { $0 != "-" }
            #expect(model.asOf == "2026-11-30" && (source == "litellm" || source == "openai"), "\(model.name)")
            #expect(model.provider.map { ProviderPreset.named($0) != nil } == true, "\(model.name)")
            for price in model.prices {
                #expect(price.input != nil && price.output != nil || price.tier != nil, "\(model.name)")
            }
        }
    }

    @Test("config.yaml overrides a model's facts and prices, and adds models")
    func overlaid() throws {
        var known = ModelSettings(name: "gpt-4o")
        known.input = "1.5"
        known.date = "2026-12-01"
        var own = ModelSettings(name: "house-model")
        (own.input, own.output, own.context) = ("0.1", "0.25", 32_000)
        let catalog = catalog.overlaid([known, own])
        let usage: Usage = ["prompt_tokens": 1_000_000, "completion_tokens": 0]
        #expect(catalog.cost(model: "gpt-4o", usage: usage)?.whole == 1.5)
        #expect(catalog.info(for: "gpt-4o")?.asOf == "2026-12-01")
        #expect(catalog.info(for: "gpt-4o")?.maxOutputTokens == 16_384)
        #expect(catalog.info(for: "house-model")?.maxInputTokens == 32_000)
        #expect(catalog.cost(model: "house-model", usage: usage)?.whole == 0.1)
    }

    @Test("anything but a catalogue is an empty one", arguments: ["", "[]", "{\"models\":[]}", "{"])
    func broken(_ text: String) { #expect(ModelCatalog(bytes: Array(text.utf8)).models.isEmpty) }
}
