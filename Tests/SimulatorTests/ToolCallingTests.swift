import JSON
import Simulator
import Testing

@Suite("Tools are called as the message asks")
struct ToolCallingTests {
    private func locations(_ answered: Answered) -> [String] {
        answered.choice.calls.compactMap { $0.values["location"]?.stringValue }
    }

    @Test(
        "each place that the message names gets a call of its own",
        arguments: [
            ("What's the weather like in both Boston AND London tonight?", ["Boston", "London"]),
            ("What's the weather like in Boston and London?", ["Boston", "London"]),
            ("What's the weather like in Boston?", ["Boston"]),
            ("Can you tell me the weather in New York, London, and Tokyo?", ["New York", "London", "Tokyo"]),
            ("how hot is it in new york and los angeles", ["New York", "Los Angeles"]),
            ("What's the weather in San Francisco, CA?", ["San Francisco, CA"]),
            ("Is it raining in Rome? And London?", ["Rome", "London"]),
            ("What's the weather like in Paris today?", ["Paris"]),
        ])
    func places(message: String, expected: [String]) async {
        let answered = await send(request(message, tools: [currentWeather]))
        #expect(locations(answered) == expected)
        #expect(answered.choice.finish == "tool_calls")
        #expect(answered.choice.content == nil)
        #expect(answered.choice.calls.allSatisfy { $0.name == "get_current_weather" && $0.type == "function" })
    }

    @Test("a message that only says what for is for the tool that the instructions are about")
    func onlyWhatFor() async {
        let body = request(
            "Boston and London?", system: "You answer questions about the weather. Look it up first.",
            tools: [currentWeather])
        #expect(locations(await send(body)) == ["Boston", "London"])
        let hello = request("hello", system: "You answer questions about the weather.", tools: [currentWeather])
        #expect(await send(hello).choice.calls.isEmpty)
    }

    @Test("an optional argument is written only when the message says it")
    func optional() async {
        let silent = await send(request("What's the weather in Oslo?", tools: [currentWeather]))
        #expect(silent.choice.calls.first?.arguments == #"{"location":"Oslo"}"#)
        let said = await send(request("What's the weather in Oslo in fahrenheit?", tools: [currentWeather]))
        #expect(said.choice.calls.first?.arguments == #"{"location":"Oslo","unit":"fahrenheit"}"#)
    }

    @Test("two tools in one message: the weather in two places and a search")
    func parallelTools() async {
        let weather = tool(
            "Weather",
            [
                "type": "object",
                "properties": [
                    "location": ["type": "string"], "units": ["type": "string", "enum": ["imperial", "metric"]],
                ],
                "required": ["location", "units"],
            ])
        let search = tool(
            "GoogleSearch",
            ["type": "object", "properties": ["query": ["type": "string"]], "required": ["query"]])
        let body = request(
            "What is the weather in toronto and dallas and who won the super bowl?",
            system: "You must always use tools", tools: [weather, search])
        let calls = await send(body).choice.calls
        #expect(calls.map(\.name) == ["Weather", "Weather", "GoogleSearch"])
        #expect(
            calls.map(\.arguments) == [
                #"{"location":"Toronto","units":"metric"}"#, #"{"location":"Dallas","units":"imperial"}"#,
                #"{"query":"super bowl winner"}"#,
            ])
        #expect(Set(calls.map(\.id)).count == 3)
        for call in calls {
            #expect(call.id.hasPrefix("call_") && call.id.count == 29)
            #expect(call.id.dropFirst(5).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
        }
    }

    @Test("parallel_tool_calls false leaves the first call only")
    func notParallel() async {
        let body = request("Weather in Boston and London?", tools: [currentWeather], ["parallel_tool_calls": false])
        #expect(locations(await send(body)) == ["Boston"])
    }

    @Test("what is missing is asked for, and taken from the next message")
    func asksBack() async {
        let system = "You are a helpful customer support assistant. Use the supplied tools to assist the user."
        let question = "Hi, can you tell me the delivery date for my order?"
        let first = await send(request(question, system: system, tools: [deliveryDate]))
        let reply = "Hi there! I can help with that. Can you please provide your order ID?"
        #expect(first.choice.content == reply)
        #expect(first.choice.finish == "stop")

        var body = request(question, system: system, tools: [deliveryDate])
        body["messages"] = [
            ["role": "user", "content": .string(question)], ["role": "assistant", "content": .string(reply)],
            ["role": "user", "content": "i think it is order_12345"],
        ]
        let second = await send(body)
        #expect(second.choice.calls.map(\.arguments) == [#"{"order_id":"order_12345"}"#])
    }

    @Test("an order number with a number sign is taken without it")
    func orderNumber() async {
        let message = "Hi, can you tell me the delivery date for my order #12345?"
        let answered = await send(request(message, tools: [deliveryDate]))
        #expect(answered.choice.calls.map(\.arguments) == [#"{"order_id":"12345"}"#])
    }

    @Test("instructions that name a tool make it the one")
    func instructed() async throws {
        let recipe = tool(
            "generate_recipe", about: "Generate a recipe based on the user's input",
            [
                "type": "object",
                "properties": [
                    "title": ["type": "string"], "ingredients": ["type": "array", "items": ["type": "string"]],
                    "instructions": ["type": "array", "items": ["type": "string"]],
                ],
                "required": ["title", "ingredients", "instructions"], "additionalProperties": false,
            ])
        let system = "As soon as the user tells you what they want, use the generate_recipe tool."
        let answered = await send(request("I want to make pancakes for 4.", system: system, tools: [recipe]))
        let values = try #require(answered.choice.calls.first).values
        #expect(values["title"]?.stringValue == "pancakes")
        #expect((values["ingredients"]?.arrayValue?.count ?? 0) > 1)
    }

    @Test(
        "arguments of many kinds come from the message",
        arguments: [
            ("Send an email to bob@example.org saying lunch is at noon", "to", "bob@example.org"),
            ("Send an email to bob@example.org saying lunch is at noon", "body", "lunch is at noon"),
        ])
    func kinds(message: String, key: String, expected: String) async {
        let email = tool(
            "send_email",
            [
                "type": "object",
                "properties": [
                    "to": ["type": "string", "format": "email"], "subject": ["type": "string"],
                    "body": ["type": "string"],
                ],
                "required": ["to", "subject", "body"],
            ])
        let answered = await send(request(message, tools: [email]))
        #expect(answered.choice.calls.first?.values[key]?.stringValue == expected)
    }

    @Test("origin, destination, date and a number are told apart")
    func flight() async {
        let flights = tool(
            "search_flights", about: "Search flights",
            [
                "type": "object",
                "properties": [
                    "origin": ["type": "string"], "destination": ["type": "string"], "date": ["type": "string"],
                    "passengers": ["type": "integer", "minimum": 1],
                ],
                "required": ["origin", "destination", "date"],
            ])
        let message = "Find flights from Paris to New York on Friday for 2 passengers"
        let calls = await send(request(message, tools: [flights])).choice.calls
        #expect(
            calls.map(\.arguments)
                == [#"{"origin":"Paris","destination":"New York","date":"Friday","passengers":2}"#])
    }

    @Test("company names become symbols")
    func symbols() async {
        let calls = await send(request("What's the stock price of Apple and MSFT?", tools: [stockPrice])).choice.calls
        #expect(calls.map(\.arguments) == [#"{"symbol":"AAPL"}"#, #"{"symbol":"MSFT"}"#])
    }

    @Test("required always calls, and finishes with tool_calls")
    func required() async {
        let body = request("nothing in particular", tools: [currentWeather, stockPrice], ["tool_choice": "required"])
        let choice = await send(body).choice
        #expect(choice.calls.count == 1)
        #expect(choice.finish == "tool_calls")
    }

    @Test("a named function is called once, and finishes with stop")
    func named() async {
        let named: JSONValue = ["type": "function", "function": ["name": "get_stock_price"]]
        let body = request("Weather in Rome and Oslo?", tools: [currentWeather, stockPrice], ["tool_choice": named])
        let choice = await send(body).choice
        #expect(choice.calls.map(\.name) == ["get_stock_price"])
        #expect(choice.finish == "stop")
    }

    @Test("none gives text, and so does auto where nothing fits")
    func text() async {
        let none = await send(request("Weather in Rome?", tools: [currentWeather], ["tool_choice": "none"]))
        #expect(none.choice.calls.isEmpty && none.choice.content?.isEmpty == false)
        let auto = await send(request("Tell me a joke", tools: [currentWeather]))
        #expect(auto.choice.calls.isEmpty && auto.choice.content?.isEmpty == false)
    }

    @Test("allowed_tools narrows what may be called")
    func allowed() async {
        let choice: JSONValue = [
            "type": "allowed_tools",
            "allowed_tools": [
                "mode": "required", "tools": [["type": "function", "function": ["name": "get_stock_price"]]],
            ],
        ]
        let body = request("Weather in Rome?", tools: [currentWeather, stockPrice], ["tool_choice": choice])
        #expect(await send(body).choice.calls.map(\.name) == ["get_stock_price"])
    }

    @Test("a custom tool gets free text")
    func custom() async {
        let custom: JSONValue = ["type": "custom", "custom": ["name": "run_code"]]
        let body = request("print(1)", tools: [custom], ["tool_choice": "required"])
        for streams in [false, true] {
            var body = body
            body["stream"] = .bool(streams)
            let calls = await send(body).choice.calls
            #expect(calls.map(\.type) == ["custom"])
            #expect(calls.map(\.arguments) == ["print(1)"])
        }
    }

    @Test("the deprecated functions are answered in their form")
    func functions() async {
        var body = request("What's the weather in Boston?")
        body["functions"] = [currentWeather["function"] ?? .null].asJSON
        for streams in [false, true] {
            body["stream"] = .bool(streams)
            let choice = await send(body).choice
            #expect(choice.function == Answered.Call(name: "get_current_weather", arguments: #"{"location":"Boston"}"#))
            #expect(choice.finish == "function_call")
        }
    }

    @Test("results are told in a sentence, and nothing more is called")
    func results() async {
        var body = request("", tools: [currentWeather])
        body["messages"] = [
            ["role": "user", "content": "What's the weather like in both Boston AND London?"],
            [
                "role": "assistant", "content": nil,
                "tool_calls": [
                    toolCall("a", "get_current_weather", #"{"location":"Boston"}"#),
                    toolCall("b", "get_current_weather", #"{"location":"London"}"#),
                ],
            ],
            ["role": "tool", "tool_call_id": "b", "content": #"{"temperature": 14, "other": "rainy"}"#],
            ["role": "tool", "tool_call_id": "a", "content": #"{"temperature": 22, "other": "cloudy"}"#],
        ]
        let choice = await send(body).choice
        #expect(choice.calls.isEmpty)
        #expect(
            choice.content
                == "The current weather in London is 14 degrees and rainy, and the current weather in Boston is 22 degrees "
                + "and cloudy.")
    }

    @Test("results that are no object, or faults, are told too")
    func plainResults() async {
        func told(_ content: String) async -> String {
            var body = request("")
            body["messages"] = [
                ["role": "user", "content": "?"],
                ["role": "assistant", "content": nil, "tool_calls": [toolCall("a", "check", #"{"city":"Rome"}"#)]],
                ["role": "tool", "tool_call_id": "a", "content": .string(content)],
            ]
            return await send(body).choice.content ?? ""
        }
        #expect(await told("Horribly wet").hasPrefix("check(Rome) gave: Horribly wet."))
        #expect(await told(#"{"error":"no such city"}"#).hasPrefix("check(Rome) failed: no such city."))
        #expect(
            await told(#"{"temperature":"22°C","condition":"Sunny"}"#).hasPrefix(
                "The weather in Rome is 22°C and sunny."))
        #expect(await told("").hasPrefix("check(Rome) gave: nothing."))
    }
}

@Suite("Arguments are found in many ways of asking")
struct ArgumentTests {
    /// A tool with text properties, all required, but those that `types` says otherwise of.
    private func simple(_ name: String, _ keys: [String], types: JSONObject = [:]) -> JSONValue {
        var properties = JSONObject()
        for key in keys { properties[key] = types[key] ?? ["type": "string"] }
        return tool(
            name, ["type": "object", "properties": .object(properties), "required": .array(keys.map(JSONValue.string))])
    }

    private func arguments(_ message: String, _ tool: JSONValue) async -> [String] {
        await send(request(message, tools: [tool])).choice.calls.map(\.arguments)
    }

    @Test(
        "short and foreign ways to ask for the weather",
        arguments: [
            ("weather boston", ["Boston"]), ("Boston weather, please", ["Boston"]),
            ("get_current_weather for Madrid", ["Madrid"]),
            ("Wie ist das Wetter in Berlin und München?", ["Berlin", "München"]),
            ("Compare the weather in Paris, France with Berlin, Germany", ["Paris, France", "Berlin, Germany"]),
        ])
    func weather(message: String, expected: [String]) async {
        let calls = await send(request(message, tools: [currentWeather])).choice.calls
        #expect(calls.compactMap { $0.values["location"]?.stringValue } == expected)
    }

    @Test("a question that only adds to the one before")
    func ellipsis() async {
        let messages: JSONValue = [
            ["role": "user", "content": "What's the weather like in London?"],
            ["role": "assistant", "content": "It is 14 degrees."], ["role": "user", "content": "And in Paris?"],
        ]
        let calls = await send(request("", tools: [currentWeather], ["messages": messages])).choice.calls
        #expect(calls.map(\.arguments) == [#"{"location":"Paris"}"#])
        let thanks = await send(request("Thanks!", tools: [currentWeather])).choice
        #expect(thanks.calls.isEmpty)
    }

    @Test("lists, quotations, currencies, several ids")
    func others() async {
        let list = simple("add_to_list", ["items"], types: ["items": ["type": "array", "items": ["type": "string"]]])
        #expect(await arguments("Add milk and eggs to my shopping list", list) == [#"{"items":["milk","eggs"]}"#])
        let translate = simple("translate", ["text", "target_language"])
        #expect(
            await arguments("Translate 'good morning' to French and German", translate) == [
                #"{"text":"good morning","target_language":"French"}"#,
                #"{"text":"good morning","target_language":"German"}"#,
            ])
        let convert = simple("convert_currency", ["amount", "from", "to"], types: ["amount": ["type": "number"]])
        #expect(await arguments("Convert 100 USD to EUR", convert) == [#"{"amount":100,"from":"USD","to":"EUR"}"#])
        let cancel = simple("cancel_order", ["order_id"])
        #expect(
            await arguments("Cancel orders 4711 and 4712", cancel) == [
                #"{"order_id":"4711"}"#, #"{"order_id":"4712"}"#,
            ])
        let user = simple("create_user", ["name", "email", "age"], types: ["age": ["type": "integer"]])
        #expect(
            await arguments("Create a user called Jane Doe, jane@example.com, aged 34", user)
                == [#"{"name":"Jane Doe","email":"jane@example.com","age":34}"#])
    }
}
