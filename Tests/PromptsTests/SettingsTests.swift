import Testing

@testable import Prompts

@Suite struct SettingsTests {
    @Test("a whole config.yaml is read")
    func whole() throws {
        let yaml = """
            providers:
              openai:
                api_key_env: MY_KEY
              local:
                base_url: http://localhost:8000/v1
                dialect: chat
                headers: {X-Team: blue, X-Number: 0012}
                timeout: 90.5
                ca_file: ca.pem
                send_back: [reasoning_content]
              bare:
            default_provider: local
            theme: paper
            keys:
              run: [ctrl-r, f5]
              quit: ctrl-q
              help: []
            mouse: false
            ascii: true
            esc_delay_ms: 25
            paced_simulator: false
            """
        let settings = try Settings.parse(yaml, file: "config.yaml")
        #expect(settings.providers.map(\.name) == ["openai", "local", "bare"])
        #expect(
            settings.provider(named: "local")
                == ProviderSettings(
                    name: "local", baseURL: "http://localhost:8000/v1", dialect: .chat,
                    headers: [.init(name: "X-Team", value: "blue"), .init(name: "X-Number", value: "0012")],
                    timeout: 90.5, caFile: "ca.pem", sendBack: ["reasoning_content"]))
        #expect(settings.provider(named: "openai")?.apiKeyEnv == "MY_KEY")
        #expect(settings.keys.map(\.command) == ["run", "quit", "help"])
        #expect(settings.keys.map(\.keys) == [["ctrl-r", "f5"], ["ctrl-q"], []])
        #expect(settings.defaultProvider == "local" && settings.theme == "paper")
        #expect(!settings.mouse && settings.ascii && settings.escDelayMilliseconds == 25 && !settings.pacedSimulator)
    }

    @Test("nothing said, everything as usual", arguments: ["", "# only a comment\n", "theme:\n", "---\n"])
    func defaults(yaml: String) throws {
        let settings = try Settings.parse(yaml, file: "config.yaml")
        #expect(settings == Settings())
        #expect(settings.mouse && !settings.ascii && settings.escDelayMilliseconds == 50 && settings.pacedSimulator)
    }

    @Test(
        "mistakes name their line and what was probably meant",
        arguments: [
            (
                "theme: x\ndefault_providor: y\n",
                "config.yaml:2:1: default_providor: not a key that is known; did you mean 'default_provider'? (known: providers, default_provider, theme, keys, mouse, ascii, esc_delay_ms, paced_simulator, images, shrink_images, fetch_images, mcp, max_spend, confirm_above, max_answer_mb, models, logs, otlp)"
            ),
            (
                "providers:\n  a:\n    api_key: sk-1\n",
                "config.yaml:3:5: providers.a.api_key: not a key that is known; did you mean 'api_key_env'? (known: preset, base_url, dialect, anthropic_version, api_key_env, api_key_command, key_ttl, headers, timeout, ca_file, send_back, stream, stream_options)"
            ),
            ("mouse: yes\n", "config.yaml:1:8: mouse: must be true or false"),
            ("theme: 4\n", "config.yaml:1:8: theme: must be a text"),
            (
                "esc_delay_ms: -1\n",
                "config.yaml:1:15: esc_delay_ms: must be a whole number of milliseconds from 0 to 10000"
            ),
            (
                "providers:\n  a:\n    timeout: 0\n",
                "config.yaml:3:14: providers.a.timeout: must be a number of seconds above 0, for example 600"
            ),
            (
                "providers:\n  a:\n    base_url: example.org\n",
                "config.yaml:3:15: providers.a.base_url: must begin with https:// or http://"
            ),
            (
                "providers:\n  a:\n    api_key_command: pass show x\n",
                "config.yaml:3:22: providers.a.api_key_command: must be a list of the program and its arguments, for example [pass, show, openai]; no shell reads it"
            ),
            (
                "providers:\n  a:\n    api_key_command: []\n",
                "config.yaml:3:22: providers.a.api_key_command: names no program; for example [pass, show, openai]"
            ),
            (
                "providers:\n  a: {api_key_env: K, api_key_command: [pass]}\n",
                "config.yaml:2:6: providers.a: has both api_key_env and api_key_command; remove one of them"
            ),
            (
                "models:\n  m: {input: -1}\n",
                "config.yaml:2:14: models.m.input: must be US dollars for a million tokens, for example 2.50"
            ),
            (
                "models:\n  m: {retires: soon}\n",
                "config.yaml:2:16: models.m.retires: must be a date such as 2026-11-30"
            ),
            (
                "providers:\n  a: {key_ttl: -1}\n",
                "config.yaml:2:16: providers.a.key_ttl: must be a number of seconds above 0, for example 3600"
            ),
            (
                "providers:\n  a:\n    dialect: chat-completions\n",
                "config.yaml:3:14: providers.a.dialect: must be one of chat, responses, messages"
            ),
            ("providers: [a]\n", "config.yaml:1:12: providers: expected providers by their name"),
            ("keys:\n  run: {a: b}\n", "config.yaml:2:8: keys.run: must be a list of keys"),
            ("theme: a\ntheme: b\n", "config.yaml:2:1: the key 'theme' is here a second time; the first is on line 1"),
            ("- a\n", "config.yaml:1:1: expected keys such as 'theme: …'"),
        ])
    func mistakes(yaml: String, message: String) {
        do throws(FieldError) {
            _ = try Settings.parse(yaml, file: "config.yaml")
            Issue.record("no error")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test("a .env file: export, quotes, comments, and lines that are none")
    func dotEnv() {
        let text = """
            \u{FEFF}A=1
            export B = two words   # comment
            C='single # "quoted" \\n'
            D="double\\n\\"x\\" \\$y \\q" # comment
            # E=5
            F=a#b
            G=
            H="two
            lines"
            I=#nothing
             J\t=\tj\t
            not a line
            1K=x
            L-M=x
            export
            N="no end
            A=2
            """
        #expect(
            DotEnv.parse(text) == [
                "A": "2", "B": "two words", "C": "single # \"quoted\" \\n", "D": "double\n\"x\" $y \\q", "F": "a#b",
                "G": "",
                "H": "two\nlines", "I": "", "J": "j", "N": "\"no end",
            ])
        #expect(DotEnv.parse("A=1\r\nB='x'\r\n") == ["A": "1", "B": "x"])
        #expect(DotEnv.parse("") == [:])
        #expect(DotEnv.parse("A=") == ["A": ""])
    }

    private static func colours(_ prefix: String) -> String {
        (0..<16).map {
            "\(prefix)base0\(String($0, radix: 16, uppercase: true)): \"\(String(repeating: String($0, radix: 16, uppercase: true), count: 6))\"\n"
        }.joined()
    }

    @Test("base16 schemes are read in both forms")
    func base16() throws {
        let old = try Base16.parse("scheme: \"Old One\"\nauthor: me\n" + Self.colours(""), file: "themes/x.yaml")
        #expect(old.name == "Old One" && old.colours.count == 16 && old.colours["base0A"] == "aaaaaa")
        let new = try Base16.parse(
            "system: base16\nname: New\nvariant: dark\npalette:\n" + Self.colours("  "), file: "x.yaml")
        #expect(new.name == "New" && new.colours == old.colours)
        let bare = Self.colours("").filter { $0 != "\"" }
        #expect(try Base16.parse(bare, file: "themes/x.yaml").name == "x")
        #expect(try Base16.parse(bare, file: "x.yaml").colours["base00"] == "000000")
    }

    @Test("a scheme with a colour missing or malformed is refused")
    func base16Errors() {
        #expect(throws: FieldError(file: "x.yaml", line: 1, message: "the scheme has no base0F")) {
            try Base16.parse(Self.colours("").split(separator: "\n").dropLast().joined(separator: "\n"), file: "x.yaml")
        }
        #expect(
            throws: FieldError(
                file: "x.yaml", line: 2, column: 9, field: "base01",
                message: "must be a colour of six hex digits in quotes, for example \"181818\"")
        ) {
            try Base16.parse("scheme: s\nbase01: \"12345\"\n", file: "x.yaml")
        }
    }

    @Test("hosts of images are read strictly, and told from what only looks like them")
    func fetchImages() throws {
        let text = "fetch_images: [images.example.org, '*.Example.com']"
        let hosts = try Settings.parse(text, file: "config.yaml").fetchImages
        #expect(hosts == ["images.example.org", "*.Example.com"])
        let matching = [
            "https://images.example.org/a.png", "HTTP://Images.Example.org:8080/a", "https://a.b.example.com?x",
            "https://user@images.example.org/",
        ]
        for url in matching { #expect(RemoteHost.matches(url, hosts), "\(url)") }
        let others = [
            "https://example.org/", "https://example.com/", "https://notexample.com/",
            "https://images.example.org.evil.test/",
            "https://evil.test/images.example.org", "https://images.example.org@evil.test/",
            "https://evil.test\\@images.example.org/",
            "ftp://images.example.org/", "data:image/png;base64,AAAA", "images.example.org", "https:///a",
        ]
        let cut = "https://" + String(repeating: "a", count: 2_000 - 8 - 19) + "@images.example.org"
        #expect(!RemoteHost.matches(cut + "@evil.test/", hosts))
        for url in others { #expect(!RemoteHost.matches(url, hosts), "\(url)") }
        for bad in ["'*'", "'*.org*'", "localhost", "'https://a.b'", "'a..'", "[1]"] {
            #expect(throws: FieldError.self) { try Settings.parse("fetch_images: \(bad)", file: "config.yaml") }
        }
    }
}
