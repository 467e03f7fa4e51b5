import Fuzzing
import Testing

@Suite("Hostile lines of logs")
struct ImportFuzzTests {
    @Test("A damaged line makes a log that can be written in every form, or none", arguments: [1, 2, 3] as [UInt64])
    func damaged(seed: UInt64) throws {
        try LogImportFuzz().run(seed: seed, inputs: 400)
    }
}
