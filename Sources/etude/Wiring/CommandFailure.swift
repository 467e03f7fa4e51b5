/// Why a command cannot go on: a sentence for stderr, and the exit status.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    let status: Int32

    /// - Parameter status: 2 for bad usage or a bad file, 1 for a request or a store that failed.
    init(_ description: String, status: Int32 = 2) {
        self.description = description
        self.status = status
    }
}
