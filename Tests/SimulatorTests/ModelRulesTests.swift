import JSON
import Simulator
import Testing

@Suite("Known models refuse what they refuse")
struct ModelRulesTests {
    private let schemaFormat: JSONValue = [
        "type": "json_schema", "json_schema": ["name": "x", "schema": ["type": "object", "properties": [:]]],
    ]

    private func message(_ model: String, _ fields: JSONObject, tools: [JSONValue] = []) async -> String? {
        await send(request("json", tools: tools, model: model, fields)).refusal["message"]?.stringValue
    }

    @Test(
        "max_tokens is refused by reasoning models",
        arguments: ["o3", "o4-mini-2025-04-16", "gpt-5", "gpt-5.6-sol", "gpt-5.1"])
    func maxTokens(model: String) async {
        #expect(
            await message(model, ["max_tokens": 10])
                == "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
        )
        #expect(await message(model, ["max_completion_tokens": 10]) == nil)
    }

    @Test("a temperature other than 1 needs an effort of none")
    func temperature() async {
        let refusal =
            "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported."
        for model in ["o3", "gpt-5-mini", "gpt-5.6-luna"] {
            #expect(await message(model, ["temperature": 0.2]) == refusal)
            #expect(await message(model, ["temperature": 1]) == nil)
        }
        #expect(await message("gpt-5.1", ["temperature": 0.2]) == nil)
        #expect(await message("gpt-5.1", ["temperature": 0.2, "reasoning_effort": "low"]) == refusal)
        #expect(await message("gpt-5.6-luna", ["temperature": 0.2, "reasoning_effort": "none"]) == nil)
    }

    @Test("tools with effort")
    func toolsWithEffort() async {
        #expect(
            await message("gpt-5.6-sol", [:], tools: [currentWeather])
                == "Function tools with reasoning_effort are not supported for gpt-5.6-sol in /v1/chat/completions. To use "
                + "function tools, use /v1/responses or set reasoning_effort to 'none'.")
        #expect(await message("gpt-5.6-sol", ["reasoning_effort": "none"], tools: [currentWeather]) == nil)
        #expect(await message("gpt-5.4", [:], tools: [currentWeather]) == nil)
        #expect(
            await message("gpt-5.4", ["reasoning_effort": "low"], tools: [currentWeather])
                == "Function tools with reasoning_effort are not supported for gpt-5.4 in /v1/chat/completions. Please use "
                + "/v1/responses instead.")
        #expect(await message("gpt-5", [:], tools: [currentWeather]) == nil)
    }

    @Test("the newest models refuse tools here as the catalogue says")
    func toolsOfNewest() async throws {
        for model in ["gpt-5.5", "gpt-6-sol", "gpt-6-astra", "gpt-6.2-sol"] {
            let refusal = try #require(await message(model, [:], tools: [currentWeather]), "\(model)")
            #expect(refusal.hasPrefix("Function tools with reasoning_effort are not supported for \(model) in"))
            #expect(await message(model, [:]) == nil)
        }
        #expect(await message("gpt-6-sol", ["reasoning_effort": "none"], tools: [currentWeather]) == nil)
        #expect(await message("gpt-6-astra", ["reasoning_effort": "none"], tools: [currentWeather]) != nil)
        #expect(await message("gpt-6-sol", ["reasoning_effort": "max"])?.contains("'max'") == true)
    }

    @Test("efforts differ by model")
    func efforts() async {
        #expect(
            await message("gpt-5.1", ["reasoning_effort": "minimal"])
                == "Unsupported value: 'reasoning_effort' does not support 'minimal' with this model. Supported values are: "
                + "'none', 'low', 'medium', and 'high'.")
        #expect(
            await message("gpt-4o", ["reasoning_effort": "low"])
                == "Unrecognized request argument supplied: reasoning_effort")
    }

    @Test("parallel_tool_calls is refused by the o-series even as false")
    func parallel() async {
        #expect(
            await message("o3-mini", ["parallel_tool_calls": false], tools: [currentWeather])
                == "Unsupported parameter: 'parallel_tool_calls' is not supported with this model.")
    }

    @Test("formats that a model lacks")
    func formats() async {
        for model in ["gpt-4-turbo", "gpt-4o-2024-05-13", "gpt-3.5-turbo", "gpt-4-1106-preview"] {
            #expect(
                await message(model, ["response_format": schemaFormat])
                    == "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn "
                    + "more about supported models at the Structured Outputs guide: "
                    + "https://platform.openai.com/docs/guides/structured-outputs")
            #expect(await message(model, ["response_format": ["type": "json_object"]]) == nil)
        }
        for model in ["gpt-4", "gpt-4-vision-preview"] {
            #expect(
                await message(model, ["response_format": ["type": "json_object"]])
                    == "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.")
        }
        #expect(await message("gpt-4o-2024-08-06", ["response_format": schemaFormat]) == nil)
    }

    @Test("images for models without eyes")
    func vision() async {
        let messages: JSONValue = [
            ["role": "user", "content": [["type": "image_url", "image_url": ["url": "https://example.com/a.png"]]]]
        ]
        let blind = await send(request("", model: "o3-mini", ["messages": messages]))
        #expect(
            blind.refusal["message"]?.stringValue
                == "Invalid content type. image_url is only supported by certain models.")
        #expect(blind.refusal["param"]?.stringValue == "messages.[0].content.[0].type")
        #expect(await send(request("", model: "gpt-4-vision-preview", ["messages": messages])).status == 200)
    }

    @Test("models of the Responses API only")
    func responsesOnly() async {
        let answered = await send(request("hi", model: "gpt-5.2-pro"))
        #expect(answered.status == 404)
        #expect(
            answered.refusal["message"]?.stringValue
                == "This model is only supported in v1/responses and not in v1/chat/completions.")
    }

    @Test("a context of 8192 tokens overflows")
    func context() async {
        let long = String(repeating: "word ", count: 9000)
        let answered = await send(request(long, model: "gpt-4"))
        #expect(answered.refusal["code"]?.stringValue == "context_length_exceeded")
    }

    @Test(
        "any other name, and retired ones, take everything",
        arguments: ["simulator", "llama-3", "my/model", "gpt-3.5-turbo-1106"])
    func anyName(model: String) async {
        let fields: JSONObject = ["max_tokens": 50, "temperature": 0.2, "seed": 1]
        #expect(await send(request("hi", tools: [currentWeather], model: model, fields)).status == 200)
    }
}
