extension ModelInfo {
    /// Whether the model can be reached over chat completions; nil if that is not known.
    public var hasChatEndpoint: Bool? { endpoints.map { $0.contains("/v1" + ChatCompletions().answerPath) } }
}
