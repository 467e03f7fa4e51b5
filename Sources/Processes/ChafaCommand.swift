package import RequestCore

/// Decodes and draws images by `chafa`, a program of its own: whatever an image does to its decoder, Étude stands.
package struct ChafaCommand: Sendable {
    /// How an image is to be drawn.
    package enum Form: Sendable, Hashable {
        /// With characters, in 0, 8, 16, 256 or more colours.
        case symbols(colors: Int, isUnicode: Bool)
        /// In pixels, 8 × 16 for each cell, in the form of kitty's graphics protocol.
        case kitty
    }

    /// Why there is no drawing, in the person's words.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    private let processes: any ProcessRunner
    private let environment: [String: String]

    /// - Parameter environment: of this process, for `PATH`.
    package init(processes: any ProcessRunner, environment: [String: String]) {
        self.processes = processes
        self.environment = ["PATH": environment["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"]
    }

    /// What `chafa` writes for an image of exactly `columns` × `rows`: the first frame of one that moves.
    ///
    /// It gets the bytes on its stdin, writes no file, and is ended after ten seconds, at a GiB of memory or at more output
    /// than such an image has.
    package func draw(
        _ bytes: [UInt8], columns: Int, rows: Int, as form: Form
    ) async throws(Failure) -> String {
        let process = ToolProcess(
            argv: LimitedCommand.argv(["chafa"] + Self.arguments(columns, rows, form) + ["-"]), input: bytes,
            directory: "/", environment: environment, timeLimit: 10,
            outputLimit: Self.mostOutput(columns, rows, form))
        let result = await processes.run(process)
        if let fault = LimitedCommand.fault(of: "chafa", result) { throw Failure(description: fault) }
        guard !result.output.isEmpty else {
            throw Failure(description: "chafa cannot read it: it is damaged, or of a kind that it does not know")
        }
        return result.output
    }

    /// Four bytes a pixel in base64, and some for the pieces that they come in; characters take much less.
    private static func mostOutput(_ columns: Int, _ rows: Int, _ form: Form) -> Int {
        let atLeast = 8 << 20
        return form == .kitty ? max(atLeast, columns * rows * 8 * 16 * 4 / 3 * 4 / 10 * 11) : atLeast
    }

    private static func arguments(_ columns: Int, _ rows: Int, _ form: Form) -> [String] {
        // Without a terminal chafa takes cells for 8 × 8 pixels.
        let lines = form == .kitty ? 2 * rows : rows
        let common = ["--size", "\(columns)x\(lines)", "--stretch", "--animate", "off", "--threads", "1"]
        switch form {
        case .kitty: return ["--format", "kitty"] + common
        case .symbols(let colors, let isUnicode):
            let mode =
                switch colors {
                case ..<8: "none"
                case ..<16: "8"
                case ..<256: "16"
                // The first sixteen of 256 are the person's own and may be anything.
                case 256: "240"
                default: "full"
                }
            let symbols = isUnicode ? "block+space" : "ascii+space"
            return ["--format", "symbols", "--colors", mode, "--symbols", symbols] + common
        }
    }
}
