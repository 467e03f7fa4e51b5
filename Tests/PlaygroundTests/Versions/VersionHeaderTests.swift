import Playground
import Prompts
import TestSupport
import Testing

@MainActor @Suite("The version in the header")
struct VersionHeaderTests {
    @Test("changes with each settled change of the config, and comes back when the change is undone")
    func changeAndUndo() async throws {
        let harness = try await Harness()
        let first = try #require(harness.state.draft.version)
        try await harness.see("untitled  v1 \(first.id.short)")
        try await harness.press("alt-1 down down enter")
        try await harness.type("0.2")
        try await harness.press("enter")
        try await harness.wait("another version") { $0.state.draft.version != nil && $0.state.draft.version != first }
        let second = try #require(harness.state.draft.version)
        try await harness.see("untitled  v2 \(second.id.short)")
        try await harness.press("ctrl-_")
        try await harness.see("untitled  v1 \(first.id.short)")
        #expect(harness.state.draft.version == first)
        let versions = try await harness.store.versions(ofPrompt: "untitled")
        #expect(versions.count == 2)
    }

    @Test("typing that is not settled makes no version")
    func unsettled() async throws {
        let harness = try await Harness()
        try await harness.press("alt-1 down down enter")
        try await harness.type("0.2")
        #expect(try await harness.store.versions(ofPrompt: "untitled").count == 1)
        try await harness.press("esc")
        #expect(try await harness.store.versions(ofPrompt: "untitled").count == 1)
    }
}
