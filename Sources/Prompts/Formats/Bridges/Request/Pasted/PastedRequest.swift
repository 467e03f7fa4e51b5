internal import JSON

/// A request as people copy it from a browser, a manual or a terminal: a command of curl, wget or HTTPie, a call of
/// `fetch`, or PowerShell. Its headers hold the key and go nowhere.
struct PastedRequest {
    /// What is known of the body.
    private enum Body {
        case text(String)
        case json(JSONValue)
        /// It is read from a file.
        case file(String)
        /// The sentence says why there is none, and what to do.
        case missing(String)
    }

    /// What it is called in a sentence.
    private let name: String
    private let body: Body
    private let url: String?
    private let hasHeaders: Bool

    /// Tells whether a text begins as such a request, perhaps behind a prompt of the shell.
    static func recognises(_ text: Substring) -> Bool {
        let start = text.prefix(400)
        return start.prefixMatch(of: /(?:\$\s+)?(?:curl(?:\.exe)?|wget)[\s\\]/) != nil
            || start.prefixMatch(of: /(?:\$\s+)?(?:https?|xhs?)\s+(?:-|[A-Z]+\s|https?:|:|localhost|[\w.-]+\/)/) != nil
            || start.prefixMatch(of: FetchCall.beginning) != nil
            || text.hasPrefix("echo ") && text.contains(/\|\s*(?:https?|xhs?|curl)\s/)
            || PowerShellRequest.recognises(text)
    }

    /// Reads a text that begins as such a request.
    init(_ text: Substring) {
        if text.prefixMatch(of: FetchCall.beginning) != nil {
            self.init(FetchCall(text))
        } else if PowerShellRequest.recognises(text) {
            self.init(PowerShellRequest(text))
        } else {
            var command = ShellWords(text)
            var input = command.inputText
            if command.words.first == "echo", let piped = command.piped {
                input = command.words.dropFirst().filter { !["-n", "-e"].contains($0) }.joined(separator: " ")
                command = ShellWords(piped)
            }
            self.init(command, input: input)
        }
    }

    private init(_ call: FetchCall) {
        name = "fetch call"
        url = call.url
        hasHeaders = call.hasHeaders
        body =
            call.body.map(Body.text)
            ?? .missing(
                call.isProgram
                    ? "is a program, not what a browser's \"Copy as fetch\" writes; copy the request as cURL instead"
                    : "has no body; expected \"body\" with a request")
    }

    private init(_ request: PowerShellRequest) {
        name = "PowerShell command"
        url = request.url
        hasHeaders = request.hasHeaders
        body =
            request.body.map(Body.text)
            ?? .missing(
                request.isProgram
                    ? "makes its body with a program; copy the request as cURL, or convert its body"
                    : "has no body; expected -Body with a request")
    }

    private init(_ command: ShellWords, input: String?) {
        var words = command.words[...]
        if words.first == "$" { words.removeFirst() }
        let program = words.popFirst() ?? ""
        if program == "wget" || program.hasPrefix("curl") {
            let isCurl = program != "wget"
            let transfer = TransferCommand(words, options: isCurl ? .curl : .wget)
            name = isCurl ? "curl command" : "wget command"
            url = transfer.url
            hasHeaders = transfer.hasHeaders
            let expected = isCurl ? "-d or --json" : "--post-data or --body-data"
            body =
                if let file = transfer.bodyFile {
                    if file == "-", let input { .text(input) } else { .file(file) }
                } else {
                    transfer.body.map(Body.text) ?? .missing("has no body; expected \(expected) with a request")
                }
        } else {
            let call = HTTPieCommand(words)
            name = "HTTPie command"
            url = call.url
            hasHeaders = call.hasHeaders
            body =
                if let file = call.file ?? command.inputFile {
                    .file(file)
                } else if let field = call.brokenField {
                    .missing("has a field \(field) whose value is not JSON")
                } else if !call.fields.isEmpty {
                    .json(.object(call.fields))
                } else {
                    (call.raw ?? input).map(Body.text)
                        ?? .missing("has no body; expected fields such as model=… messages:=…, or --raw with a request")
                }
        }
    }

    /// The request's body. What is left behind is noted.
    func json(file: String?, _ losses: inout Losses) throws(FieldError) -> JSONValue {
        if hasHeaders { losses.add("headers", "a prompt has none") }
        if let url, !["/chat/completions", "/responses", "/messages"].contains(where: url.hasSuffix) {
            losses.add("url", "Étude takes no URLs from a file: providers stand in config.yaml")
        }
        switch body {
        case .json(let json): return json
        case .file(let path):
            throw FieldError(file: file, message: "the body of the \(name) is in the file \(path); convert that file")
        case .missing(let why): throw FieldError(file: file, message: "the \(name) \(why)")
        case .text(let text):
            do {
                return try JSONValue(parsing: text)
            } catch {
                throw FieldError(file: file, message: "the body of the \(name) is not JSON: \(error)")
            }
        }
    }
}
