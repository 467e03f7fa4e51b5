import Fuzzing
import Testing

/// What `make fuzz` does for hours, for a moment.
@Suite struct DecoderFuzzTests {
    @Test("damaged event streams give the events that the standard says, cut anywhere")
    func events() {
        #expect(throws: Never.self) { try EventsFuzz().run(seed: 1, inputs: 10_000) }
    }

    @Test("damaged answers in the dialect messages are folded into the same consistent reply, cut anywhere")
    func messages() {
        #expect(throws: Never.self) { try MessagesFuzz().run(seed: 20_261_130, inputs: 5_000) }
    }

    @Test(
        "damaged answers in the dialect responses come to the same reply, cut anywhere, and go back as the API takes them"
    )
    func responses() {
        #expect(throws: Never.self) { try ResponsesFuzz().run(seed: 20_261_130, inputs: 5_000) }
    }

    @Test("damaged answers are folded into the same consistent reply, cut anywhere")
    func chunks() {
        #expect(throws: Never.self) { try ChunksFuzz().run(seed: 20_261_120, inputs: 5_000) }
    }

    @Test("calls come out as they were cut, in every order of id, name, arguments and index")
    func calls() {
        #expect(throws: Never.self) { try CallsFuzz().run(seed: 3, inputs: 2_000) }
    }
}
