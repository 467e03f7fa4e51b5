public import Prompts

/// Why a request cannot be sent as it is.
public enum RunPreparationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Variables of the template without a value, in order of their first appearance.
    case missingVariables([String])
    case unreadableImages([UnreadableImage])
    /// The provider speaks a dialect that this build does not.
    case unspokenDialect(DialectID)

    /// An image whose bytes cannot be had, or are no image.
    public struct UnreadableImage: Sendable, Hashable {
        /// The name a person knows it by.
        public var name: String
        /// What is wrong with it.
        public var reason: String

        /// An image that cannot be read.
        public init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    /// What is missing, by name.
    public var description: String {
        switch self {
        case .missingVariables(let names):
            names.count == 1
                ? "the variable \(names[0]) has no value"
                : "these variables have no value: " + names.joined(separator: ", ")
        case .unreadableImages(let images):
            images.map { "the image \($0.name) cannot be sent: \($0.reason)" }.joined(separator: "\n")
        case .unspokenDialect(let dialect):
            RunError.unspoken(dialect).message
        }
    }
}
