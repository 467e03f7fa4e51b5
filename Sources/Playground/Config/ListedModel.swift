/// A model of the model list, as a column of a comparison asks it.
package struct ListedModel: Sendable, Hashable {
    package var name: String
    /// The server that has it, in place of the config's provider; nil leaves that.
    package var provider: String?
}
