import JSON

/// The switch for prompt caching, which only the dialect `messages` has.
extension AppState {
    /// Sets `cache_control` under `extra`, with which the API caches the request up to its last message, or unsets it.
    mutating func switchPromptCaching() {
        let isOn = draft.config.extra["cache_control"] != nil
        changeConfig { config in
            if isOn {
                config.extra["cache_control"] = nil
            } else {
                config.extra["cache_control"] = ["type": "ephemeral"]
            }
        }
        if isOn { return say("Prompt caching is off.") }
        guard provider.provider?.dialect == .messages else {
            return say("Prompt caching is on, for providers of the dialect messages only.", .warning)
        }
        say("Prompt caching is on: the next request can reuse this one's beginning for five minutes.")
    }
}
