/// A format for prompts that Étude reads and writes. Whatever a format cannot hold is named as a loss.
package enum Bridge: String, Sendable, CaseIterable {
    /// Étude's own file, which is Humanloop's.
    case prompt
    /// The body of a chat-completions request, bare or inside of a log, a capture or a printed value.
    case request
    /// Microsoft's `.prompty`: versions 1 and 2 are read, 2 is written.
    case prompty
    /// Google's Dotprompt.
    case dotprompt
    /// A template of the `llm` command.
    case llm
    /// A version of a prompt from Humanloop's API or its export tool.
    case humanloop
    /// A prompt object of OpenAI's Responses API.
    case promptObject = "prompt-object"

    /// The name of the format for people.
    package var title: String {
        switch self {
        case .prompt: "a .prompt file"
        case .request: "a chat-completions request"
        case .prompty: "Prompty"
        case .dotprompt: "Dotprompt"
        case .llm: "a template of llm"
        case .humanloop: "a Humanloop export"
        case .promptObject: "an OpenAI prompt object"
        }
    }

    /// A prompt that was read, and the parts of its file that it does not hold.
    package struct Reading: Sendable {
        /// The prompt.
        package var document: PromptDocument
        /// The parts of the file for which Étude has no place.
        package var losses: [Loss]

        /// Makes a reading without losses.
        package init(of document: PromptDocument) {
            self.init(document: document, losses: [])
        }

        init(document: PromptDocument, losses: [Loss]) {
            self.document = document
            self.losses = losses
        }
    }

    /// The text of a file, and the parts of the prompt that it does not hold.
    package struct Writing: Sendable {
        /// The whole file.
        package var text: String
        /// The parts of the prompt for which the format has no place.
        package var losses: [Loss]
    }

    /// Reads a text of this format.
    ///
    /// - Parameter file: the name to give in errors; its stem names what needs a name.
    /// - Throws: ``FieldError`` that says what was found and what was expected.
    package func read(_ text: String, file: String? = nil) throws(FieldError) -> Reading {
        var reading = try reading(text, file: file)
        if self != .prompt { ConnectionFields.remove(from: &reading.document, &reading.losses) }
        return reading
    }

    private func reading(_ text: String, file: String?) throws(FieldError) -> Reading {
        switch self {
        case .prompt: Reading(document: try PromptFormat.parse(text, file: file), losses: [])
        case .request: try RequestCapture.read(text, file: file)
        case .prompty: try PromptyReader.read(text, file: file)
        case .dotprompt: try DotpromptReader.read(text, file: file)
        case .llm: try LLMTemplateReader.read(text, file: file)
        case .humanloop: try HumanloopReader.read(text, file: file)
        case .promptObject: try PromptObjectReader.read(text, file: file)
        }
    }

    /// Writes a prompt in this format. The same prompt gives the same text each time.
    ///
    /// Stored images must be data URLs by then.
    package func write(_ document: PromptDocument) -> Writing {
        var writing = written(document)
        if self != .prompt { writing.losses += unnamedLosses(of: document, in: writing) }
        for message in document.thread where message.isError {
            let field = "\(message.toolCallID ?? "tool_result").is_error"
            writing.losses.append(Loss(field, "the format does not mark results as failed"))
        }
        return writing
    }

    private func written(_ document: PromptDocument) -> Writing {
        switch self {
        case .prompt: Writing(text: PromptFormat.text(of: document), losses: [])
        case .request: RequestWriter.write(document)
        case .prompty: PromptyWriter.write(document)
        case .dotprompt: DotpromptWriter.write(document)
        case .llm: LLMTemplateWriter.write(document)
        case .humanloop: HumanloopWriter.write(document)
        case .promptObject: PromptObjectWriter.write(document)
        }
    }
}
