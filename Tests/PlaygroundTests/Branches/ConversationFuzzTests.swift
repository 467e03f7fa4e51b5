import Fuzzing
import Testing

@MainActor @Suite("Hostile rows of a conversation")
struct ConversationFuzzTests {
    @Test(
        "damaged rows become a thread that is drawn, undone, searched and selected in",
        arguments: [1, 2, 3] as [UInt64])
    func damaged(seed: UInt64) throws {
        try ConversationFuzz().run(seed: seed, inputs: 100)
    }
}
