package import JSON
import Prompts
package import RequestCore
import TextUI

/// What a start begins with.
package struct RestoredSession: Sendable {
    /// The conversation to go on with; nil for a fresh start.
    package var conversation: StoredConversation?
    /// What holds for every conversation.
    package var view: JSONValue?
    /// Whether a prompt that the command line names follows.
    package var opensPrompt: Bool
    /// The messages of the conversation, where they have been read already.
    var tree: ThreadTree?

    /// Makes a session from its parts.
    package init(
        _ conversation: StoredConversation? = nil, view: JSONValue? = nil, opensPrompt: Bool = false,
        tree: ThreadTree? = nil
    ) {
        self.conversation = conversation
        self.tree = tree
        self.view = view
        self.opensPrompt = opensPrompt
    }
}

/// What outlives the playground: the draft, the conversation and what was being typed.
extension AppState {
    /// Asks for the session to be saved, if anything changed since.
    ///
    /// - Parameter touches: also notes that the person was here last.
    package mutating func saveSession(touches: Bool = false) {
        guard isSessionDirty || touches, canSaveSession else { return }
        isSessionDirty = false
        ask(.saveSession(session, touches: touches))
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
    package mutating func restoreSession(_ session: RestoredSession) {
        canSaveSession = true
        chosenTheme = session.view?["theme"]?.stringValue
        logs.chosenHeight = session.view?["log_rows"]?.intValue
        logs.manner = TableManner(json: session.view?["log_table"])
        hidesConfig = session.view?["config_hidden"]?.boolValue ?? false
        if hidesConfig, focus == .config { focus = .thread }
        recallPipes(session.view?["pipes"])
        isStarting = session.opensPrompt
        defer {
            if session.view?["logs_open"]?.boolValue == true, !logs.isOpen {
                let focused = focus
                openLogs()
                focus = focused
            }
        }
        guard let conversation = session.conversation, let restored = Draft(conversation) else {
            if isStarting { return }
            settle()
            return ask(.version(.list(prompt: draft.name)))
        }
        draft = restored
        restoreThread(conversation, session.tree)
        settle()
        ask(.version(.list(prompt: draft.name)))
        isSessionDirty = conversation.interrupted != nil
        beginTyping()
        restoreEditor(conversation)
    }
}

extension ToolResult {
    /// How it came about; the text is the message's.
    var sessionJSON: JSONValue {
        [
            "source": .string(source.rawValue), "error": .bool(isError),
            "seconds": .number(JSONNumber(seconds) ?? JSONNumber(0)), "detail": .string(detail),
        ]
    }

    init?(session json: JSONValue?, of message: Message) {
        guard let json, let source = json["source"]?.stringValue.flatMap(Source.init(rawValue:)) else { return nil }
        self.init(
            callID: message.toolCallID ?? "", text: message.text, isError: json["error"]?.boolValue ?? false,
            source: source,
            seconds: json["seconds"]?.doubleValue ?? 0, detail: json["detail"]?.stringValue ?? "")
    }
}

extension AnswerFacts {
    var json: JSONValue {
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
        object["reasoning_ms"] = reasoningMS.flatMap { JSONNumber($0) }.map(JSONValue.number)
        return .object(object)
    }

    init?(json: JSONValue?) {
        guard let json, let provider = json["provider"]?.stringValue, let model = json["model"]?.stringValue else {
            return nil
        }
        let dialect = json["dialect"]?.stringValue.flatMap(DialectID.init(rawValue:)) ?? .chat
        self.init(
            provider: provider, dialect: dialect, model: model, totalMS: json["total_ms"]?.doubleValue ?? 0,
            usage: ChatArchive.usage(of: json),
            cost: json["cost"]?.doubleValue,
            finishReason: ChatArchive.finish(of: json, in: dialect.dialect),
            isIncomplete: json["incomplete"]?.boolValue ?? false, logID: json["log"]?.stringValue,
            format: json["format"].map(ResponseFormat.init(json:)), reasoningMS: json["reasoning_ms"]?.doubleValue)
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
            if takesJSON { object["json"] = true }
            if tookJSON { object["was_json"] = true }
        case .row(let edit):
            object["purpose"] = "row"
            object["row"] = edit.sessionJSON
        }
        return .object(object)
    }

    init?(session json: JSONValue?) {
        guard let json, let title = json["title"]?.stringValue, let text = json["text"]?.stringValue else { return nil }
        let purpose: Purpose
        switch json["purpose"]?.stringValue {
        case "schema": purpose = .schema
        case "prompt": purpose = .prompt
        case "new_tool": purpose = .newTool
        case "tool": purpose = json["index"]?.intValue.map(Purpose.tool) ?? .newTool
        case "variable": purpose = .variable(json["name"]?.stringValue ?? "")
        case "row":
            guard let edit = RowEdit(session: json["row"]) else { return nil }
            purpose = .row(edit)
        default: return nil
        }
        let editor = TextEditor(title: title, purpose: purpose, text: text, original: json["original"]?.stringValue)
        self = editor.taking(
            json: json["json"]?.boolValue ?? false, before: json["was_json"]?.boolValue ?? false)
    }
}

extension RowEdit {
    /// The longest file that a session keeps with the row that is changed, in bytes.
    private static let longestKept = 1 << 18

    /// The row with the content of its file, so that the file is written over only if it still has that; nil where the file is too
    /// long to be kept.
    var sessionJSON: JSONValue? {
        guard file.text.utf8.count <= Self.longestKept else { return nil }
        var object: JSONObject = [
            "evaluation": .string(evaluation), "path": .string(file.path), "name": .string(file.name),
            "text": .string(file.text),
        ]
        object["line"] = line.map { .number(JSONNumber($0)) }
        return .object(object)
    }

    init?(session json: JSONValue?) {
        guard let json, let evaluation = json["evaluation"]?.stringValue, let path = json["path"]?.stringValue,
            let name = json["name"]?.stringValue, let text = json["text"]?.stringValue
        else { return nil }
        self.init(
            evaluation: evaluation, file: RowFile(path: path, name: name, text: text), line: json["line"]?.intValue)
    }
}
