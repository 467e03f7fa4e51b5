/// The worked examples of the format's documentation, byte for byte.
enum WorkedExamples {
    static let prompt = """
        ---
        name: harbours
        provider: openai
        model: gpt-4o
        temperature: 0.2
        seed: 42
        response_format:
          type: json_object
        tools:
          - name: tide
            description: Next high tide at a harbour
            parameters:
              type: object
              properties:
                harbour:
                  type: string
              required: [harbour]
        tool_choice: auto
        inputs:
          language: French
        etude:
          tools:
            tide:
              run: [./tide.sh]
              mode: ask
        ---
        <system>
        You answer sailors in {{language}}, as JSON.
        </system>

        <user>
        <text>Which of these two harbours floods first?</text>
        <image url="chart.png" detail="high" />
        </user>

        <assistant>
        <tool name="tide" id="call_a">{"harbour":"Brest"}</tool>
        <tool name="tide" id="call_b">{"harbour":"Dover"}</tool>
        </assistant>

        <tool name="tide" id="call_a">
        {"at":"14:10"}
        </tool>

        <tool name="tide" id="call_b">
        {"at":"15:55"}
        </tool>

        """

    static let canonical =
        #"{"model":"gpt-4o","temperature":0.2,"seed":9007199254740993,"response_format":{"type":"json_object"},"tools":[{"name":"tide","description":"Next high tide at a harbour","parameters":{"type":"object","properties":{"harbour":{"type":"string"}},"required":["harbour"]}}],"tool_choice":"auto","template":[{"role":"system","content":"You answer sailors in {{language}}, as JSON. Été"},{"role":"user","content":[{"type":"text","text":"Which floods first?"},{"type":"image_url","image_url":{"url":"https://example.org/chart.png","detail":"high"}}]}]}"#

    static let canonicalID = "f8aacbaaa5f0d09e1721128187ea52b22a2aca8f03ee64f76adcf61386902fdd"

    static let canonicalPrompt = """
        ---
        name: not in the id
        tool_choice: auto
        model: gpt-4o
        seed: 9007199254740993
        temperature: 2e-1
        tools:
          - {name: tide, description: Next high tide at a harbour, parameters: {type: object, properties: {harbour: {type: string}}, required: [harbour]}}
          - {name: unused, parameters: {type: object}}
        response_format: {type: json_object}
        etude: {tools: {unused: {enabled: false}}}
        ---
        <system>
        You answer sailors in {{language}}, as JSON. Été
        </system>
        <user><text>Which floods first?</text><image url="https://example.org/chart.png" detail="high"/></user>
        """
}
