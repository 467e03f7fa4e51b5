import JSON
import Logbook
import Prompts
import RequestCore
import Storage

/// What `--continue` continues: the newest log whose answer made these calls, and their results.
struct Continuation {
    /// The results as given, by the ids of calls.
    private let results: JSONObject
    private let file: String

    /// - Throws: ``FieldError`` if the text is not an object of results.
    init(results text: String, file: String) throws(FieldError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text)
        } catch {
            throw FieldError(file: file, line: error.line, column: error.column, message: error.message)
        }
        guard let object = json.objectValue, !object.isEmpty else {
            throw FieldError(
                file: file, message: "expected the results by the ids of their calls: {\"call_1\": \"…\", …}")
        }
        results = object
        self.file = file
    }

    /// The conversation after the template, including the results, and the calls that they answer.
    ///
    /// - Parameter provider: what is asked now. What the model thought goes back to the same one only.
    /// - Throws: ``FieldError`` for a call that no log of the prompt has, or that has no result here.
    func thread(
        of prompt: String, in store: Store, to provider: Provider
    ) async throws -> (messages: [Message], answered: [AnsweredCall]) {
        let (record, choice) = try await answer(of: prompt, in: store)
        let message = record.reply.choices[choice].message
        let calls = message.toolCalls
        if let missing = calls.first(where: { results[$0.id] == nil }) {
            throw FieldError(file: file, field: missing.id, message: "the call of \(missing.name) has no result")
        }
        if let unknown = results.keys.first(where: { id in !calls.contains { $0.id == id } }) {
            throw FieldError(file: file, field: unknown, message: "the answer of log \(record.id) made no such call")
        }
        let config = try await store.version(record.version, prompt: record.prompt)?.config ?? Config()
        let asked = try record.conversation.messages.map { logged throws(FieldError) in
            guard let message = logged.message else {
                throw FieldError(
                    file: file, message: "the request of log \(record.id) has a message of the role '\(logged.role)'")
            }
            return message
        }
        let server = record.provider == provider.name ? provider.baseURL : ""
        let conversation = record.bound(asked + [message], config: config, server: server)
        let answers = calls.map { call in
            Message.toolResult(results[call.id].map { $0.stringValue ?? $0.compact } ?? "", for: call.id)
        }
        let answered = zip(calls, answers).enumerated().map { place, answer in
            AnsweredCall(
                answer.0, text: answer.1.text,
                place: AnsweredCall.Place(log: record.id, call: place, choice: choice))
        }
        return (Array(conversation.dropFirst(config.template.count)) + answers, answered)
    }

    /// The log, and the answer that made the calls.
    private func answer(of prompt: String, in store: Store) async throws -> (LogRecord, choice: Int) {
        let wanted = results.keys[0]
        let logs = try await store.logs(matching: LogQuery(.prompt(prompt), limit: 200))
        for log in logs {
            guard let record = try await store.log(id: log.id) else { continue }
            let choice = record.reply.choices.firstIndex { choice in
                choice.message.toolCalls.contains { $0.id == wanted }
            }
            if let choice { return (record, choice) }
        }
        throw FieldError(
            file: file, field: wanted, message: "no log of \(prompt) has made this call; --no-store leaves none")
    }
}
