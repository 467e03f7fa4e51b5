/// A provider's list of models, as it was read last.
package struct KnownModels: Sendable, Hashable {
    /// The names, in the provider's order.
    package var names: [String]
    /// When the list was read, in seconds since 1970.
    package var readAt: Double

    package init(names: [String], readAt: Double) {
        self.names = names
        self.readAt = readAt
    }

    /// Whether the list is worth reading again: after an hour.
    package func isOld(now: Double) -> Bool { !(0..<3600).contains(now - readAt) }
}

/// Keeps the lists of models that providers have sent, so that a list is there before the provider has answered.
package protocol ModelListCache: Sendable {
    /// The list that was kept for a provider at its base URL; nil if there is none.
    func models(of provider: Provider) -> KnownModels?
    /// Keeps a list in place of the one before. A list that cannot be kept is read again the next time.
    func keep(_ models: KnownModels, of provider: Provider)
}
