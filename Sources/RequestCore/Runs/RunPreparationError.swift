/// Why a request cannot be sent as it is.
public enum RunPreparationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The variables of the template without a value, in order of their first appearance.
    case missingVariables([String])
    case unreadableImages([UnreadableImage])
    /// The provider's key comes from a command that has not been run.
    case missingKey(provider: String)

    /// An image whose bytes cannot be read, or are not an image.
    public struct UnreadableImage: Sendable, Hashable {
        /// The name that the person knows.
        public var name: String
        /// What is wrong with it.
        public var reason: String

        /// Makes an error for one image.
        public init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    /// The sentence that names what is missing.
    public var description: String {
        switch self {
        case .missingVariables(let names):
            names.count == 1
                ? "the variable \(names[0]) has no value"
                : "these variables have no value: " + names.joined(separator: ", ")
        case .unreadableImages(let images):
            images.map { "the image \($0.name) cannot be sent: \($0.reason)" }.joined(separator: "\n")
        case .missingKey(let provider):
            "the key of \(provider) comes from api_key_command, which cannot be run here"
        }
    }
}
