import Foundation
import RequestCore
import Testing

@testable import Processes

@Suite("Commands that print keys") struct KeyProgramTests {
    private func output(_ argv: String..., timeout: Double = 30) async throws -> String {
        let bytes = try await KeyProgram(timeout: timeout).output(of: KeyCommand(argv: argv))
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("arguments reach the program as they are, without a shell")
    func arguments() async throws {
        #expect(try await output("echo", "$HOME `id`; x", "a  b") == "$HOME `id`; x a  b\n")
        #expect(try await output("/bin/echo", "key") == "key\n")
    }

    @Test("a failure names the program and never what it printed")
    func failures() async throws {
        for (argv, words) in [
            (["sh", "-c", "echo secret; exit 3"], "sh gave no key: it ended with status 3"),
            (["etude-no-such-manager", "x"], "could not be started"),
            (["sh", "-c", "kill -9 $$"], "signal 9"),
            (["sh", "-c", "yes secret"], "more than 8 KB"),
        ] {
            let error = await #expect(throws: KeyProgram.Failure.self) {
                try await KeyProgram().output(of: KeyCommand(argv: argv))
            }
            let text = try #require(error?.description)
            #expect(text.contains(words) && !text.contains("secret"), "\(text)")
        }
    }

    @Test("a command that takes too long is killed")
    func tooLong() async throws {
        let error = await #expect(throws: KeyProgram.Failure.self) { try await output("sleep", "600", timeout: 0.05) }
        #expect(error?.description.contains("no key within") == true)
    }
}
