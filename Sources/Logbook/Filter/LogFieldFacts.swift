extension LogField {
    /// What help and completion say about the field.
    package var facts: Facts {
        switch self {
        case .prompt: Facts(help: "The prompt of the run", kind: .text, examples: ["prompt:weather", "prompt:tide*"])
        case .version:
            Facts(
                help: "The version, by number, by hash, or as NAME@v12 or NAME@ENVIRONMENT", kind: .version,
                examples: ["version:v12", "version:a3f9c2d1", "version:weather@production"])
        case .env:
            Facts(
                help: "What the prompt has deployed there now", kind: .text,
                examples: ["env:production", "-env:*"])
        case .provider: Facts(help: "The provider", kind: .text, examples: ["provider:openai", "-provider:simulator"])
        case .model:
            Facts(help: "The model that was asked for", kind: .text, examples: ["model:gpt-4.1-mini", "model:gpt-4*"])
        case .resolved:
            Facts(help: "The model that the answer names", kind: .text, examples: ["resolved:gpt-4o-2024-08-06"])
        case .status:
            Facts(
                help: "How the run ended, or the HTTP status", kind: .status,
                examples: ["status:error", "status:ok,running", "status:429", "status:>=500"])
        case .error:
            Facts(
                help: "The kind of error; with a * its words", kind: .text,
                examples: ["error:rate_limit", "error:*overloaded*", "error:*"])
        case .finish:
            Facts(help: "Why the answer ended", kind: .text, examples: ["finish:length", "-finish:stop,tool_calls"])
        case .schema:
            Facts(
                help: "Whether the answer and its calls fit their schemas", kind: .words(["ok", "broken"]),
                examples: ["schema:broken"])
        case .feedback:
            Facts(
                help: "How a person rated the answer", kind: .words(["good", "bad", "none"]),
                examples: ["feedback:bad", "feedback:*"])
        case .score:
            Facts(help: "The score that a person gave, from 0 to 1", kind: .number(.count), examples: ["score:>=0.8"])
        case .tag: Facts(help: "A tag", kind: .text, examples: ["tag:golden", "-tag:*"])
        case .note: Facts(help: "The remark about the answer", kind: .text, examples: ["note:*", "note:*tone*"])
        case .correction:
            Facts(
                help: "What the answer should have been", kind: .text,
                examples: ["correction:*", "correction:*Dover*"])
        case .tool: Facts(help: "A tool that was offered", kind: .text, examples: ["tool:get_tide", "-tool:*"])
        case .call: Facts(help: "A tool that was called", kind: .text, examples: ["call:get_tide", "call:*"])
        case .image: Facts(help: "Whether images were sent", kind: .words(["yes", "no"]), examples: ["image:yes"])
        case .source:
            Facts(
                help: "What asked",
                kind: .words(["playground", "run", "eval", "batch", "serve", "library"]),
                examples: ["source:serve", "-source:eval"])
        case .caller: Facts(help: "Whose key asked", kind: .text, examples: ["caller:website"])
        case .session: Facts(help: "The caller's own id of a session", kind: .text, examples: ["session:42"])
        case .user: Facts(help: "The caller's own id of the person", kind: .text, examples: ["user:anna"])
        case .conversation: Facts(help: "The conversation", kind: .text, examples: ["conversation:01JD*"])
        case .run: Facts(help: "The run, by the id of its first log", kind: .text, examples: ["run:01JD*"])
        case .eval:
            Facts(help: "The evaluation that has the log in a cell", kind: .text, examples: ["eval:01JD*", "-eval:*"])
        case .dialect:
            Facts(help: "The dialect", kind: .words(["chat", "responses", "messages"]), examples: ["dialect:messages"])
        case .cost: Facts(help: "The cost in US dollars", kind: .number(.dollars), examples: ["cost:>0.01", "-cost:*"])
        case .tokens: Facts(help: "The tokens of request and answer", kind: .number(.count), examples: ["tokens:>10k"])
        case .tokensIn: Facts(help: "The tokens of the request", kind: .number(.count), examples: ["in:>=8000"])
        case .tokensOut: Facts(help: "The tokens of the answer", kind: .number(.count), examples: ["out:<10"])
        case .first:
            Facts(
                help: "The time to the first piece of the answer", kind: .number(.seconds),
                examples: ["first:>500ms", "first:>2"])
        case .total:
            Facts(help: "The time to the end", kind: .number(.seconds), examples: ["total:>10s", "total:<=500ms"])
        case .retries: Facts(help: "The attempts after the first", kind: .number(.count), examples: ["retries:>0"])
        case .since:
            Facts(help: "Sent at that time or later", kind: .time, examples: ["since:7d", "since:2026-11-20"])
        case .until:
            Facts(
                help: "Sent before that time; a date counts as a whole", kind: .time,
                examples: ["until:30m", "until:2026-11-20"])
        case .day: Facts(help: "Sent on that day", kind: .day, examples: ["day:2026-11-20"])
        case .id: Facts(help: "The log's id", kind: .text, examples: ["id:01JD*"])
        }
    }
}
