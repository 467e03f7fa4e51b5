package import JSON
import Prompts
import RequestCore
package import TextUI

/// Writes tools and schemas from a sentence.
extension AppState {
    /// Asks for the sentence: for the tool or schema under the cursor, for a new tool, or for the content of a form.
    mutating func openGenerating() {
        layers.push(LineInput.sentence(for: generatingTarget))
    }

    private var generatingTarget: TextEditor.Purpose {
        if let form = layers.top as? SchemaForm { return form.purpose }
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
        if target == .prompt { settleTyping() }
        let kind: DefinitionRequest.Kind =
            switch target {
            case .schema: .schema
            case .prompt: .prompt
            case .tool, .newTool, .variable, .row: .tool
            }
        let request = DefinitionRequest(kind, sentence: sentence, current: currentDefinition(of: target))
        let proposal = Proposal(
            serial: nextSerial(), target: target, request: request, model: modelName, startedAt: now)
        layers.push(proposal)
        let run = request.run(model: draft.config.model, provider: provider)
        ask(.generation(.start(proposal.serial, request, run)))
        ask(.wake(after: 0.1, .tick))
    }

    private func currentDefinition(of target: TextEditor.Purpose) -> JSONObject? {
        if let form = layers.top as? SchemaForm { return isNew(target) && !form.isChanged ? nil : form.json }
        switch target {
        case .tool(let index):
            guard draft.config.tools.indices.contains(index) else { return nil }
            return draft.config.tools[index].flatJSON(.canonical).objectValue
        case .schema: return draft.config.responseFormat?.json["json_schema"]?.objectValue
        case .prompt: return systemText.map { ["system": .string($0)] }
        default: return nil
        }
    }

    /// Whether a model is writing a definition.
    var isGenerating: Bool {
        layers.all(Proposal.self).contains(where: \.isAsking)
    }

    package mutating func generationAdvanced(_ serial: Int, attempt: Int, characters: Int) {
        changeProposal(serial) { $0.phase = .asking(attempt: attempt, characters: characters) }
    }

    package mutating func generated(_ serial: Int, _ definition: JSONObject) {
        changeProposal(serial) { proposal in
            let diff = TextDiff(from: proposal.currentText, to: proposal.text(of: definition))
            proposal.phase = .ready(definition, diff)
        }
    }

    package mutating func generationFailed(_ serial: Int, _ sentence: String) {
        changeProposal(serial) { $0.phase = .failed(sentence) }
    }

    private mutating func changeProposal(_ serial: Int, _ change: (inout Proposal) -> Void) {
        layers.change(Proposal.self) { proposal in
            if proposal.serial == serial, proposal.isAsking { change(&proposal) }
        }
    }

    /// The form of a definition, as it would be taken.
    fileprivate func form(of definition: JSONObject, for target: TextEditor.Purpose) -> SchemaForm {
        SchemaForm(
            title: target == .schema ? "Schema" : "Tool \(definition["name"]?.stringValue ?? "")", purpose: target,
            json: definition, original: currentDefinition(of: target) ?? JSONObject(),
            taken: toolNames(except: target.toolIndex))
    }
}

/// What the keys over a proposed definition do.
extension Proposal {
    package mutating func press(_ key: Key, in state: inout AppState) {
        if let top = page(state).top(after: key, from: top) { self.top = top }
    }

    package func reasonToStay(in state: AppState) -> String? {
        isAsking
            ? "The model is still writing; Esc stops it." : "Accept the definition or discard it first (Enter, Esc)."
    }

    package mutating func leave(in state: inout AppState) {
        state.layers.pop()
        guard isAsking else { return }
        state.ask(.generation(.stop(serial)))
        state.say("Stopped. Nothing was changed.")
    }

    /// Takes the definition into the form below, else into the config.
    func take(in state: inout AppState) {
        guard let definition else { return }
        state.layers.pop()
        if state.layers.top is SchemaForm {
            return state.withTop(SchemaForm.self) { form, _ in form.change { $0.json = definition } }
        }
        do throws(FieldError) {
            try state.takeDefinition(.object(definition), for: target)
        } catch {
            state.say(error.description, .error)
        }
    }

    /// Opens the definition in the form without taking it.
    func edit(in state: inout AppState) {
        guard let definition else { return }
        if target == .prompt {
            take(in: &state)
            return state.editSystemMessage()
        }
        state.layers.pop()
        if state.layers.top is SchemaForm {
            return state.withTop(SchemaForm.self) { form, _ in form.change { $0.json = definition } }
        }
        state.openForm(state.form(of: definition, for: target))
    }

    /// Goes back to the sentence.
    func askAgain(in state: inout AppState) {
        state.layers.replaceTop(by: LineInput.sentence(for: target, text: request.sentence))
    }
}
