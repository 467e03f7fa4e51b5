package import Prompts
import RequestCore

extension PromptFiles {
    /// Writes a document over a file in one step, or to a new file.
    ///
    /// The save changes only those lines of an existing file that say something else by now, and keeps the file's mode. A
    /// symbolic link stays one. The name of a new file tells its format. Stored images stand in the file as data URLs,
    /// files by paths that start at it.
    ///
    /// The file is read once, and what is known of it afterwards is what was written here: whatever another program writes
    /// from then on is a change, never taken for the draft's own.
    ///
    /// - Parameters:
    ///   - folder: the folder of the file, from the root.
    ///   - origin: the folder that relative paths start from where the save does not say, from the root.
    /// - Returns: the file as it was written.
    /// - Throws: ``DocumentSave/Refusal`` where the file has a content that the save may not write over; `FieldError` where
    ///   the file is of another format, cannot be read or written, or where a new one would lose something.
    package func save(_ save: DocumentSave, in folder: String, from origin: String) async throws -> OpenedFile {
        let mark = Posix.mark(of: Posix.resolved(save.path))
        let current = try Self.current(of: save)
        let known = current.flatMap { try? Self.parse($0.text, file: $0.path).document.spellings(from: folder) } ?? [:]
        let moved = save.document.movingImages(from: save.folder ?? origin, to: folder, known: known)
        let kept = await keepingImages(of: moved, in: folder)
        let text = try Self.text(
            of: try await embeddingImages(of: kept), over: current, own: save.text, path: save.path)
        let written = FileText(text, path: save.path)
        let isWritten = try Self.write(text, to: save.path) {
            save.replacing == .anything || Posix.mark(of: $0) == mark
        }
        guard isWritten else { throw save.replacing == .nothing ? DocumentSave.Refusal.exists : .changed }
        return OpenedFile(written, document: kept)
    }

    /// Makes the folder that a file is to be in, and those above it.
    ///
    /// - Throws: ``FieldError`` that names the file.
    package func makeFolder(of path: String) throws(FieldError) {
        do throws(PosixError) {
            try Posix.makeDirectories(Posix.directory(of: path), permissions: 0o777)
        } catch {
            throw FieldError(file: path, message: "its folder cannot be made: \(error.reason)")
        }
    }

    /// Writes a text over a file in one step, or to a new file.
    package func write(_ text: String, to path: String) throws(FieldError) {
        _ = try Self.write(text, to: path) { _ in true }
    }

    /// The file's content before the save; nil where there is no file.
    private static func current(of save: DocumentSave) throws -> FileText? {
        do {
            guard let current = try PromptFiles().text(of: save.path) else { return nil }
            if let refusal = save.replacing.refusal(of: current.fingerprint) { throw refusal }
            return current
        } catch let error as FieldError {
            // A content that cannot be read is none that was known.
            if let refusal = save.replacing.refusal(of: "") { throw refusal }
            throw error
        }
    }

    private static func text(
        of document: PromptDocument, over current: FileText?, own: String?, path: String
    ) throws(FieldError) -> String {
        guard let current else {
            guard let own, Bridge(path: path) ?? .prompt == .prompt else {
                return try text(ofNew: document, path: path)
            }
            return PromptFormat.updating(own, to: document)
        }
        let bridge = Bridge.recognise(current.text, path: path)
        guard bridge == .prompt || bridge == .dotprompt else {
            throw FieldError(
                file: path, message: "is \(bridge.title) and would become a .prompt file; save under another name")
        }
        return PromptFormat.updating(own ?? current.text, to: document)
    }

    private static func text(ofNew document: PromptDocument, path: String) throws(FieldError) -> String {
        let bridge = Bridge(path: path) ?? .prompt
        let written = bridge.write(document)
        guard let first = written.losses.first else { return written.text }
        let more = written.losses.count > 1 ? " (and \(written.losses.count - 1) more)" : ""
        throw FieldError(
            file: path, field: first.field,
            message:
                "\(first.reason)\(more); save it as .prompt, and etude convert makes \(bridge.title) of it all the same"
        )
    }

    /// - Parameter isUnchanged: asked right before the new text takes the place of the old one, with the file's own path.
    /// - Returns: whether the text was written.
    private static func write(
        _ text: String, to path: String, while isUnchanged: (_ target: String) -> Bool
    ) throws(FieldError) -> Bool {
        let target = Posix.resolved(path)
        do {
            return try Posix.writeAtomically(Array(text.utf8), to: target, mode: Posix.mode(of: target)) {
                isUnchanged(target)
            }
        } catch {
            throw FieldError(file: path, message: "cannot be written: \(error.reason)")
        }
    }
}
