package import RequestCore

/// The lists of models that are known beside the catalogue.
package struct ModelShelf: Sendable {
    /// Of each provider that has sent its list, by the provider's name.
    package var own: [String: [String]] = [:]
    /// The servers on this machine that have answered.
    package var local: [LocalServers.Found] = []
    /// The providers whose list is being read, by their names.
    package var asking: Set<String> = []
    /// Why the list of a provider could not be read, by the provider's name.
    package var problems: [String: String] = [:]

    package init() {}
}

/// What is asked about models.
package enum ModelEffect: Sendable, Hashable {
    /// Reads a provider's list: the one that was kept, then its own if that is old.
    case list(Provider)
    /// Looks for servers on this machine.
    case search([Provider])
}

/// What becomes known about models.
package enum ModelAction: Sendable {
    case listed(provider: String, [String])
    /// A provider is asked for its list.
    case asked(provider: String)
    /// The asking is over; the problem is nil if the list came.
    case ended(provider: String, problem: String?)
    case found(LocalServers.Found)
}
