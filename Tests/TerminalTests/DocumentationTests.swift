import Foundation
import TestSupport
import Testing

/// What the documents and the comments point at is there.
@Suite("The documentation")
struct DocumentationTests {
    private static let documents = [
        "README.md", "CONTRIBUTING.md", "Documentation/Architecture.md", "Documentation/Format.md",
        "Documentation/Protocol.md", "Documentation/Keys.md", "Documentation/Simulator.md",
    ]

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Etude.project.appendingPathComponent(path), encoding: .utf8)
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: Etude.project.appendingPathComponent(path).path)
    }

    @Test("names files and folders that exist", arguments: documents)
    func paths(document: String) throws {
        let named = try Self.text(document).matches(
            of: /`((?:Sources|Tests|Benchmarks|Documentation|sample-configs)\/[\w\/.-]*)`/)
        for match in named where !Self.exists(String(match.1)) { Issue.record("\(document): there is no \(match.1)") }
    }

    @Test("links to files that exist", arguments: documents)
    func links(document: String) throws {
        for match in try Self.text(document).matches(of: /\]\(([\w\/.-]+)\)/) where !Self.exists(String(match.1)) {
            Issue.record("\(document): there is no \(match.1)")
        }
    }

    @Test("has the sections that comments cite")
    func citations() throws {
        let sources = try #require(
            FileManager.default.enumerator(atPath: Etude.project.appendingPathComponent("Sources").path))
        var count = 0
        for case let name as String in sources where name.hasSuffix(".swift") {
            let comments = try Self.text("Sources/" + name).replacing(/\n *\/\/\/? ?/, with: " ")
            for match in comments.matches(
                of: /(Documentation\/\w+\.md), (?:section|sections) ([\d.]+)(?: and ([\d.]+))?/)
            {
                let document = try Self.text(String(match.1))
                for section in [match.2, match.3].compactMap(\.self) {
                    let number = section.trimmingCharacters(in: ["."])
                    let isThere = document.contains("\n## \(number). ") || document.contains("\n### \(number) ")
                    #expect(isThere, "Sources/\(name) cites \(match.1), section \(number)")
                    count += 1
                }
            }
            for match in comments.matches(of: /(Documentation\/\w+\.md), "([^"]+)"/) {
                let isThere = try Self.text(String(match.1)).contains("# \(match.2)\n")
                #expect(isThere, "Sources/\(name) cites \(match.1), \(match.2)")
                count += 1
            }
        }
        #expect(count > 5)
    }
}
