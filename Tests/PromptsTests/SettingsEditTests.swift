import JSON
import Prompts
import Testing

@Suite struct SettingsEditTests {
    private static let file = """
        # Mine.
        theme: plain   # dark room

        providers:
          # The one at work.
          work:
            base_url: https://llm.example.org/v1   # behind the VPN
            api_key_env: WORK_KEY

          # At home.
          local: {base_url: 'http://127.0.0.1:8080/v1'}

        # Keys.
        keys:
          run: [f5]   # only this

        """

    private let added: JSONObject = ["base_url": "https://new.example/v1", "headers": ["X-Team": "sea"]]

    @Test("a provider is added after the others, and no other line changes")
    func adding() throws {
        let text = try SettingsEdit.adding("new", added, to: Self.file, file: "config.yaml")
        let expected = """
              local: {base_url: 'http://127.0.0.1:8080/v1'}
              new:
                base_url: https://new.example/v1
                headers:
                  X-Team: sea

            # Keys.
            """
        #expect(text.contains(expected))
        let left = text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in Self.file.split(separator: "\n", omittingEmptySubsequences: false) { #expect(left.contains(line)) }
        #expect(try Settings.parse(text, file: "c").providers.map(\.name) == ["work", "local", "new"])
    }

    @Test("a provider is removed with its lines, and what was said above it stays")
    func removing() throws {
        let text = try SettingsEdit.removing("work", from: Self.file, file: "config.yaml")
        #expect(text.contains("providers:\n  # The one at work.\n\n  # At home.\n  local: {base_url"))
        #expect(!text.contains("WORK_KEY") && text.contains("theme: plain   # dark room"))
        #expect(try Settings.parse(text, file: "c").providers.map(\.name) == ["local"])
    }

    @Test(
        "adding and removing again gives the same settings",
        arguments: ["", "# Nothing yet.\n", "providers: {}\n", "theme: plain\n", file])
    func roundTrip(_ text: String) throws {
        let added = try SettingsEdit.adding("new", added, to: text, file: "c")
        #expect(try Settings.parse(added, file: "c").provider(named: "new")?.headers.first?.value == "sea")
        for line in text.split(separator: "\n") where line.hasPrefix("#") { #expect(added.contains(line)) }
        let removed = try SettingsEdit.removing("new", from: added, file: "c")
        #expect(try Settings.parse(removed, file: "c").providers == Settings.parse(text, file: "c").providers)
    }

    @Test("the new provider may become the default; line ends stay as they are")
    func defaultProvider() throws {
        let text = try SettingsEdit.adding("new", added, isDefault: true, to: "theme: plain\r\n", file: "c")
        #expect(try Settings.parse(text, file: "c").defaultProvider == "new")
        #expect(text.hasPrefix("theme: plain\r\nproviders:\r\n"))
    }

    @Test("what cannot be done is an error that names the place")
    func errors() {
        func message(_ change: () throws -> String) -> String {
            do { return try change() } catch { return "\(error)" }
        }
        #expect(message { try SettingsEdit.adding("work", [:], to: Self.file, file: "c") }.contains("is there already"))
        #expect(
            message { try SettingsEdit.removing("none", from: Self.file, file: "c") }.contains(
                "no provider of this name"))
        let bad: JSONObject = ["base_url": "ftp://x"]
        #expect(message { try SettingsEdit.adding("x", bad, to: "", file: "c") }.contains("providers.x.base_url"))
        let used = "default_provider: a\nproviders:\n  a: {base_url: 'http://h/v1'}\n"
        #expect(message { try SettingsEdit.removing("a", from: used, file: "c") }.contains("default_provider: is a"))
        let flow = "providers: {a: {base_url: 'http://h'}, b: {base_url: 'http://h'}}  # two\n"
        #expect(message { try SettingsEdit.removing("a", from: flow, file: "c") }.contains("by hand"))
        #expect(message { try SettingsEdit.adding("c", added, to: flow, file: "c") }.contains("by hand"))
    }
}
