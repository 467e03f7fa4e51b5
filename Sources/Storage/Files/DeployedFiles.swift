import JSON
package import Prompts
package import RequestCore

/// Writes deployments as files that a program reads without Étude: `weather@production.prompt`, and a `.json` beside
/// it.
///
/// The same deployment is always written as the same bytes, so that git sees a change only if there is one.
package enum DeployedFiles {
    /// Writes both files of a deployment into a folder and makes the folder if it is missing.
    ///
    /// - Parameter blobs: has the bytes of the images, which the files contain as data URLs.
    /// - Returns: the path of the `.prompt` file, without its ending.
    /// - Throws: `FieldError` that names the file.
    package static func write(
        _ version: Version, environment: String, to folder: String, blobs: any BlobStore
    ) async throws(FieldError) -> String {
        let steps = version.prompt.split(separator: "/", omittingEmptySubsequences: false)
        guard !steps.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw FieldError(
                message:
                    "'\(version.prompt)' cannot be the name of a file in \(folder): save the prompt under another name")
        }
        let files = PromptFiles(blobs: blobs)
        let document = try await files.embeddingImages(
            of: PromptDocument(name: version.prompt, config: version.config), inliningFiles: true)
        let path = "\(folder)/\(version.prompt)@\(environment)"
        try write(PromptFormat.text(of: document), to: path + ".prompt")
        let json = json(version, document.config, environment: environment)
        try write(json.pretty() + "\n", to: path + ".json")
        return path
    }

    /// The id is the hash of `config`. `request` is the body for chat completions, with its `{{variables}}`.
    private static func json(_ version: Version, _ config: Config, environment: String) -> JSONValue {
        var object: JSONObject = [
            "prompt": .string(version.prompt), "environment": .string(environment), "version": .string(version.id.hex),
            "number": .number(JSONNumber(version.number)),
        ]
        let names = config.variableNames.map(JSONValue.string)
        if !names.isEmpty { object["variables"] = .array(names) }
        object["config"] = .object(version.config.json(.canonical))
        let rendered = RenderedRequest(config: config, model: config.model ?? "", messages: config.template)
        var request = ChatCompletions().body(of: rendered, imageURL: \.url)
        if config.model == nil { request["model"] = nil }
        object["request"] = .object(request)
        return .object(object)
    }

    private static func write(_ text: String, to path: String) throws(FieldError) {
        do {
            try Posix.makeDirectories(Posix.directory(of: path), permissions: 0o777)
            let target = Posix.resolved(path)
            let bytes = Array(text.utf8)
            if (try? Posix.read(target, atMost: PromptFiles.sizeLimit)) == bytes { return }
            try Posix.writeAtomically(bytes, to: target, mode: Posix.mode(of: target))
        } catch {
            throw FieldError(file: path, message: "cannot be written: \(error.reason)")
        }
    }
}
