package import JSON
import Prompts
import RequestCore
import TextUI

/// What outlives the playground: the draft, the conversation and what was being typed.
extension AppState {
    /// Asks for the session to be saved, if anything changed since.
    package mutating func saveSession() -> [Effect] {
        guard isSessionDirty else { return [] }
        isSessionDirty = false
        return [.saveSession(sessionJSON)]
    }

    /// The state as the session keeps it.
    package var sessionJSON: JSONValue {
        var object: JSONObject = [
            "prompt": .string(draft.name), "config": .object(draft.config.json(.stored)),
            "base": .object(draft.base.json(.stored)), "inputs": .object(draft.inputs),
            "etude": .object(draft.etude), "unknown": .object(draft.unknown),
        ]
        object["path"] = draft.path.map(JSONValue.string)
        object["base_number"] = draft.baseNumber.map { .number(JSONNumber($0)) }
        object["thread"] = .array(thread.entries.map(\.sessionJSON))
        object["results"] = .array(
            thread.openCalls.compactMap { ref in
                guard let text = thread.results[ref]?.text, let index = thread.index(of: ref.entry) else { return nil }
                return [
                    "entry": .number(JSONNumber(index)), "call": .number(JSONNumber(ref.call)), "text": .string(text),
                ]
            })
        object["composer"] = .object(thread.composer.message.json(.stored))
        object["cursor"] = .number(JSONNumber(thread.composer.buffer.utf8Offset(of: thread.composer.buffer.cursor)))
        object["logs_open"] = .bool(logs.isOpen)
        object["theme"] = chosenTheme.map(JSONValue.string)
        return .object(object)
    }

    /// Goes on where the last session ended. What cannot be read of it is left out, never an obstacle.
    package mutating func restoreSession(_ session: JSONValue?) -> [Effect] {
        guard let session, let name = session["prompt"]?.stringValue, let stored = session["config"],
            let config = try? Config(json: stored)
        else { return settle() + [.loadVersions(prompt: draft.name)] }
        draft = Draft(name: name, config: config)
        if let base = session["base"], let known = try? Config(json: base) { draft.base = known }
        draft.baseNumber = session["base_number"]?.intValue
        draft.inputs = session["inputs"]?.objectValue ?? JSONObject()
        draft.etude = session["etude"]?.objectValue ?? JSONObject()
        draft.unknown = session["unknown"]?.objectValue ?? JSONObject()
        draft.path = session["path"]?.stringValue
        restoreThread(session)
        chosenTheme = session["theme"]?.stringValue
        var effects = settle() + [.loadVersions(prompt: name)]
        isSessionDirty = false
        if session["logs_open"]?.boolValue == true {
            effects += openLogs()
        }
        _ = beginTyping()
        return effects
    }

    private mutating func restoreThread(_ session: JSONValue) {
        thread = ThreadPane()
        for item in session["thread"]?.arrayValue ?? [] {
            guard let message = try? Message(json: item["message"] ?? .null, place: "session") else { continue }
            _ = thread.append(message, facts: AnswerFacts(json: item["facts"]))
            let index = thread.entries.count - 1
            thread.entries[index].failure = RunError(session: item["failure"])
            thread.entries[index].alternatives = (item["alternatives"]?.arrayValue ?? []).compactMap {
                try? Message(json: $0, place: "session")
            }
        }
        for item in session["results"]?.arrayValue ?? [] {
            guard let index = item["entry"]?.intValue, let call = item["call"]?.intValue,
                let text = item["text"]?.stringValue,
                thread.entries.indices.contains(index)
            else { continue }
            thread.results[CallRef(entry: thread.entries[index].id, call: call)] = TextBuffer(text)
        }
        guard let composer = try? Message(json: session["composer"] ?? .null, place: "session") else { return }
        thread.composer.role = composer.role
        thread.composer.images = composer.images
        var buffer = TextBuffer(composer.text)
        let cursor = session["cursor"]?.intValue ?? composer.text.utf8.count
        _ = buffer.apply(.place(buffer.position(utf8Offset: cursor), selecting: false))
        thread.composer.buffer = buffer
    }
}

extension ThreadEntry {
    fileprivate var sessionJSON: JSONValue {
        var object: JSONObject = ["message": .object(message.json(.stored))]
        object["facts"] = facts?.json
        object["failure"] = failure?.sessionJSON
        if !alternatives.isEmpty { object["alternatives"] = .array(alternatives.map { .object($0.json(.stored)) }) }
        return .object(object)
    }
}

extension AnswerFacts {
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "provider": .string(provider), "model": .string(model),
            "total_ms": .number(JSONNumber(totalMS) ?? JSONNumber(0)),
            "incomplete": .bool(isIncomplete),
        ]
        object["completion_tokens"] = completionTokens.map { .number(JSONNumber($0)) }
        object["prompt_tokens"] = promptTokens.map { .number(JSONNumber($0)) }
        object["cost"] = cost.flatMap { JSONNumber($0) }.map(JSONValue.number)
        object["finish_reason"] = finishReason.map(JSONValue.string)
        object["log"] = logID.map(JSONValue.string)
        return .object(object)
    }

    fileprivate init?(json: JSONValue?) {
        guard let json, let provider = json["provider"]?.stringValue, let model = json["model"]?.stringValue else {
            return nil
        }
        self.init(
            provider: provider, model: model, totalMS: json["total_ms"]?.doubleValue ?? 0,
            completionTokens: json["completion_tokens"]?.intValue, promptTokens: json["prompt_tokens"]?.intValue,
            cost: json["cost"]?.doubleValue, finishReason: json["finish_reason"]?.stringValue,
            isIncomplete: json["incomplete"]?.boolValue ?? false, logID: json["log"]?.stringValue)
    }
}

extension RunError {
    fileprivate var sessionJSON: JSONValue {
        var object: JSONObject = ["kind": .string(kind.rawValue), "message": .string(message)]
        object["status"] = status.map { .number(JSONNumber($0)) }
        object["code"] = code.map(JSONValue.string)
        object["param"] = param.map(JSONValue.string)
        object["request_id"] = requestID.map(JSONValue.string)
        return .object(object)
    }

    fileprivate init?(session json: JSONValue?) {
        guard let json, let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)) else { return nil }
        self.init(
            kind: kind, status: json["status"]?.intValue, message: json["message"]?.stringValue ?? "",
            code: json["code"]?.stringValue, param: json["param"]?.stringValue,
            requestID: json["request_id"]?.stringValue)
    }
}
