import Playground
import Prompts
import RequestCore
import TestSupport
import Testing
import TextUI

@MainActor @Suite struct KeyHandoverTests {
    private static func directory() -> ProviderDirectory {
        var provider = Provider(name: "work", kind: .http, baseURL: "http://127.0.0.1:1/v1")
        provider.keyCommand = KeyCommand(argv: ["pass", "show", "x"])
        return ProviderDirectory(names: ["work"]) { [provider] _ in .ready(provider) }
    }

    @Test("while a key command runs it has the terminal, once; then the screen is back")
    func handover() async throws {
        let answer =
            #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Ahoy"},"finish_reason":"stop"}]}"#
        let transport = ScriptedTransport([.head(200), .body(answer)], [.head(200), .body(answer)])
        let (starts, start) = AsyncStream<Void>.makeStream()
        let gate = ScriptedTransport.Gate()
        let harness = try await Harness(
            transport: transport, settings: AppSettings(providers: Self.directory(), keymap: .standard)
        ) { world in
            world.readKey = { _ in
                start.yield()
                await gate.pass()
                return Array("key-1\n".utf8)
            }
        }
        try await harness.press("alt-2")
        try await harness.type("Hi")
        harness.terminal.send(keys: "f5")
        for await _ in starts { break }
        #expect(harness.terminal.isPaused)
        gate.open()
        try await harness.see("Ahoy")
        #expect(!harness.terminal.isPaused)
        try await harness.idle()
        try await harness.type("Again")
        try await harness.press("f5")
        try await harness.wait("the second answer") { _ in transport.requests.count == 2 }
        try await harness.idle()
        #expect(!harness.terminal.isPaused)
        let keys = transport.requests.compactMap { $0.headers.first { $0.name == "Authorization" }?.value }
        #expect(keys == ["Bearer key-1", "Bearer key-1"])
    }

    @Test("the first screen names the provider that is ready")
    func firstScreen() async throws {
        var settings = AppSettings(providers: .simulatorOnly, keymap: .standard)
        settings.readyProviders = ["anthropic"]
        let harness = try await Harness(width: 120, height: 40, settings: settings)
        try await harness.see("anthropic has its key")
    }
}
