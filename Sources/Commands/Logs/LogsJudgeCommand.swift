import ArgumentParser
import Prompts
import RequestCore

/// `etude logs judge ID`
struct LogsJudgeCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge", abstract: "Rate an answer; the versions count it.",
        discussion: """
            etude logs judge 01JD… good
            etude logs judge 01JD… bad --note "wrong harbour" --tag tides
            etude logs judge 01JD… --score 0.4 --correction "Dover floods first."

            What is not named stays as it is. An empty text removes a note or a
            correction; --score none removes the score.
            """)

    @Argument(help: "The log's id, or the beginning of it.")
    var id: String

    @Argument(help: "good, bad, or none to clear the rating.", transform: Rating.init)
    var rating: Rating?

    @Option(help: "From 0, useless, to 1, perfect; none removes it.", transform: Score.init)
    var score: Score?

    @Option(help: "A remark for people.")
    var note: String?

    @Option(help: ArgumentHelp("What the answer should have been; - reads it from stdin.", valueName: "text"))
    var correction: String?

    @Option(help: "Add a tag. Can be given several times.")
    var tag: [String] = []

    @Option(help: "Remove a tag. Can be given several times.")
    var untag: [String] = []

    /// What stands for good, bad or no rating.
    struct Rating: Sendable {
        let feedback: LogRecord.Feedback?

        init(_ text: String) throws {
            feedback = LogRecord.Feedback(rawValue: text)
            if feedback == nil, text != "none" { throw ValidationError("it is good, bad or none") }
        }
    }

    /// A number, or none.
    struct Score: Sendable {
        let value: Double?

        init(_ text: String) throws {
            value = try text == "none" ? nil : Judgement.score(Double(text) ?? .nan)
        }
    }

    func validate() throws {
        let isEmpty =
            rating == nil && score == nil && note == nil && correction == nil && tag.isEmpty && untag.isEmpty
        if isEmpty { throw ValidationError("say what is to change: good, bad or none, or one of the options") }
    }

    func run(_ session: CommandSession) async throws {
        let correction = try correction == "-" ? session.input.readAll() : correction
        let store = try await session.store.store()
        try await store.judge(log: WrittenLogID.find(id, in: store)) { [self] judgement throws(FieldError) in
            if let rating { judgement.feedback = rating.feedback }
            if let score { judgement.score = score.value }
            if let note { judgement.note = Judgement.text(note) }
            if let correction { judgement.correction = Judgement.text(correction) }
            for tag in tag { try judgement.add(tag: tag) }
            for tag in untag { judgement.remove(tag: tag) }
        }
    }
}
