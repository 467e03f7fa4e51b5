/// The instructions for a model that writes the definition of a tool, or the schema of an answer, from a sentence.
///
/// The request is an ordinary one. It asks for `json_object` and describes the form in words, because strict mode
/// cannot describe a schema by a schema. The rules are those of the API for strict definitions, so that the result
/// can be sent as it is. ``DefinitionRequest`` checks the answer against them and asks again if it breaks one.
enum DefinitionPrompt {
    static func text(for kind: DefinitionRequest.Kind) -> String {
        switch kind {
        case .tool: opening(of: "one tool (a function that a model may call)", tool) + rules
        case .schema: opening(of: "the form that a model's answer has to have", schema) + rules
        case .prompt: prompt
        }
    }

    private static func opening(of what: String, _ form: String) -> String {
        """
        You write definitions for the chat-completions API. From the person's sentence you write the definition of \(what).
        Answer with one JSON object and nothing else, in this form:

        \(form)


        """
    }

    private static let tool = """
        {"name": "verb_and_object", "description": "what it does and when to call it, for the model that reads it", "strict": true,
         "parameters": {…a JSON Schema of type object…}}
        """

    private static let schema = """
        {"name": "what_it_holds", "description": "what the answer holds, for the model that writes it", "strict": true,
         "schema": {…a JSON Schema of type object…}}
        """

    /// The instructions for a system message. What is a variable stays one, because the program that sends the prompt fills it in.
    private static let prompt = """
        You write system messages for language models. From the person's description you write one. Where a current one is given, \
        you improve it by the person's instruction.
        Answer with one JSON object and nothing else, in this form:

        {"system": "the whole system message"}

        Rules:
        - Address the model as "you". Say first what it is for, then how it answers: form, length, tone, language.
        - Say what to do rather than what to avoid, and what to do where something is missing or unclear.
        - Plain sentences or a short list; no heading, no greeting, no word about these rules.
        - What differs from case to case is a variable such as {{city}}. Keep every variable of the current message as it is spelt.
        - Only what the description asks for.
        - Where a current message is given, change what the instruction asks for and keep everything else as it is, word for word.
        """

    private static let rules = """
        Rules:
        - name: 1 to 64 letters, digits, _ and -, in lower case with underscores.
        - The JSON Schema uses type, properties, required, items, enum, description, anyOf and $defs only.
        - Every property has a type and a description of a few words. Name properties by what they hold, in lower case with underscores.
        - Every object has "additionalProperties": false and names all its properties in "required". A property that may be left out \
        takes null as well: {"type": ["string", "null"]}.
        - Where the sentence names the possible values, they are an enum. Dates are strings, and their description says the form.
        - Only what the sentence asks for: no property that it does not need.
        - Where a current definition is given, change what the sentence asks for and keep everything else as it is, word for word.
        """
}
