import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct ModelListingTests {
    private static let openAI = Provider(name: "work", kind: .http, baseURL: "http://h/v1")
    private static let ollama: Provider = {
        var provider = Provider(name: "ollama", kind: .http, baseURL: "http://127.0.0.1:11434/v1")
        provider.preset = "ollama"
        return provider
    }()

    private func desk() -> Desk {
        var desk = Desk()
        desk.state.settings.providers = ProviderDirectory(names: ["simulator", "work", "ollama"]) { name in
            switch name {
            case nil, "work": .ready(Self.openAI)
            case "ollama": .ready(Self.ollama)
            default: .missing(FieldError(message: "no"))
            }
        }
        return desk
    }

    private func list(_ desk: Desk) -> Dropdown? { desk.state.layers.top as? Dropdown }

    @Test("opening the list asks the provider for its models, and this machine for servers")
    func asking() {
        var desk = desk()
        desk.press("f2")
        #expect(desk.effects.contains(.models(.list(Self.openAI))))
        #expect(desk.effects.contains(.models(.search([Self.ollama]))))
        var offline = Desk()
        offline.press("f2")
        #expect(offline.effects.isEmpty)
    }

    @Test("the provider's own models come first, in its order; what is typed and selected stays as they arrive")
    func own() {
        var desk = desk()
        desk.press("f2")
        let selected = list(desk).map { $0.shown[$0.selection].label }
        desk.send(.models(.listed(provider: "work", ["zeta-1", "gpt-4o", "alpha-2"])))
        #expect(list(desk)?.items.prefix(3).map(\.label) == ["zeta-1", "gpt-4o", "alpha-2"])
        #expect(list(desk)?.items.filter { $0.label == "gpt-4o" }.count == 1)
        #expect(list(desk).map { $0.shown[$0.selection].label } == selected)
        desk.type("alpha-2")
        desk.send(.models(.listed(provider: "work", ["alpha", "alpha-2", "x-alpha-2"])))
        desk.press("enter")
        #expect(desk.state.draft.config.model == "alpha-2")
    }

    @Test("the list says that the provider's names are being read, and why they are not there")
    func reading() {
        var desk = desk()
        desk.press("f2")
        #expect(desk.screen.contains("context · vis images"))
        desk.send(.models(.asked(provider: "ollama")))
        #expect(desk.screen.contains("context · vis images"))
        desk.send(.models(.asked(provider: "work")))
        #expect(desk.screen.contains("Reading the models of work…"))
        desk.send(.models(.ended(provider: "work", problem: "no route to host")))
        #expect(desk.screen.contains("The models of work could not be read: no route to host"))
        desk.press("escape")
        desk.press("f2")
        desk.send(.models(.listed(provider: "work", ["m"])))
        desk.send(.models(.ended(provider: "work", problem: nil)))
        #expect(desk.screen.contains("context · vis images"))
    }

    @Test("a list that arrives for another provider, or when no list is open, changes nothing on screen")
    func elsewhere() {
        var desk = desk()
        desk.send(.models(.listed(provider: "other", ["m"])))
        #expect(desk.state.layers.isEmpty)
        desk.press("f2")
        #expect(list(desk)?.items.contains { $0.label == "m" } == false)
    }

    @Test("an exact name comes before longer names that end with it")
    func exact() {
        var desk = desk()
        desk.send(.models(.listed(provider: "work", ["vendor/o3", "o3"])))
        desk.press("f2")
        desk.type("o3")
        #expect(list(desk)?.shown.prefix(2).map(\.label) == ["o3", "vendor/o3"])
    }

    @Test("models of servers on this machine join the list, and taking one takes its server")
    func local() {
        var desk = desk()
        desk.press("f2")
        desk.send(.models(.found(LocalServers.Found(name: "ollama", models: ["llama3.2:3b"]))))
        desk.type("llama3.2:3b")
        desk.press("enter")
        #expect(desk.state.draft.config.model == "llama3.2:3b")
        #expect(desk.state.draft.config.provider == "ollama")
    }

    @Test("retirement names the successor, and the list says what its columns mean")
    func columns() throws {
        var leaving = ModelInfo(name: "leaving")
        leaving.mode = "chat"
        leaving.deprecationDate = "2026-12-11"
        leaving.successor = "next"
        let today = try #require(Day(iso: "2026-11-20"))
        #expect(ModelChoices.items([leaving], today: today)[0].columns.last == "retires 11 Dec 2026 → next")
        let wide = ModelChoices.items([leaving], today: today, isWide: true)[0].columns
        #expect(wide.count == 4)
        var desk = desk()
        desk.press("f2")
        #expect(desk.screen.contains("context · vis images"))
    }

    @Test("the provider has its row, with the one that is asked where the config names none")
    func row() {
        var desk = desk()
        #expect(desk.screen.contains("Provider    work") && desk.state.draft.config.provider == nil)
        desk.go(to: .provider)
        desk.press("enter")
        #expect(list(desk)?.title == "Provider")
        desk.type("ollama")
        desk.press("enter")
        #expect(desk.state.draft.config.provider == "ollama")
        desk.press("alt-2")
        #expect(desk.savedConfigs.map(\.provider) == ["ollama"])
    }
}
