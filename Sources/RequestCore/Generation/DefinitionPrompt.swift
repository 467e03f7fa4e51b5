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
