extension Command {
    /// What opens evaluations from anywhere.
    static let evaluationCommands: [Command] = [
        Command(
            "evaluations", "List the evaluations", help: "Prompts that were run over rows of data, newest first.",
            over: [GridPage.place, EvaluationList.place], perform: { $0.toggleEvaluations() })
    ]
}
