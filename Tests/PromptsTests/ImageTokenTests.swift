import Prompts
import Testing

@Suite("Tokens of images")
struct ImageTokenTests {
    private func estimate(_ width: Int, _ height: Int, _ detail: String?, _ model: String) -> Int? {
        let facts = ImageFacts(sha256: "", mediaType: "image/png", width: width, height: height, byteCount: 1)
        return ImageTokens.estimate(facts, detail: detail, model: model)
    }

    @Test("the documentation's examples of tiles")
    func tiles() {
        #expect(estimate(1024, 1024, "high", "gpt-4o") == 765)
        #expect(estimate(2048, 4096, "high", "gpt-4o-2024-08-06") == 1105)
        #expect(estimate(4096, 8192, "low", "gpt-4o") == 85)
        #expect(estimate(512, 512, nil, "openai/gpt-4.1") == 255)
        #expect(estimate(1024, 1024, "high", "gpt-4o-mini") == 2833 + 4 * 5667)
        #expect(estimate(1024, 1024, "auto", "gpt-5") == 70 + 4 * 140)
        #expect(estimate(1024, 1024, "high", "o1") == 75 + 4 * 150)
    }

    @Test("the documentation's examples of patches")
    func patches() {
        #expect(estimate(1024, 1024, nil, "gpt-4.1-mini") == 1659)
        #expect(estimate(1800, 2400, nil, "o4-mini") == (1452 * 172 + 99) / 100)
        #expect(estimate(32, 32, nil, "gpt-4.1-nano") == 3)
    }

    @Test("no guess where no rule is known, or no size")
    func unknown() {
        #expect(estimate(1024, 1024, nil, "llama-4") == nil)
        #expect(estimate(1024, 1024, nil, "gpt-4") == nil)
        #expect(estimate(0, 0, nil, "gpt-4o") == nil)
    }

    @Test("extreme shapes have an estimate, too")
    func extremes() {
        for model in ["gpt-4o", "gpt-4.1-mini"] {
            for (width, height) in [(1, 1), (1, 100_000), (100_000, 1), (4_294_967_295, 4_294_967_295)] {
                #expect((estimate(width, height, nil, model) ?? -1) > 0)
            }
        }
    }
}
