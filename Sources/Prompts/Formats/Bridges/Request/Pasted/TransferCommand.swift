/// A command of curl or wget: options, a URL, and the body of a request among them.
struct TransferCommand {
    /// The options that matter of such a program.
    struct Options {
        /// Those whose value is the body.
        var data: Set<String>
        /// Those whose value is the file of the body.
        var dataFiles: Set<String>
        /// Those that hold header lines or credentials.
        var headers: Set<String>
        /// Those that take a value that says nothing here.
        var others: Set<String>
        /// Whether a body that begins with `@` is the name of a file.
        var readsFiles: Bool

        static let curl = Options(
            data: [
                "-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json",
            ],
            dataFiles: [],
            headers: [
                "-H", "--header", "-u", "--user", "-b", "--cookie", "--oauth2-bearer", "-A", "--user-agent", "-e",
                "--referer",
            ],
            others: [
                "-X", "--request", "--url", "-o", "--output", "-m", "--max-time", "--connect-timeout", "-x", "--proxy",
                "--cacert", "-E", "--cert", "--key", "-w", "--write-out", "--retry", "--retry-delay", "--resolve",
                "-F", "--form", "-T", "--upload-file", "-K", "--config", "-D", "--dump-header", "-c", "--cookie-jar",
                "--limit-rate",
            ], readsFiles: true)

        static let wget = Options(
            data: ["--post-data", "--body-data"], dataFiles: ["--post-file", "--body-file"],
            headers: [
                "--header", "--user", "--password", "--http-user", "--http-password", "-U", "--user-agent",
                "--referer",
            ],
            others: [
                "--method", "-O", "--output-document", "-o", "--output-file", "-T", "--timeout", "-t", "--tries",
                "--ca-certificate", "--certificate", "--private-key", "-e", "--execute", "-w", "--wait",
            ], readsFiles: false)

        fileprivate var takingValue: Set<String> { data.union(dataFiles).union(headers).union(others) }
    }

    /// The body of the request, all pieces of it; nil for none.
    private(set) var body: String?
    /// The file that the body is read from.
    private(set) var bodyFile: String?
    private(set) var url: String?
    /// Whether the command has header lines or credentials.
    private(set) var hasHeaders = false

    private let options: Options

    /// - Parameter words: those after the program's name.
    init(_ words: ArraySlice<String>, options: Options) {
        self.options = options
        let takingValue = options.takingValue
        var words = words
        while let word = words.popFirst() {
            guard word.hasPrefix("-"), word.count > 1 else {
                url = url ?? word
                continue
            }
            let (name, value) = Self.split(word, takingValue)
            guard takingValue.contains(name) else { continue }
            take(name, value ?? words.popFirst() ?? "")
        }
    }

    private mutating func take(_ name: String, _ value: String) {
        if options.headers.contains(name) {
            hasHeaders = true
        } else if name == "--url" {
            url = url ?? value
        } else if options.dataFiles.contains(name) {
            bodyFile = bodyFile ?? value
        } else if options.data.contains(name) {
            if options.readsFiles, value.hasPrefix("@"), name != "--data-raw" {
                bodyFile = bodyFile ?? String(value.dropFirst())
            } else {
                body = body.map { $0 + (name == "--json" ? "" : "&") + value } ?? value
            }
        }
    }

    /// `--data={…}` and `-d{…}` have the value in the same word.
    private static func split(_ word: String, _ takingValue: Set<String>) -> (name: String, value: String?) {
        if word.hasPrefix("--") {
            guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
            return (String(word[..<equals]), String(word[word.index(after: equals)...]))
        }
        let name = String(word.prefix(2))
        if word.count > 2, takingValue.contains(name) { return (name, String(word.dropFirst(2))) }
        // Of flags in one word, as in -sSd, the last may take the next word.
        let last = "-" + String(word.suffix(1))
        return (word.count > 2 && takingValue.contains(last) ? last : name, nil)
    }
}
