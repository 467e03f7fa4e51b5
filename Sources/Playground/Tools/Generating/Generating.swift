package import JSON
import Prompts
import RequestCore
import TextUI

/// Tools and schemas from a sentence.
extension AppState {
    /// Asks for the sentence: for the tool or the schema under the cursor, or for a new tool; in a form for what stands there.
    mutating func openGenerating() {
        overlays.append(.line(LineInput(.sentence(generatingTarget))))
    }

    private var generatingTarget: TextEditor.Purpose {
        if case .form(let form)? = overlays.last { return form.purpose }
        switch configRow {
        case .tool(let index) where draft.config.tools.indices.contains(index) && draft.config.tools[index].raw == nil:
            return .tool(index)
        case .schema, .output: return .schema
        default: return .newTool
        }
    }

    /// Sends the sentence to the chosen model.
    mutating func generate(_ sentence: String, for target: TextEditor.Purpose) {
        guard case .ready(let provider) = provider else {
            if case .missing(let error) = provider { return say(error.description, .error) }
            return
        }
        let request = DefinitionRequest(
            target == .schema ? .schema : .tool, sentence: sentence, current: currentDefinition(of: target))
        let proposal = Proposal(
            serial: nextSerial(), target: target, request: request, model: modelName, startedAt: now)
        overlays.append(.proposal(proposal))
        let run = request.run(model: draft.config.model, provider: provider)
        ask(.generation(.start(proposal.serial, request, run)))
        ask(.wake(after: 0.1, .tick))
    }

    private func currentDefinition(of target: TextEditor.Purpose) -> JSONObject? {
        if case .form(let form)? = overlays.last { return target == .newTool && !form.isChanged ? nil : form.json }
        switch target {
        case .tool(let index):
            guard draft.config.tools.indices.contains(index) else { return nil }
            return draft.config.tools[index].flatJSON(.canonical).objectValue
        case .schema: return draft.config.responseFormat?.json["json_schema"]?.objectValue
        default: return nil
        }
    }

    /// Whether a definition is awaited.
    var isGenerating: Bool {
        overlays.contains { if case .proposal(let proposal) = $0 { proposal.isAsking } else { false } }
    }

    package mutating func generationAdvanced(_ serial: Int, attempt: Int, characters: Int) {
        changeProposal(serial) { $0.phase = .asking(attempt: attempt, characters: characters) }
    }

    package mutating func generated(_ serial: Int, _ definition: JSONObject) {
        changeProposal(serial) { proposal in
            let diff = TextDiff(from: proposal.currentText, to: JSONValue.object(definition).pretty())
            proposal.phase = .ready(definition, diff)
        }
    }

    package mutating func generationFailed(_ serial: Int, _ sentence: String) {
        changeProposal(serial) { $0.phase = .failed(sentence) }
    }

    private mutating func changeProposal(_ serial: Int, _ change: (inout Proposal) -> Void) {
        for index in overlays.indices {
            guard case .proposal(var proposal) = overlays[index], proposal.serial == serial, proposal.isAsking else {
                continue
            }
            change(&proposal)
            overlays[index] = .proposal(proposal)
        }
    }

    mutating func pressInProposal(_ proposal: Proposal, _ key: Key) {
        var proposal = proposal
        switch (key, proposal.phase) {
        case (.escape, .asking):
            closeOverlay()
            ask(.generation(.stop(proposal.serial)))
            return say("stopped; nothing is changed")
        case (.escape, _), (.character("q"), _): return closeOverlay()
        case (.enter, .ready(let definition, _)), (.control("s"), .ready(let definition, _)):
            closeOverlay()
            return take(definition, for: proposal.target)
        case (.character("e"), .ready(let definition, _)):
            closeOverlay()
            return edit(definition, for: proposal.target)
        case (.character("r"), .ready), (.character("r"), .failed):
            closeOverlay()
            overlays.append(.line(LineInput(.sentence(proposal.target), text: proposal.request.sentence)))
            return
        case (.character("y"), .ready(let definition, _)):
            return ask(.terminal(.copy(JSONValue.object(definition).pretty())))
        default: break
        }
        if let top = proposal.page(self).top(after: key, from: proposal.top) {
            proposal.top = top
            setTopOverlay(.proposal(proposal))
        }
    }

    /// Takes what was written: into the form below, else into the config.
    private mutating func take(_ definition: JSONObject, for target: TextEditor.Purpose) {
        if case .form(var form)? = overlays.last {
            form.change { $0.json = definition }
            setTopOverlay(.form(form))
            return
        }
        do throws(FieldError) {
            return try takeDefinition(.object(definition), for: target)
        } catch {
            return say(error.description, .error)
        }
    }

    /// Goes on with it in the form; nothing is taken yet.
    private mutating func edit(_ definition: JSONObject, for target: TextEditor.Purpose) {
        if case .form = overlays.last { return take(definition, for: target) }
        let title = target == .schema ? "Schema" : "Tool \(definition["name"]?.stringValue ?? "")"
        openForm(
            SchemaForm(
                title: title, purpose: target, json: definition,
                original: currentDefinition(of: target) ?? JSONObject(), taken: toolNames(except: target.toolIndex)))
    }
}
