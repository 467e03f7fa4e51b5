import Subprocess

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The person's editor, `$VISUAL` or `$EDITOR`, run on a temporary file.
package struct EditorCommand: Sendable {
    /// The editor as the person names it.
    private let command: String
    private let line: EditorLine

    /// Why the editor gave nothing back.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter environment: the process's environment.
    package init(environment: [String: String]) {
        let named = ["VISUAL", "EDITOR"].compactMap { environment[$0]?.trimmingCharacters(in: .whitespacesAndNewlines) }
        command = named.first { !$0.isEmpty } ?? "vi"
        line = EditorLine(command, home: environment["HOME"]) { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Opens the text and waits until the editor ends; it has the terminal meanwhile.
    ///
    /// - Parameter suffix: the ending of the file's name, so that the editor knows the language.
    /// - Returns: nil when the text was left as it was.
    /// - Throws: ``Failure`` when the editor cannot be started, says that it failed, or does not wait for its window; the
    ///   text is then kept in the file named.
    package func edit(_ text: String, suffix: String) async throws -> String? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("etude-\(UUID().uuidString)\(suffix)")
        let content = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        let isMade = FileManager.default.createFile(
            atPath: file.path, contents: Data(content.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw Failure(description: "no file for the editor can be made at \(file.path)") }
        let start = ContinuousClock.now
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", line.script, "sh", file.path],
            input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError)
        let duration = ContinuousClock.now - start
        guard case .exited(0) = result.terminationStatus else {
            throw Failure(
                description:
                    "what was written is in \(file.path); the editor (\(command)) \(Self.words(result.terminationStatus))"
            )
        }
        guard let edited = try? String(contentsOf: file, encoding: .utf8) else {
            throw Failure(description: "what the editor left is not UTF-8 text; it is in \(file.path)")
        }
        if edited == content, duration < line.shortestVisit {
            // A window of the editor's may still have the file.
            throw Failure(
                description: """
                    The editor (\(command)) returned at once and changed nothing. If it opens a window, tell it to wait, for \
                    example with EDITOR="\(line.waiting)". Its file is \(file.path).
                    """)
        }
        try? FileManager.default.removeItem(at: file)
        let kept = edited.hasSuffix("\n") && !text.hasSuffix("\n") ? String(edited.dropLast()) : edited
        return kept == text ? nil : kept
    }

    private static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(126): "may not be run"
        case .exited(127): "could not be started"
        // A shell reports in this way that a signal has ended what it ran.
        case .exited(let code) where (129...159).contains(code): "was ended by signal \(code - 128)"
        case .exited(let code): "ended with status \(code)"
        case .signaled(let number): "was ended by signal \(number)"
        }
    }
}
