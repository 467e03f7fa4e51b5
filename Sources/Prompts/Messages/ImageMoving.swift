extension PromptDocument {
    /// The document as a file in another folder has it: paths of images lead to the same files from there, and are relative
    /// where those are near.
    ///
    /// - Parameters:
    ///   - folder: where its relative paths start, from the root.
    ///   - other: where they shall start, from the root.
    ///   - known: how the file spells images already, by their paths from the root.
    public func movingImages(
        from folder: String, to other: String, known: [String: String] = [:]
    ) -> PromptDocument {
        let spelt = folder == other ? spellings(from: folder).merging(known) { $1 } : known
        return mappingPaths(from: folder) { spelt[$0] ?? Self.near($0, to: other) }
    }

    /// The document with its images' paths from the root: they lead to the same files wherever it goes.
    public func rootingImages(from folder: String) -> PromptDocument { mappingPaths(from: folder) { $0 } }

    private func mappingPaths(from folder: String, _ spell: (String) -> String) -> PromptDocument {
        func moved(_ image: ImagePart) -> ImagePart {
            guard let path = image.path(from: folder) else { return image }
            var image = image
            image.url = spell(path)
            return image
        }
        var document = self
        document.config.template = config.template.changingImages(moved)
        document.thread = thread.changingImages(moved)
        return document
    }

    /// How its images are spelt, by their paths from the root.
    public func spellings(from folder: String) -> [String: String] {
        let images = (config.template + thread).flatMap(\.images)
        return Dictionary(images.compactMap { image in image.path(from: folder).map { ($0, image.url) } }) { first, _ in
            first
        }
    }

    /// A path from a folder, where it goes up two folders at the most; else from the root.
    private static func near(_ path: String, to folder: String) -> String {
        let relative = Self.path(to: path, from: folder)
        return relative.hasPrefix("../../../") ? path : relative
    }

    /// A path from the root as it is from a folder: `../images/tides.png`.
    package static func path(to target: String, from folder: String) -> String {
        let (target, folder) = (pieces(target), pieces(folder))
        let shared = zip(target, folder).prefix { $0 == $1 }.count
        return (folder.dropFirst(shared).map { _ in ".." } + target.dropFirst(shared)).joined(separator: "/")
    }

    fileprivate static func pieces(_ path: String) -> [String] {
        path.split(separator: "/").reduce(into: []) { pieces, piece in
            switch piece {
            case ".": break
            case "..": _ = pieces.popLast()
            default: pieces.append(String(piece))
            }
        }
    }
}

extension ImagePart {
    /// The image's path from the root; nil for one that is no file, a variable, or in somebody's home.
    fileprivate func path(from folder: String) -> String? {
        guard variableName == nil, case .path(let path) = source, !path.hasPrefix("~") else { return nil }
        return "/" + PromptDocument.pieces(path.hasPrefix("/") ? path : folder + "/" + path).joined(separator: "/")
    }
}
