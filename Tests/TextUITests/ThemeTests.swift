import Testing
import TextUI

@Suite struct ThemeTests {
    private var scheme: [String: String] {
        var colours: [String: String] = ["scheme": "Test", "author": "nobody"]
        for index in 0..<16 {
            let digit = String(index, radix: 16, uppercase: true)
            colours["base0" + digit] = (index % 2 == 0 ? "#" : "") + "0000" + digit + "0"
        }
        return colours
    }

    @Test("a base16 scheme gives each role its colour, on the scheme's background")
    func base16() throws {
        let theme = try Theme(base16: scheme, name: "test")
        #expect(theme.name == "test")
        #expect(theme[.text] == Style(foreground: .rgb(0, 0, 0x50), background: .rgb(0, 0, 0)))
        #expect(theme[.bad].foreground == .rgb(0, 0, 0x80))
        #expect(theme[.system].foreground == .rgb(0, 0, 0xE0))
        #expect(theme[.selection].background == .rgb(0, 0, 0x20))
        #expect(theme.background == Style(background: .rgb(0, 0, 0)))
        for role in Theme.Role.allCases { #expect(theme.roles[role] != nil) }
    }

    @Test("roles can be set one by one")
    func overrides() throws {
        let overrides = ["user": "bold base0C", "bad": "#ff8000 on base01", "dim": "bright-red underline"]
        let theme = try Theme(base16: scheme, name: "test", overrides: overrides)
        #expect(theme[.user] == Style(foreground: .rgb(0, 0, 0xC0), background: .rgb(0, 0, 0), attributes: .bold))
        #expect(theme[.bad] == Style(foreground: .rgb(0xFF, 0x80, 0), background: .rgb(0, 0, 0x10)))
        #expect(theme[.dim] == Style(foreground: .ansi(9), background: .rgb(0, 0, 0), attributes: .underline))
    }

    @Test("what is wrong is named")
    func errors() {
        var missing = scheme
        missing["base0B"] = nil
        var wrong = scheme
        wrong["base03"] = "#12345g"
        #expect(throws: ThemeError(key: "base0B", reason: "is missing")) { try Theme(base16: missing, name: "") }
        #expect(throws: ThemeError.self) { try Theme(base16: wrong, name: "") }
        let key = { (overrides: [String: String]) in
            do throws(ThemeError) {
                _ = try Theme(base16: scheme, name: "", overrides: overrides)
                return ""
            } catch {
                return error.key
            }
        }
        #expect(key(["nonsense": "bold"]) == "nonsense")
        #expect(key(["user": "purplish"]) == "user")
    }

    @Test("the terminal's theme has every role and keeps the terminal's background")
    func terminal() {
        for role in Theme.Role.allCases {
            let style = Theme.terminal[role]
            // Yellow on white cannot be read.
            #expect(style.foreground != .ansi(3) && style.foreground != .ansi(11))
            #expect(Theme.terminal.roles[role] != nil)
            #expect(style.background == .standard)
            for index in [0, 7, 15] as [UInt8] { #expect(style.foreground != .ansi(index)) }
        }
    }

    @Test("without colours only attributes tell roles apart")
    func plain() {
        for role in Theme.Role.allCases {
            #expect(Theme.plain[role].foreground == .standard && Theme.plain[role].background == .standard)
        }
    }
}
