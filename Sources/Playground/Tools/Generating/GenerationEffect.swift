package import JSON
package import RequestCore

/// What is asked about definitions that a model writes; the number tells them apart.
package enum GenerationEffect: Sendable, Hashable {
    /// Has a model write a definition. The request is the first of at most ``DefinitionRequest/attempts``.
    case start(Int, DefinitionRequest, RunRequest)
    case stop(Int)
}

/// What becomes of definitions that a model writes.
package enum GenerationAction: Sendable {
    /// Progress of a definition: characters received, and which attempt this is.
    case advanced(Int, attempt: Int, characters: Int)
    case finished(Int, JSONObject)
    case failed(Int, String)
}
