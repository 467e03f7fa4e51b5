/// Why a command cannot go on: a sentence for stderr, and the exit status.
package struct CommandFailure: Error, CustomStringConvertible {
    package let description: String
    /// The exit status.
    package let status: Int32

    /// Creates a failure.
    ///
    /// - Parameter status: 2 for bad usage or a bad file, 1 for a request or a store that failed.
    package init(_ description: String, status: Int32 = 2) {
        self.description = description
        self.status = status
    }
}
