import ArgumentParser
import JSON
import Prompts
import RequestCore

/// The options of `etude run`, and how they change a prompt's request.
struct RunOptions: ParsableArguments {
    @Option(name: [.customShort("m"), .long], help: "The user message; - reads it from stdin.")
    var message: String?

    @Option(
        help: ArgumentHelp(
            "An image, PDF or text file for the message; may be given several times.", valueName: "path|url"),
        completion: .file())
    var image: [String] = []

    @Option(name: .customLong("var"), help: ArgumentHelp("The value of a variable.", valueName: "k=v"))
    var variables: [String] = []

    /// The options with one value, whose repetition is most likely a slip.
    static let single = [
        "-m", "-n", "--provider", "--model", "--timeout", "--tools", "--continue", "--rounds", "--max-spend",
    ]

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A request field by its API name; key= unsets.", valueName: "key=value"))
    var settings: [String] = []

    @Option(name: .customShort("n"), parsing: .unconditional, help: "How many answers to ask for.")
    var count: Int?

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    @Flag(name: .customLong("no-stream"), help: "Ask for the whole answer at once.")
    var noStream = false

    @Option(help: "Where the request goes: simulator, openai, or a name from config.yaml.")
    var provider: String?

    @Option(help: "The model to ask.")
    var model: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("The longest wait for the next byte.", valueName: "seconds"))
    var timeout: Double?

    @Option(
        help: ArgumentHelp(
            "Answer tool calls: manual prints them and exits 3; ask and auto run what the prompt names; replay answers as before.",
            valueName: "manual|ask|auto|replay"))
    var tools: ToolsOption?

    @Option(
        name: .customLong("continue"),
        help: ArgumentHelp(
            "Continue with these results, {\"<tool_call_id>\": result}; - reads stdin.", valueName: "file"),
        completion: .file())
    var results: String?

    @Option(
        parsing: .unconditional,
        help: "How many requests may be sent automatically after the first; 10 if this is left out.")
    var rounds: Int?

    @Option(
        name: .customLong("max-spend"), parsing: .unconditional,
        help: ArgumentHelp("How much a run may cost before no more requests are sent automatically.", valueName: "usd"))
    var maxSpend: Double?

    @Flag(name: .customLong("no-store"), help: "Store no version and no log.")
    var noStore = false

    @Option(
        help: ArgumentHelp(
            "Record everything sent and received as JSON Lines, with the key masked.", valueName: "file"),
        completion: .file())
    var wire: String?

    @Option(
        name: .customLong("from-wire"),
        help: ArgumentHelp("Replay a recording made with --wire; nothing is sent.", valueName: "file"),
        completion: .file())
    var fromWire: String?

    /// Applies `--model`, `-n` and `--set`, in this order, so that `--set` has the last word.
    func apply(to config: inout Config) throws {
        if let model { config.model = model }
        if let count { config[.n] = .number(JSONNumber(count)) }
        try Self.apply(settings, to: &config)
    }

    /// Applies values of `--set` in their order.
    static func apply(_ settings: [String], to config: inout Config) throws {
        for setting in settings {
            let (key, value) = try pair(setting, option: "--set", example: "temperature=0.2")
            if isAboutStreaming(key) { continue }
            try config.set(path: key, text: value)
        }
    }

    /// Adds the values of `--var` to the prompt's own.
    func inputs(over defaults: JSONObject) throws -> JSONObject {
        var inputs = defaults
        for variable in variables {
            let (key, value) = try Self.pair(variable, option: "--var", example: "language=French")
            inputs[key] = .string(value)
        }
        return inputs
    }

    /// The names that `--var` gives values to.
    func variableNames() throws -> [String] {
        try variables.map { try Self.pair($0, option: "--var", example: "language=French").0 }
    }

    /// Whether the answer is asked for as a stream, and whether with `stream_options`: what `--no-stream` and `--set` say.
    ///
    /// - Throws: for a value that is neither on nor off.
    func streaming() throws -> (streams: Bool, sendsOptions: Bool) {
        var (streams, sendsOptions) = (!noStream, true)
        for setting in settings {
            let (key, value) = try Self.pair(setting, option: "--set", example: "stream=false")
            guard Self.isAboutStreaming(key) else { continue }
            let isOff = ["", "null", "false"].contains(value)
            switch key {
            case "stream" where isOff || value == "true": streams = !isOff && !noStream
            case "stream_options" where isOff, "stream_options.include_usage" where isOff || value == "true":
                sendsOptions = !isOff
            default:
                throw CommandFailure(
                    "--set \(setting) cannot be sent; --set stream=false and --set stream_options= leave them out")
            }
        }
        return (streams, sendsOptions)
    }

    private static func isAboutStreaming(_ key: String) -> Bool {
        key == "stream" || key.prefix { $0 != "." } == "stream_options"
    }

    /// What is given and has no use here, a sentence each.
    var unused: [String] {
        var unused: [String] = []
        if tools == nil {
            if rounds != nil { unused.append("--rounds is not used without --tools") }
            if maxSpend != nil { unused.append("--max-spend is not used without --tools") }
        }
        if fromWire != nil {
            if provider != nil { unused.append("--provider is not used: --from-wire answers") }
            if timeout != nil { unused.append("--timeout is not used: --from-wire answers") }
        }
        return unused
    }

    /// How calls are answered; without `--tools` they are printed, and that is all.
    var answering: ToolLoop.Answering { tools?.answering ?? .never }

    private static func pair(_ text: String, option: String, example: String) throws -> (String, String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw CommandFailure("\(option) takes key=value, for example \(option) \(example); found '\(text)'")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    func validate() throws {
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout takes a number of seconds above 0") }
        if let maxSpend, !(maxSpend > 0) { throw ValidationError("--max-spend takes US dollars above 0") }
        if let rounds, rounds < 0 { throw ValidationError("--rounds takes a whole number from 0") }
        if results != nil, message != nil || !image.isEmpty {
            throw ValidationError("--continue resumes the logged conversation; -m and --image cannot be used with it")
        }
        if wire != nil, wire == fromWire { throw ValidationError("--wire and --from-wire name the same file") }
        if let count, count < 1 { throw ValidationError("-n takes a whole number from 1") }
    }
}

/// The values of `--tools`.
enum ToolsOption: String, ExpressibleByArgument, CaseIterable {
    case manual, ask, auto, replay

    var answering: ToolLoop.Answering {
        switch self {
        case .manual: .tools(.manual)
        case .ask: .tools(.ask)
        case .auto: .tools(.auto)
        case .replay: .replay
        }
    }
}
