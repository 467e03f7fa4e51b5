import RequestCore
import TestSupport
import Testing

@Suite struct ProxyAnswerTests {
    private func message(_ steps: ScriptedTransport.Step...) async throws -> String {
        let runner = Runner(transport: ScriptedTransport(steps, steps, steps), clock: TestClock().clock)
        return try #require(await runner.reply(to: Running.prepared()).error?.message)
    }

    @Test("a proxy that answers in the provider's place is named")
    func named() async throws {
        let page = "<html><title>Access denied</title></html>"
        let squid = try await message(.head(403, [("server", "squid/6.1")]), .body(page))
        #expect(squid.hasPrefix("the proxy Squid answered in the provider's place: Access denied"))
        let zscaler = try await message(.head(200, [("x-zscaler-reason", "category")]), .body(page))
        #expect(zscaler.contains("the proxy Zscaler answered in the provider's place"))
        let unnamed = try await message(.head(407, [("proxy-authenticate", "Basic")]))
        #expect(unnamed.hasPrefix("a proxy answered in the provider's place"))
    }

    @Test("an answer in JSON is the provider's, whatever it passed on its way")
    func passedOn() async throws {
        let text = try await message(
            .head(400, [("via", "1.1 squid")]), .body(#"{"error":{"message":"no such model"}}"#))
        #expect(text == "no such model")
        let page = try await message(.head(502, [("server", "nginx")]), .body("<html><h1>502 Bad Gateway</h1>"))
        #expect(!page.contains("proxy"))
    }
}
