internal import JSON

/// A field that a conversion leaves behind, because the other format has no place for it or means something else by it.
package struct Loss: Sendable, Hashable, CustomStringConvertible {
    /// The field's path, for example `tools[0].strict` or `model.connection`.
    package var field: String
    /// What happens to the field, as a clause without a full stop.
    package var reason: String

    /// Makes a loss of a field.
    package init(_ field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }

    /// The loss on one line: `model.connection: Étude takes no keys and URLs from a file`.
    package var description: String { "\(field): \(reason)" }
}

/// The losses of one conversion, each field and reason once.
struct Losses {
    private(set) var list: [Loss] = []
    private var known: Set<Loss> = []

    mutating func add(_ field: String, _ reason: String) {
        let loss = Loss(field, reason)
        if known.insert(loss).inserted { list.append(loss) }
    }

    /// Adds the parts of a prompt that only Étude has: settings of tools, keys of the front matter, tools that are off.
    ///
    /// - Parameter format: the format that is written.
    mutating func addOwn(of document: PromptDocument, in format: Bridge) {
        for key in document.etude.keys { add("etude.\(key)", "cannot be stored in \(format.title)") }
        for key in document.unknown.keys where !PromptFormat.foreignKeys.contains(key) {
            add(key, "the format has no place for it")
        }
        for tool in document.config.tools where !tool.isEnabled {
            add("tools.\(tool.name)", "it is switched off, so it is left out")
        }
    }
}
