extension Command {
    /// What opens evaluations from anywhere, and adds to their rows from the thread.
    static let evaluationCommands: [Command] = [
        Command(
            "evaluations", "List the evaluations", help: "Prompts that were run over rows of data, newest first.",
            over: [GridPage.place, EvaluationList.place], perform: { $0.toggleEvaluations() }),
        Command(
            "thread.dataset", "Add the thread to a dataset",
            help:
                "As a row of a CSV, JSONL, JSON or YAML file: variables, messages, and the last answer as the expected one.",
            keys: ["A"], place: .thread,
            disabledReason: { $0.thread.messages.isEmpty ? "the thread has no messages" : nil },
            perform: { $0.addThreadAsRow() }),
    ]
}
