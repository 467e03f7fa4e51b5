extension PromptDocument {
    /// The document as a file in another folder has it: relative paths of pictures lead to the same files from there.
    ///
    /// - Parameters:
    ///   - folder: where its relative paths start, from the root.
    ///   - other: where they shall start, from the root.
    public func movingPictures(from folder: String, to other: String) -> PromptDocument {
        guard folder != other else { return self }
        func moved(_ message: Message) -> Message {
            var message = message
            message.content = message.content.map { part in
                guard case .image(var image) = part, image.variableName == nil, case .path(let path) = image.source,
                    !path.hasPrefix("/"), !path.hasPrefix("~")
                else { return part }
                image.url = Self.path(to: folder + "/" + path, from: other)
                return .image(image)
            }
            return message
        }
        var document = self
        document.config.template = config.template.map(moved)
        document.thread = thread.map(moved)
        return document
    }

    /// A path from the root as it is from a folder: `../pictures/tides.png`.
    package static func path(to target: String, from folder: String) -> String {
        let (target, folder) = (pieces(target), pieces(folder))
        let shared = zip(target, folder).prefix { $0 == $1 }.count
        return (folder.dropFirst(shared).map { _ in ".." } + target.dropFirst(shared)).joined(separator: "/")
    }

    private static func pieces(_ path: String) -> [String] {
        path.split(separator: "/").reduce(into: []) { pieces, piece in
            switch piece {
            case ".": break
            case "..": _ = pieces.popLast()
            default: pieces.append(String(piece))
            }
        }
    }
}
