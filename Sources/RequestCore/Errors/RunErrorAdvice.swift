extension RunError {
    /// One sentence on what to do next.
    public var advice: String {
        switch kind {
        case .authentication: "Check the provider's key, and that it belongs to this endpoint."
        case .permission: "The key may not do this: check the project's rights, the region and the model's access."
        case .notFound: "Check the model's name and the provider's base URL, which ends in /v1 for most servers."
        case .rateLimit:
            code == ErrorWords.quota
                ? "The account has no credit left: waiting does not help, look at the provider's billing page."
                : "Wait a moment and run again, or ask for less at once."
        case .badRequest:
            if let field = refusedStreamField {
                "Set '\(field.rawValue): false' for this provider in config.yaml."
            } else if let param {
                "Change \(param) in the config or the messages and run again."
            } else if status == 402 {
                "The account has no credit left: look at the provider's billing page."
            } else if status == 413 {
                "Make the request smaller: images are the usual cause."
            } else {
                "Change what the message names and run again."
            }
        case .server: "The fault is the provider's: run again in a moment, or look at its status page."
        case .timeout: "Run again, or set a longer timeout."
        case .connection:
            isLasting
                ? "Change what the message names and run again."
                : "Check the base URL, the network, and that the server is running."
        case .stream: "The provider gave up half-way; what had arrived is kept. Run again."
        case .decoding: "Check the base URL: something that does not speak this API may have answered."
        case .cancelled: "What had arrived is kept. Run again to start over."
        }
    }
}
