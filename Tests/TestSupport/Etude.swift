package import Foundation

/// The program under test, as the debug build left it, and fresh places to run it in.
package enum Etude {
    /// The top folder of the project.
    package static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static let executable = project.appendingPathComponent(".build/debug/etude").path

    /// The path of a file in `sample-configs`.
    package static func sample(_ name: String) -> String {
        project.appendingPathComponent("sample-configs/\(name)").path
    }

    /// The path of a folder in `Tests/Fixtures`.
    package static func fixture(_ name: String) -> String {
        project.appendingPathComponent("Tests/Fixtures/\(name)").path
    }

    /// An empty folder that is removed with the value.
    package final class Folder: Sendable {
        package let path: String

        package convenience init() throws {
            let name = "etude-test-\(UUID().uuidString)"
            try self.init(at: FileManager.default.temporaryDirectory.appendingPathComponent(name).path)
        }

        /// A folder at a place of its own.
        package init(at path: String) throws {
            self.path = path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        package func write(_ text: String, to name: String) throws -> String {
            let file = path + "/" + name
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            return file
        }

        package func read(_ name: String) throws -> String {
            try String(contentsOfFile: path + "/" + name, encoding: .utf8)
        }
    }

    /// The environment of a new user with this home: no key, no configuration, UTF-8.
    package static func environment(home: Folder, adding more: [String: String] = [:]) -> [String: String] {
        var values = [
            "PATH": project.path + "/.build/debug:" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
            "HOME": home.path,
            "ETUDE_HOME": home.path, "LANG": "C.UTF-8", "TZ": "UTC",
        ]
        if let libraries = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] {
            values["LD_LIBRARY_PATH"] = libraries
        }
        values.merge(more) { $1 }
        return values
    }
}

extension Etude {
    /// Runs the program to its end.
    ///
    /// - Parameter input: what it reads on stdin; nil gives it `/dev/null`.
    package static func run(
        _ arguments: [String], home: Folder, environment more: [String: String] = [:], input: String? = nil,
        directory: String? = nil
    ) async throws -> Finished {
        try await ChildProcess.run(
            executable, arguments, environment: environment(home: home, adding: more), input: input,
            directory: directory ?? home.path)
    }
}

extension Etude {
    /// Sends a signal to the program that runs in this home.
    package static func signal(_ number: Int32, home: Folder) throws {
        for entry in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let pid = Int32(entry),
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe"))
                    == URL(fileURLWithPath: executable).resolvingSymlinksInPath().path,
                let environment = FileManager.default.contents(atPath: "/proc/\(pid)/environ"),
                String(decoding: environment, as: UTF8.self).contains("ETUDE_HOME=\(home.path)\0")
            else { continue }
            kill(pid, number)
        }
    }
}

extension Etude {
    /// The bytes of a file in `Tests/Images`.
    package static func image(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: project.appendingPathComponent("Tests/Images/\(name)")))
    }
}
