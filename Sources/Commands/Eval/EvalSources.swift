package import Evaluations
import Glibc
import Prompts
import Storage

/// The files of an evaluation: that of the evaluation itself, and that of its rows.
package struct EvalSources {
    /// As a path from the root; nil for none.
    let file: String?
    /// As a path from the root, or `-`; nil for none.
    let data: String?
    let allowsOutside: Bool
    private let files: DiskFiles
    private let input: Input

    private var working: WorkingFolder { files.folder }

    /// - Parameter input: where rows come from if `data` is `-`.
    init(file: String?, data: String?, allowsOutside: Bool, files: DiskFiles, input: Input) {
        self.file = file
        self.data = data
        self.allowsOutside = allowsOutside
        self.files = files
        self.input = input
    }

    /// The files of a stored evaluation, as they are now.
    package init(of record: EvaluationRecord, files: DiskFiles) {
        let settings = record.settings
        self.init(
            file: settings.file, data: settings.data, allowsOutside: settings.allowsOutside, files: files,
            input: Input(descriptor: -1))
    }

    /// Reads both.
    ///
    /// - Returns: the evaluation, and all rows with its defaults.
    /// - Throws: ``FieldError`` with file, line and field.
    package func read() throws -> (file: EvaluationFile, dataset: Dataset) {
        var evaluation = EvaluationFile()
        var rows: [DataRow] = []
        var notes: [String] = []
        if let file {
            let folder = working.parent(of: file)
            let name = shown(file)
            if file.hasSuffix(".prompt") || file.hasSuffix(".prompty") {
                throw FieldError(file: name, message: "is a prompt, not an evaluation; name it with --prompt")
            }
            evaluation = try EvaluationFile.read(
                files.readText(file), file: name, files: references(in: folder))
            rows += evaluation.rows
            for (index, path) in evaluation.data.enumerated() {
                let read = try named(path, in: folder, at: evaluation.place(of: "data[\(index)]"))
                rows += read.rows
                notes += read.notes
            }
        }
        if let data {
            if EvaluationFile.isOwn(path: data) {
                throw FieldError(
                    file: shown(data), message: "is an evaluation, not rows: name it in front, without --data")
            }
            let read = data == "-" ? try standardInput() : try dataset(at: data)
            rows += read.rows
            notes += read.notes
        }
        return (evaluation, Dataset(rows: rows.map(evaluation.completed), notes: notes))
    }

    /// The rows of a file that the evaluation names at a place.
    private func named(_ path: String, in folder: String, at place: EvaluationFile.Place?) throws -> Dataset {
        let isReference = path.hasPrefix("file://")
        let own = isReference ? String(path.dropFirst("file://".count)) : path
        let target = working.absolute(own, in: folder)
        do {
            if isReference { try check(target, in: folder, as: own) }
            return try dataset(at: target)
        } catch {
            guard let place, error.line == nil else { throw error }
            throw place.error(error.description)
        }
    }

    private func dataset(at path: String) throws(FieldError) -> Dataset {
        let place = working.place(of: path)
        if DiskFiles.isFolder(place) { throw FieldError(file: shown(path), message: "is a folder, not a file of rows") }
        let found: [UInt8]?
        do throws(CommandFailure) {
            found = try DiskFiles.bytes(ofRegularFile: place)
        } catch {
            throw FieldError(message: error.description)
        }
        guard let bytes = found else {
            let isThere = access(place, F_OK) == 0
            let words = isThere ? "is no regular file; pipe it in, with - as the file" : "there is no such file"
            throw FieldError(file: shown(path), message: words)
        }
        return try DatasetReader(file: shown(path), files: references(in: working.parent(of: path)))
            .read(bytes, format: DatasetReader.format(ofPath: path))
    }

    private func standardInput() throws -> Dataset {
        let bytes = try Input.readBytes(input.descriptor, named: "standard input")
        return try DatasetReader(file: "stdin", files: references(in: working.whole)).read(bytes, format: nil)
    }

    /// A path as the person would write it from here.
    private func shown(_ path: String) -> String {
        let own = working.whole + "/"
        return path.hasPrefix(own) ? String(path.dropFirst(own.count)) : path
    }

    /// Reads files that values name, from a folder that they may not lead out of.
    private func references(in folder: String) -> FileReferences {
        FileReferences { path throws(FieldError) in
            let place = working.absolute(path, in: folder)
            try check(place, in: folder, as: path)
            return try files.readText(place)
        }
    }

    /// - Throws: ``FieldError`` for a file outside of the folder, links followed.
    private func check(_ place: String, in folder: String, as path: String) throws(FieldError) {
        guard !allowsOutside else { return }
        guard let real = DiskFiles.real(place), let base = DiskFiles.real(folder) else {
            throw FieldError(file: shown(place), message: "there is no such file")
        }
        guard real.hasPrefix(base == "/" ? base : base + "/") else {
            throw FieldError(
                message: "file://\(path) leads out of the folder of its file; --allow-outside lets it be read")
        }
    }

}
