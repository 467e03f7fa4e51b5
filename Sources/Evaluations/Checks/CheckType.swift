/// The types of checks: promptfoo's, and those of Étude's own.
package enum CheckType {
    /// Who can run a check.
    package enum Runner: Sendable, Hashable {
        /// A pure function of the answer.
        case native
        /// A model that judges.
        case judge
        /// A model that compares the answers of one row.
        case comparison
        /// A provider's embeddings.
        case embeddings
        /// A command that the person has approved.
        case script
        /// Nothing here.
        case nobody
    }

    /// Who runs checks of a type; nil for a type that nobody knows.
    package static func runner(of type: String) -> Runner? {
        if native.contains(type) { return .native }
        if judged.contains(type) { return .judge }
        if ["select-best", "max-score"].contains(type) { return .comparison }
        if ["similar", "similar:cosine", "similar:dot", "similar:euclidean"].contains(type) { return .embeddings }
        if type == "script" { return .script }
        return foreign.contains(type) ? .nobody : nil
    }

    /// Whether a check of this type says nothing without a value.
    package static func needsValue(_ type: String) -> Bool { valued.contains(type) }

    /// Whether a check of this type says nothing without a threshold.
    package static func needsThreshold(_ type: String) -> Bool { ["latency", "cost"].contains(type) }

    /// All names, without `not-`.
    package static let all: Set<String> = native.union(judged).union(foreign).union([
        "select-best", "max-score", "similar", "similar:cosine", "similar:dot", "similar:euclidean", "script",
    ])

    /// The types whose result follows from the answer alone.
    private static let native: Set<String> = [
        "equals", "contains", "contains-all", "contains-any", "icontains", "icontains-all", "icontains-any",
        "starts-with", "regex", "is-json", "contains-json", "is-xml", "word-count", "levenshtein", "rouge-n", "bleu",
        "gleu", "latency", "cost", "finish-reason", "is-refusal", "is-valid-openai-tools-call",
        "is-valid-openai-function-call", "is-valid-function-call", "tool-call-f1", "trajectory:tool-used",
        "trajectory:tool-args-match", "trajectory:tool-sequence", "trajectory:step-count",
    ]

    private static let valued: Set<String> = [
        "equals", "contains", "contains-all", "contains-any", "icontains", "icontains-all", "icontains-any",
        "starts-with", "regex", "word-count", "levenshtein", "rouge-n", "bleu", "gleu", "finish-reason", "tool-call-f1",
        "trajectory:tool-used", "trajectory:tool-args-match", "trajectory:tool-sequence", "trajectory:step-count",
        "llm-rubric", "factuality", "model-graded-factuality", "closedqa", "model-graded-closedqa", "select-best",
        "similar", "similar:cosine", "similar:dot", "similar:euclidean", "script",
    ]

    private static let judged: Set<String> = [
        "llm-rubric", "factuality", "model-graded-factuality", "closedqa", "model-graded-closedqa",
    ]

    /// The types that promptfoo knows and that cannot be run here.
    private static let foreign: Set<String> = [
        "answer-relevance", "classifier", "contains-html", "contains-sql", "contains-xml", "context-faithfulness",
        "context-recall", "context-relevance", "conversation-relevance", "g-eval", "guardrails", "human", "is-html",
        "is-sql", "javascript", "meteor", "moderation", "perplexity", "perplexity-score", "pi", "python", "ruby",
        "search-rubric", "skill-used", "trace-error-spans", "trace-span-count", "trace-span-duration",
        "trajectory:goal-success", "webhook",
    ]
}
