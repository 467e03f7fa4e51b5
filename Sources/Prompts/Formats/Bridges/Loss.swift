internal import JSON

/// What a conversion leaves behind: a field that the other format has no place for, or that means something else there.
public struct Loss: Sendable, Hashable, CustomStringConvertible {
    /// The field's path, for example `tools[0].strict` or `model.connection`.
    public var field: String
    /// What becomes of it, as a clause without a full stop.
    public var reason: String

    /// A loss of that field.
    public init(_ field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }

    /// `model.connection: Étude takes no keys and URLs from a file`.
    public var description: String { "\(field): \(reason)" }
}

/// The losses of one conversion, each field and reason once.
struct Losses {
    private(set) var list: [Loss] = []
    private var known: Set<Loss> = []

    mutating func add(_ field: String, _ reason: String) {
        let loss = Loss(field, reason)
        if known.insert(loss).inserted { list.append(loss) }
    }

    /// What a prompt has that only Étude knows: settings of tools, keys of the front matter, tools that are off.
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
