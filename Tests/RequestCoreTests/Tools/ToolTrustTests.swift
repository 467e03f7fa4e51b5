import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@Suite("What is approved of a command")
struct ToolTrustTests {
    private struct Unreadable: Error {}

    private let command = ToolCommand(
        argv: ["python3", "weather.py", "--city={{city}}", "/data/cities.csv"], directory: "tools",
        environment: ["TZ", "EDITOR"])

    private let files = ["/home/me/tools/weather.py": "print(1)", "/data/cities.csv": "Hull"]

    private func trust(_ command: ToolCommand, files: [String: String]? = nil) -> ToolTrust {
        let files = files ?? self.files
        return ToolTrust(command, directory: "/home/me") { files[$0].map { Array($0.utf8) } }
    }

    private func fingerprint(_ change: (inout ToolCommand) -> Void) -> String {
        var changed = command
        change(&changed)
        return trust(changed).fingerprint
    }

    @Test("it names argv, folder, variables, and the hash of each file that argv names")
    func canonical() {
        let (script, data) = (SHA256.hex(of: Array("print(1)".utf8)), SHA256.hex(of: Array("Hull".utf8)))
        let text = #"""
            {"trust":"command","argv":["python3","weather.py","--city={{city}}","/data/cities.csv"],\#
            "directory":"/home/me/tools","environment":["EDITOR","TZ"],"files":[null,"\#(script)",null,"\#(data)"]}
            """#
        #expect(trust(command).canonical == text)
        #expect(trust(command).fingerprint == SHA256.hex(of: Array(text.utf8)))
    }

    @Test("any change of what runs is another thing to approve")
    func changes() {
        var prints: Set<String> = [trust(command).fingerprint]
        prints.insert(fingerprint { $0.argv.append("") })
        prints.insert(fingerprint { $0.argv[0] = "python" })
        prints.insert(fingerprint { $0.argv = [$0.argv.joined(separator: " ")] })
        prints.insert(fingerprint { $0.argv[2] = "--city={{town}}" })
        prints.insert(fingerprint { $0.directory = nil })
        prints.insert(fingerprint { $0.directory = "/home/me" + "/other" })
        prints.insert(fingerprint { $0.environment.removeLast() })
        prints.insert(fingerprint { $0.environment.append("HOME") })
        prints.insert(fingerprint { $0.environment = ["EDITOR,TZ"] })
        #expect(prints.count == 10)
        var files = files
        files["/home/me/tools/weather.py"] = "print(2)"
        prints.insert(trust(command, files: files).fingerprint)
        files["/home/me/tools/weather.py"] = nil
        prints.insert(trust(command, files: files).fingerprint)
        #expect(prints.count == 12)
    }

    @Test("a text that looks the same but has other bytes is another thing")
    func bytes() {
        let composed = fingerprint { $0.argv[1] = "\u{E9}" }
        #expect(composed != fingerprint { $0.argv[1] = "e\u{301}" })
        #expect(
            fingerprint { $0.environment = ["\u{E9}"] } != fingerprint { $0.environment = ["\u{E9}", "e\u{301}"] })
    }

    @Test("limits, the order of the variables and how often they stand there do not matter")
    func sameThing() {
        let first = trust(command).fingerprint
        #expect(first == fingerprint { $0.timeLimit = 1 })
        #expect(first == fingerprint { $0.outputLimit = 1 })
        #expect(first == fingerprint { $0.environment = ["EDITOR", "TZ", "EDITOR"] })
        #expect(first == fingerprint { $0.directory = "/home/me/tools" })
    }

    @Test("a program without a slash is no file of the folder, as PATH says where it is; one with a slash is")
    func program() {
        let files = ["/home/me/tool": "a", "/home/me/./tool": "b"]
        #expect(trust(ToolCommand(argv: ["tool"]), files: files).hashes == [nil])
        #expect(trust(ToolCommand(argv: ["./tool"]), files: files).hashes == [SHA256.hex(of: Array("b".utf8))])
        #expect(trust(ToolCommand(argv: ["/home/me/tool"]), files: files).hashes == [SHA256.hex(of: Array("a".utf8))])
        #expect(trust(ToolCommand(argv: ["sh", "tool"]), files: files).hashes[1] != nil)
    }

    @Test("a file that cannot be read is no missing file")
    func unreadable() {
        #expect(throws: Unreadable.self) {
            try ToolTrust(command, directory: "/home/me") { _ throws(Unreadable) in throw Unreadable() }
        }
    }
}
