/// What F7 does where there is nothing to compare yet.
extension AppState {
    /// Opens the stored evaluations.
    package mutating func openEvaluations() {
        say("There are no evaluations here yet. Write a message to compare models and versions on it.")
    }
}
