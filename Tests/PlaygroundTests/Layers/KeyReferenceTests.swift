import Foundation
import TestSupport
import Testing

@testable import Playground

@Suite("The list of commands in the documentation")
struct KeyReferenceTests {
    @Test("is that of the program; where it differs, .build/Keys.md has what belongs there")
    func isCurrent() throws {
        let file = Etude.project.appendingPathComponent("Documentation/Keys.md")
        let documented = try? String(contentsOf: file, encoding: .utf8)
        if documented != KeyReference.text {
            let made = Etude.project.appendingPathComponent(".build/Keys.md")
            try KeyReference.text.write(to: made, atomically: true, encoding: .utf8)
        }
        #expect(documented == KeyReference.text)
    }

    @Test("names every command once, by the id that config.yaml takes")
    func all() {
        for command in Command.all { #expect(KeyReference.text.contains("| `\(command.id)` |"), "\(command.id)") }
    }
}
