extension RunError {
    /// One sentence on what to do next.
    public var advice: String {
        if isInterruption { return "Run again." }
        return switch kind {
        case .authentication: "Check the provider's key, and that it belongs to this endpoint."
        case .permission:
            status == 402
                ? "The account has no credit left. Check the provider's billing page."
                : "The key is not allowed to do this. Check the project's permissions, the region and access to the model."
        case .notFound: "Check the model's name and the provider's base URL, which ends in /v1 for most servers."
        case .rateLimit:
            code == ErrorWords.quota
                ? "The account has no credit left. Waiting does not help; check the provider's billing page."
                : "Wait a moment and run again, or request less at once."
        case .badRequest:
            if let setting = refusedField?.setting {
                "Set '\(setting): false' for this provider in config.yaml."
            } else if let field = refusedField, [.reasoning, .thinking].contains(field) {
                "Unset reasoning_effort, and \(field.rawValue) under extra, and run again."
            } else if let param {
                param.hasPrefix("messages") || param.hasPrefix("input")
                    ? "Change the messages and run again." : "Change \(param) in the config and run again."
            } else if status == 402 {
                "The account has no credit left. Check the provider's billing page."
            } else if status == 413 {
                "Make the request smaller. Images are the usual cause."
            } else {
                "Fix what the message names and run again."
            }
        case .server: "The provider failed. Run again in a moment, or check its status page."
        case .timeout: "Run again, or set a longer timeout."
        case .connection:
            isLasting
                ? "Fix what the message names and run again."
                : "Check the base URL, the network, and that the server is running."
        case .stream: "The provider stopped half-way. The partial answer was kept; run again."
        case .decoding: "Check the base URL. Something that does not speak this API may have answered."
        case .cancelled: "The partial answer was kept. Run again to start over."
        }
    }
}
