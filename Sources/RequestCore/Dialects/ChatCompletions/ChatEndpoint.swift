extension ModelInfo {
    /// Whether chat completions is among its endpoints; nil where that is not known.
    public var hasChatEndpoint: Bool? { endpoints.map { $0.contains("/v1" + ChatCompletions().answerPath) } }
}
