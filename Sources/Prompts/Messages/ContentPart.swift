public import JSON

/// One piece of a message's content.
///
/// Kinds that Étude does not know (`input_audio`, `file`, whatever comes next) are kept as they came and shown raw.
public enum ContentPart: Sendable, Hashable {
    case text(String)
    case image(ImagePart)
    /// Any other part, as the JSON object it was.
    case other(JSONValue)
}

/// An `image_url` part: where the image is and how closely the model shall look.
public struct ImagePart: Sendable, Hashable {
    /// As the person wrote it: an `https:` or `http:` URL, a base64 `data:` URL, a path, or `sha256:<hex>` for a stored blob.
    public var url: String
    /// `auto`, `low` or `high`; nil when not said, and then not sent.
    public var detail: String?
    /// What is known of the bytes of a path, data URL or stored blob; nil for a remote image and for one not read yet.
    public var facts: ImageFacts?

    /// A value of these parts.
    public init(url: String, detail: String? = nil, facts: ImageFacts? = nil) {
        self.url = url
        self.detail = detail
        self.facts = facts
    }

    /// Where the bytes of the image are to be had.
    public enum Source: Sendable, Hashable {
        /// Fetched by the server, never by Étude on its own.
        case remote
        /// Inside the URL itself.
        case data
        /// In the store, under the hex digits.
        case blob(String)
        /// On this machine.
        case path(String)
    }

    /// What kind of place `url` names.
    public var source: Source {
        let lowered = url.prefix(8).lowercased()
        if lowered.hasPrefix("https://") || lowered.hasPrefix("http://") { return .remote }
        if lowered.hasPrefix("data:") { return .data }
        if lowered.hasPrefix("sha256:") { return .blob(String(url.dropFirst(7))) }
        return .path(FileURL.path(of: url) ?? url)
    }

    /// The variable that names the image, where `url` is nothing but `{{name}}`.
    public var variableName: String? {
        guard url.hasPrefix("{{"), url.hasSuffix("}}"), url.utf8.count < 200 else { return nil }
        let names = Variables.names(in: url)
        return names.count == 1 && Variables.render(url) { _ in "" }.text.isEmpty ? names.first : nil
    }

    /// The name a person knows the image by: the last piece of its path or URL, or `inline image`.
    public var displayName: String {
        switch source {
        case .data, .blob:
            return facts?.name ?? "inline image"
        case .remote, .path:
            let bare = url.prefix { $0 != "?" && $0 != "#" }
            let last = bare.split(separator: "/").last.map(String.init)
            return last ?? url
        }
    }
}

/// What the bytes of an image say of it.
public struct ImageFacts: Sendable, Hashable {
    /// SHA-256 of the bytes, 64 lower-case hex digits.
    public var sha256: String
    /// `image/png`, `image/jpeg`, `image/webp` or `image/gif`, told by the content and not by the name.
    public var mediaType: String
    /// In pixels; 0 when the header does not say.
    public var width: Int
    /// In pixels; 0 when the header does not say.
    public var height: Int
    /// How many bytes the image has.
    public var byteCount: Int
    /// The file's name when it was attached, if it had one.
    public var name: String?

    /// A value of these parts.
    public init(sha256: String, mediaType: String, width: Int, height: Int, byteCount: Int, name: String? = nil) {
        self.sha256 = sha256
        self.mediaType = mediaType
        self.width = width
        self.height = height
        self.byteCount = byteCount
        self.name = name
    }
}
