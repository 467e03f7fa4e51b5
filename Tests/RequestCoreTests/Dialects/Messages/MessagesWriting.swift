import JSON
import Prompts
import RequestCore

/// Writes requests in the dialect `messages`.
enum MessagesWriting {
    static func request(
        _ config: Config = Config(), _ messages: [Message] = [Message(.user, "Hi")], model: String = "local-model",
        streams: Bool = false, limit: Int? = nil
    ) -> RenderedRequest {
        var info = ModelInfo(name: model)
        info.maxOutputTokens = limit
        return RenderedRequest(
            config: config, model: model, messages: messages, streams: streams, server: "https://a/v1",
            info: info)
    }

    static func body(_ request: RenderedRequest) -> JSONObject { Messages().body(of: request) { $0.url } }

    static func findings(_ request: RenderedRequest) -> [Finding] {
        Messages().findings(in: request, catalog: ModelCatalog(bytes: []), now: .distantPast)
    }

    /// `messages` of the body, without white space.
    static func messages(_ messages: [Message], model: String = "local-model") -> String {
        body(request(messages: messages, model: model))["messages"]?.compact ?? ""
    }

    private static func request(messages: [Message], model: String) -> RenderedRequest {
        request(Config(), messages, model: model)
    }

    /// A config with fields by their API names.
    static func config(_ fields: (String, String)...) throws -> Config {
        var config = Config()
        for (key, value) in fields { try config.set(key, to: JSONValue(parsing: value)) }
        return config
    }

    /// The rules of the findings that are about a place.
    static func rules(_ request: RenderedRequest, at place: String? = nil) -> [String] {
        findings(request).filter { place == nil || $0.place.description == place }.map(\.rule.rawValue)
    }
}
