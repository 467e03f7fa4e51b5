import Commands
import Glibc
import JSON
import Playground
import Processes
import Prompts
import RequestCore
import Storage

/// What the playground asks of the files beyond what commands do.
extension DiskFiles: PromptFileAccess {
    func place(_ path: String) -> String {
        let place = folder.place(of: path)
        guard let whole = realpath(place, nil) else {
            return place.hasPrefix("/") ? place : folder.whole + "/" + place
        }
        defer { free(whole) }
        return String(cString: whole)
    }

    func stamp(_ path: String) -> String? {
        var facts = stat()
        guard stat(folder.place(of: path), &facts) == 0 else { return nil }
        return "\(facts.st_ino) \(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    }

    func readingImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument {
        try await PromptFiles(blobs: blobs).readingImages(of: document, directory: directory ?? ".")
    }

    func inliningImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument {
        let files = PromptFiles(blobs: blobs)
        let read = try await files.readingImages(of: document, directory: directory ?? ".")
        return try await files.embeddingImages(of: read, inliningFiles: true)
    }

    func matches(of pattern: String) -> [String] {
        let path = folder.place(of: pattern)
        guard PathText.isPath(pattern), pattern.contains(where: "*?[".contains), access(path, F_OK) != 0 else {
            return []
        }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(path, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }

    func presets() async -> [Tool] {
        for shared in SharedFiles.folders(named: "sample-configs/tools") {
            let tools = PathCompletion.candidates(for: shared + "/", in: folder).filter { $0.hasSuffix(".json") }
                .sorted()
                .flatMap { path -> [Tool] in
                    guard let text = try? Self.readText(path), let json = try? JSONValue(parsing: text) else {
                        return []
                    }
                    return (try? ToolDefinitions.read(json)) ?? []
                }
            if !tools.isEmpty { return tools }
        }
        return []
    }

    func completions(of text: String) async -> [String] { PathCompletion.candidates(for: text, in: folder) }
}

extension EditorCommand: ExternalEditor {}

extension TextCommands: TextBench {}
