import Prompts

extension Config {
    /// Returns the paths of the images that another config holds as bytes in the place of files.
    func pathsKept(in other: Config) -> [String] {
        let stored = other.template.flatMap(\.images).compactMap { image in
            if case .blob(let sha256) = image.source { sha256 } else { nil }
        }
        return template.flatMap(\.images).compactMap { image in
            guard case .path(let path) = image.source, let facts = image.facts, stored.contains(facts.sha256) else {
                return nil
            }
            return path
        }
    }

    /// Returns the config with the paths that another config has for the same images.
    func withPaths(of other: Config) -> Config {
        var paths: [String: String] = [:]
        for image in other.template.flatMap(\.images) {
            switch image.source {
            case .path, .blob: if let facts = image.facts { paths[facts.sha256] = image.url }
            case .data, .remote: break
            }
        }
        var config = self
        config.template = template.changingImages { image in
            guard case .path = image.source, let path = image.facts.flatMap({ paths[$0.sha256] }) else { return image }
            var image = image
            image.url = path
            return image
        }
        return config
    }
}
