package import JSON
import Prompts
import RequestCore
import TextUI

/// What outlives the playground: the draft, the conversation and what was being typed.
extension AppState {
    /// Asks for the session to be saved, if anything changed since.
    package mutating func saveSession() {
        guard isSessionDirty, canSaveSession else { return }
        isSessionDirty = false
        ask(.saveSession(session))
    }

    /// What the session keeps of the state: text that is being changed in place counts as changed.
    package var session: SessionSnapshot {
        guard case .editing = thread.cursor else { return SessionSnapshot(self) }
        var settled = self
        settled.canSaveSession = false
        settled.settleTyping()
        settled.draft.settledID = draft.settledID
        return SessionSnapshot(settled)
    }

    /// Goes on where the last session ended. A part that cannot be read is left out, and is never an obstacle.
    package mutating func restoreSession(_ session: JSONValue?) {
        canSaveSession = true
        guard let session, let restored = Draft(session: session) else {
            settle()
            return ask(.version(.list(prompt: draft.name)))
        }
        draft = restored
        restoreThread(session)
        chosenTheme = session["theme"]?.stringValue
        settle()
        ask(.version(.list(prompt: draft.name)))
        isSessionDirty = false
        if session["logs_open"]?.boolValue == true {
            openLogs()
        }
        beginTyping()
        if let editor = TextEditor(session: session["editor"]) { openEditor(editor) }
    }

    private mutating func restoreThread(_ session: JSONValue) {
        thread = ThreadPane()
        var ids: [Int?] = []
        for item in session["thread"]?.arrayValue ?? [] {
            guard let message = try? Message(json: item["message"] ?? .null, place: "session") else {
                ids.append(nil)
                continue
            }
            let id = thread.append(message, facts: AnswerFacts(json: item["facts"]))
            ids.append(id)
            let index = thread.entries.count - 1
            thread.entries[index].result = ToolResult(session: item["result"], of: message)
            thread.entries[index].failure = item["failure"].map(RunError.init(storedJSON:))
            thread.entries[index].alternatives = (item["alternatives"]?.arrayValue ?? []).compactMap {
                try? Message(json: $0, place: "session")
            }
        }
        for item in session["results"]?.arrayValue ?? [] {
            guard let index = item["entry"]?.intValue, let call = item["call"]?.intValue,
                let text = item["text"]?.stringValue,
                ids.indices.contains(index), let id = ids[index]
            else { continue }
            thread.results[CallRef(entry: id, call: call)] = TextBuffer(text)
        }
        guard let composer = try? Message(json: session["composer"] ?? .null, place: "session") else { return }
        thread.composer.take(composer)
        var buffer = thread.composer.buffer
        let cursor = session["cursor"]?.intValue ?? composer.text.utf8.count
        buffer.apply(.place(buffer.position(utf8Offset: cursor), selecting: false))
        thread.composer.buffer = buffer
    }
}

extension ThreadEntry {
    var sessionJSON: JSONValue {
        var object: JSONObject = ["message": .object(message.json(.stored))]
        object["facts"] = facts?.json
        // The log keeps the body.
        object["failure"] = failure.map { failure in
            var failure = failure
            failure.rawBody = nil
            return failure.storedJSON
        }
        object["result"] = result?.sessionJSON
        if !alternatives.isEmpty { object["alternatives"] = .array(alternatives.map { .object($0.json(.stored)) }) }
        return .object(object)
    }
}

extension ToolResult {
    /// How it came about; the text is the message's.
    fileprivate var sessionJSON: JSONValue {
        [
            "source": .string(source.rawValue), "error": .bool(isError),
            "seconds": .number(JSONNumber(seconds) ?? JSONNumber(0)), "detail": .string(detail),
        ]
    }

    fileprivate init?(session json: JSONValue?, of message: Message) {
        guard let json, let source = json["source"]?.stringValue.flatMap(Source.init(rawValue:)) else { return nil }
        self.init(
            callID: message.toolCallID ?? "", text: message.text, isError: json["error"]?.boolValue ?? false,
            source: source,
            seconds: json["seconds"]?.doubleValue ?? 0, detail: json["detail"]?.stringValue ?? "")
    }
}

extension AnswerFacts {
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "provider": .string(provider), "model": .string(model),
            "total_ms": .number(JSONNumber(totalMS) ?? JSONNumber(0)),
            "incomplete": .bool(isIncomplete),
        ]
        if dialect != .chat { object["dialect"] = .string(dialect.rawValue) }
        ChatArchive.write(usage, finishReason, to: &object)
        object["cost"] = cost.flatMap { JSONNumber($0) }.map(JSONValue.number)
        object["log"] = logID.map(JSONValue.string)
        object["format"] = format?.json
        return .object(object)
    }

    fileprivate init?(json: JSONValue?) {
        guard let json, let provider = json["provider"]?.stringValue, let model = json["model"]?.stringValue else {
            return nil
        }
        let dialect = json["dialect"]?.stringValue.flatMap(DialectID.init(rawValue:)) ?? .chat
        self.init(
            provider: provider, dialect: dialect, model: model, totalMS: json["total_ms"]?.doubleValue ?? 0,
            usage: ChatArchive.usage(of: json),
            cost: json["cost"]?.doubleValue,
            finishReason: ChatArchive.finish(of: json, in: dialect.dialect ?? ChatCompletions()),
            isIncomplete: json["incomplete"]?.boolValue ?? false, logID: json["log"]?.stringValue,
            format: json["format"].map(ResponseFormat.init(json:)))
    }
}

extension TextEditor {
    /// The text being edited and what it is, so that not even a lost connection loses it.
    var sessionJSON: JSONValue {
        var object: JSONObject = [
            "title": .string(title), "text": .string(buffer.text), "original": .string(original),
        ]
        switch purpose {
        case .schema: object["purpose"] = "schema"
        case .prompt: object["purpose"] = "prompt"
        case .newTool: object["purpose"] = "new_tool"
        case .tool(let index):
            object["purpose"] = "tool"
            object["index"] = .number(JSONNumber(index))
        case .variable(let name):
            object["purpose"] = "variable"
            object["name"] = .string(name)
        }
        return .object(object)
    }

    fileprivate init?(session json: JSONValue?) {
        guard let json, let title = json["title"]?.stringValue, let text = json["text"]?.stringValue else { return nil }
        let purpose: Purpose
        switch json["purpose"]?.stringValue {
        case "schema": purpose = .schema
        case "prompt": purpose = .prompt
        case "new_tool": purpose = .newTool
        case "tool": purpose = json["index"]?.intValue.map(Purpose.tool) ?? .newTool
        case "variable": purpose = .variable(json["name"]?.stringValue ?? "")
        default: return nil
        }
        self.init(title: title, purpose: purpose, text: text, original: json["original"]?.stringValue)
    }
}
