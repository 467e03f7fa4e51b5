import JSON
import Prompts
import Testing

@testable import Playground

@Suite struct PromptCachingTests {
    @Test("prompt caching is one switch, whose field stands in extra and has a row while it is on")
    func switching() {
        var desk = Desk()
        desk.state.switchPromptCaching()
        #expect(desk.state.draft.config.extra["cache_control"] == ["type": "ephemeral"])
        #expect(desk.state.configRows.contains(.field("cache_control")))
        // The desk's provider speaks chat completions, which leaves the field out.
        #expect(desk.state.notice?.text == "Prompt caching is on, for providers of the dialect messages only.")
        desk.state.switchPromptCaching()
        #expect(desk.state.draft.config.extra["cache_control"] == nil)
        #expect(!desk.state.configRows.contains(.field("cache_control")))
        #expect(desk.state.notice?.text == "Prompt caching is off.")
    }
}
