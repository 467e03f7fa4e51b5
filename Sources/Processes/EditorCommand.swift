import Subprocess

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The person's editor, `$VISUAL` or `$EDITOR`, run on a temporary file.
package struct EditorCommand: Sendable {
    /// As the shell reads it: it may hold arguments, such as `code --wait`.
    private let command: String

    /// Why the editor gave nothing back.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter environment: the process's environment.
    package init(environment: [String: String]) {
        let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
        command = named ?? "vi"
    }

    /// Opens the text and waits until the editor ends; it has the terminal meanwhile.
    ///
    /// - Parameter suffix: the ending of the file's name, so that the editor knows the language.
    /// - Returns: nil when the text was left as it was.
    /// - Throws: ``Failure`` when the editor cannot be started or says that it failed; the text is then kept in the file named.
    package func edit(_ text: String, suffix: String) async throws -> String? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("etude-\(UUID().uuidString)\(suffix)")
        let content = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
        try Data(content.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", "exec \(command) \"$1\"", "sh", file.path],
            input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError)
        guard case .exited(0) = result.terminationStatus else {
            throw Failure(
                description:
                    "the editor (\(command)) ended with \(result.terminationStatus); what it wrote is in \(file.path)")
        }
        let edited = try String(contentsOf: file, encoding: .utf8)
        try? FileManager.default.removeItem(at: file)
        let kept = edited.hasSuffix("\n") && !text.hasSuffix("\n") ? String(edited.dropLast()) : edited
        return kept == text ? nil : kept
    }
}
