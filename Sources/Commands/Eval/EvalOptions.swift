import ArgumentParser
import Evaluations
import JSON

/// The options of `etude eval` that say what is asked and how the answers count.
struct EvalOptions: ParsableArguments {
    @Argument(help: "A promptfooconfig.yaml or an .eval.yaml.", completion: .file())
    var file: String?

    @Option(
        help: ArgumentHelp("A prompt to compare; may be given several times.", valueName: "ref|file"),
        completion: .file())
    var prompt: [String] = []

    @Option(help: "A model to ask, in place of the file's; may be given several times.")
    var model: [String] = []

    @Option(help: "Where requests go, in place of the file's; may be given several times.")
    var provider: [String] = []

    @Option(
        help: ArgumentHelp("Rows: CSV, JSONL, JSON or YAML; - reads stdin.", valueName: "file"), completion: .file())
    var data: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A request field by its API name; key= unsets.", valueName: "key=value"))
    var settings: [String] = []

    @Option(name: .customShort("n"), parsing: .unconditional, help: "How often each row is asked.")
    var repeats: Int?

    @Option(parsing: .unconditional, help: "The most requests under way to one provider.")
    var jobs: Int?

    @Flag(help: "Go on with the newest evaluation of the same columns and rows.")
    var resume = false

    @Flag(help: "Take answers that earlier evaluations have for the same version, model and row.")
    var reuse = false

    @Option(
        help: ArgumentHelp("Send only these cells of the newest evaluation again.", valueName: "failed|errors|missing"))
    var only: OnlyOption?

    @Option(
        name: .customLong("max-spend"), parsing: .unconditional,
        help: ArgumentHelp("What the evaluation may cost before no more requests go out.", valueName: "usd"))
    var maxSpend: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("The longest wait for the next byte.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: ArgumentHelp("Answer tool calls by approved tools, or as before.", valueName: "auto|replay"))
    var tools: EvalToolsOption?

    @Option(name: .customLong("judge-model"), help: "The model that judges.")
    var judgeModel: String?

    @Flag(help: "Hand the requests to the provider's batch service.")
    var batch = false

    @Option(help: ArgumentHelp("The column that others are compared with.", valueName: "label"))
    var baseline: String?

    @Option(
        name: .customLong("fail-under"), parsing: .unconditional,
        help: ArgumentHelp("The share of rows that has to pass.", valueName: "share"))
    var failUnder: Double?

    @Option(
        name: .customLong("row-under"), parsing: .unconditional,
        help: ArgumentHelp("The share of a row's cells from which it passes.", valueName: "share"))
    var rowUnder: Double?

    @Flag(name: .customLong("allow-outside"), help: "Let file:// lead out of the file's folder.")
    var allowsOutside = false

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    @Flag(help: "One line of CSV for each cell.")
    var csv = false

    func validate() throws {
        if batch {
            throw ValidationError("--batch comes in a later version of Étude; leave it out to send the requests now")
        }
        if file == nil, prompt.isEmpty { throw ValidationError("name a FILE, or a prompt with --prompt") }
        if data == "-", file == "-" { throw ValidationError("stdin can be the rows only") }
        if resume, reuse { throw ValidationError("--resume and --reuse exclude each other") }
        if only != nil, reuse { throw ValidationError("--only and --reuse exclude each other") }
        if json, csv { throw ValidationError("--json and --csv exclude each other") }
        if let repeats, !(1...10_000).contains(repeats) {
            throw ValidationError("-n takes a whole number from 1 to 10000")
        }
        if let jobs, !(1...1000).contains(jobs) { throw ValidationError("--jobs takes a whole number from 1 to 1000") }
        if let maxSpend, !(maxSpend > 0) { throw ValidationError("--max-spend takes US dollars above 0") }
        if let timeout, !(timeout > 0) { throw ValidationError("--timeout takes a number of seconds above 0") }
        for (name, share) in [("--fail-under", failUnder), ("--row-under", rowUnder)] {
            if let share, !(0...1).contains(share) { throw ValidationError("\(name) takes a share from 0 to 1") }
        }
    }
}

/// The values of `--only`.
enum OnlyOption: String, ExpressibleByArgument, CaseIterable {
    /// Cells whose checks failed.
    case failed
    /// Cells whose request or checks did not work.
    case errors
    /// Cells that have not been sent.
    case missing

    /// Whether a cell is to be sent again.
    func takes(_ cell: CellRecord?) -> Bool {
        switch self {
        case .failed: cell?.verdict.outcome == .fail
        case .errors: cell.map { $0.state == .failed || $0.verdict.outcome == .error } ?? false
        case .missing: cell == nil
        }
    }
}

/// The values of `--tools`.
enum EvalToolsOption: String, ExpressibleByArgument, CaseIterable {
    case auto, replay
}
