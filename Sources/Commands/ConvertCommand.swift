import ArgumentParser
import Prompts
import Storage
import TextUI

/// `etude convert`
struct ConvertCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Convert between .prompt files and other formats.",
        discussion: """
            etude convert greeting.prompty greeting.prompt
            etude convert weather@production weather.prompty --strict
            etude convert summary.yaml - --to request
            etude logs show 01JD… | etude convert - again.prompt

            Formats: prompt, request (a chat-completions body; bodies of Responses and
            Messages are read, too, also from logs, HAR files, printed SDK calls, and
            pasted commands of curl, wget, HTTPie, fetch and PowerShell, without keys),
            prompty (versions 1 and 2 are read, 2 is written), dotprompt, llm, humanloop,
            prompt-object (OpenAI's). They are recognised by name and content; --from and
            --to decide. What one cannot hold is named on stderr before anything is
            written.
            """)

    @Argument(help: "A FILE, a REF, or - for stdin.", completion: .file())
    var input: String

    @Argument(help: "The file to write, or - for stdout.", completion: .file())
    var output: String

    @Option(help: "The format of IN, if its name and content do not tell.", transform: Self.bridge)
    var from: Bridge?

    @Option(help: "The format of OUT, if its name does not tell.", transform: Self.bridge)
    var to: Bridge?

    @Flag(help: "Write nothing if something would be lost (exit status 2).")
    var strict = false

    @Flag(help: "Overwrite OUT.")
    var force = false

    @Flag(help: "Write image files as data URLs, so that OUT is complete by itself.")
    var inlineImages = false

    private static func bridge(_ text: String) throws -> Bridge {
        guard let bridge = Bridge(rawValue: text) else {
            throw ValidationError("it is one of " + Bridge.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return bridge
    }

    /// The format that the name of OUT tells; a `.prompt` for stdout and for a name without an ending.
    ///
    /// - Throws: ``CommandFailure`` for an ending that is none of theirs.
    private static func format(ofPath path: String) throws(CommandFailure) -> Bridge {
        if let bridge = Bridge(path: path) { return bridge }
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.dropFirst().lastIndex(of: "."), dot < name.index(before: name.endIndex) else {
            return .prompt
        }
        throw CommandFailure(
            "\(path): the ending '\(name[dot...])' says no format; write .prompt, .prompty, .json or .yaml, or name it with --to"
        )
    }

    func run(_ session: CommandSession) async throws {
        if output != "-", !force, session.files.exists(output) {
            throw CommandFailure("\(output) already exists; use --force to overwrite it")
        }
        let (reading, folder) = try await read(session)
        let to = try to ?? Self.format(ofPath: output)
        let document = try await placed(reading.document, folder, to, session)
        let writing = to.write(document)
        for loss in reading.losses { tell(loss, of: input, session) }
        for loss in writing.losses { tell(loss, of: output == "-" ? to.rawValue : output, session) }
        let count = reading.losses.count + writing.losses.count
        guard !strict || count == 0 else {
            throw CommandFailure("nothing is written: \(count) of its fields would not be the same (--strict)")
        }
        guard output != "-" else { return try session.output.write(writing.text) }
        try session.files.write(writing.text, to: output)
        session.errors.line("etude: \(output) is \(to.title)")
    }

    private func tell(_ loss: Loss, of name: String, _ session: CommandSession) {
        session.errors.line("etude: \(Sanitiser.oneLine("\(name): \(loss)"))")
    }

    /// The document in IN, and the folder of its relative paths.
    private func read(_ session: CommandSession) async throws -> (Bridge.Reading, String?) {
        let text: String
        var path: String?
        switch try PromptSource.target(of: input, in: session.surroundings) {
        case .stdin: text = try session.input.readAll()
        case .file(let file):
            path = file
            text = try session.files.readText(file)
        case .reference:
            let source = try await PromptSource.find(input, session: session)
            let files = PromptFiles(blobs: try await session.store.store())
            let document = try await files.embeddingImages(of: source.document, inliningFiles: true)
            return (Bridge.Reading(of: document), nil)
        }
        let bridge = from ?? Bridge.recognise(text, path: path)
        return (
            try bridge.read(text, file: path ?? "stdin"), path.map(session.folder.parent(of:)) ?? session.folder.whole
        )
    }

    /// The document with its images as OUT needs them: embedded, or by paths relative to OUT.
    private func placed(
        _ document: PromptDocument, _ folder: String?, _ to: Bridge, _ session: CommandSession
    ) async throws -> PromptDocument {
        guard let folder else { return document }
        let other = output == "-" ? session.folder.whole : session.folder.parent(of: output)
        // A log names images by their hashes. The store has the bytes.
        let images = (document.config.template + document.thread).flatMap(\.images)
        let hasStored = images.contains { if case .blob = $0.source { true } else { false } }
        let files = PromptFiles(
            blobs: hasStored ? NearBlobs(near: session.blobs, far: try await session.store.store()) : session.blobs)
        guard inlineImages || [.request, .humanloop, .promptObject].contains(to) else {
            return try await files.embeddingImages(of: document.movingImages(from: folder, to: other))
        }
        let read = try await files.readingImages(of: document, directory: folder, file: input)
        return try await files.embeddingImages(of: read, inliningFiles: true)
    }
}
