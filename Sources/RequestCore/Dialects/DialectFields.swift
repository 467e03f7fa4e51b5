package import JSON
package import Prompts

extension RuleID {
    /// A field under `extra` belongs to another dialect only and is not sent.
    package static let otherDialect = RuleID("other-dialect")
    /// A field under `extra` is no matter of the config and is not sent.
    package static let leftToRun = RuleID("left-to-run")
}

/// Which dialect has which request field.
///
/// A prompt may hold fields of several dialects under `extra`. Each dialect leaves out the names that only others have,
/// and a finding says so. A name that stands in none of the lists goes out: servers have fields of their own.
///
/// Sources: the parameters of the packages openai 3.57.0 (`chat/completion_create_params.py`,
/// `responses/response_create_params.py`) and anthropic 2.14.0 (`message_create_params.py` and its beta).
package enum DialectFields {
    /// The top-level fields of a dialect's requests, under the API's names.
    package static func names(of dialect: DialectID) -> Set<String> {
        switch dialect {
        case .chat: chat
        case .responses: responses
        case .messages: messages
        }
    }

    /// The dialects that have a field; empty for a name that is not known.
    package static func owners(of name: String) -> [DialectID] {
        DialectID.allCases.filter { names(of: $0).contains(name) }
    }

    /// Whether only other dialects have a field.
    package static func isForeign(_ name: String, to dialect: DialectID) -> Bool {
        let owners = owners(of: name)
        return !owners.isEmpty && !owners.contains(dialect)
    }

    /// The fields of `extra` that a dialect sends.
    package static func sent(_ extra: JSONObject, by dialect: DialectID) -> JSONObject {
        guard extra.keys.contains(where: { isForeign($0, to: dialect) }) else { return extra }
        return JSONObject(extra.members.filter { !isForeign($0.key, to: dialect) }.map { ($0.key, $0.value) })
    }

    /// A finding for each field of `extra` that a dialect leaves out.
    package static func findings(_ config: Config, for dialect: DialectID) -> [Finding] {
        streamFindings(config)
            + config.extra.keys.filter { isForeign($0, to: dialect) }.compactMap { name in
                // The mark of tools in the deprecated form is Étude's own. Other dialects send the tools as theirs.
                if name == LegacyFunctionCall.marker, config.sendsFunctions { return nil }
                let owners = owners(of: name).map(\.rawValue).joined(separator: " and ")
                return Finding(
                    .otherDialect, .warning, .field("extra.\(name)"),
                    "is a field of the dialect \(owners) and is not sent by \(dialect.rawValue)")
            }
    }

    /// Streaming is a matter of the run and not of the config, so an answer in one piece is asked for elsewhere.
    private static func streamFindings(_ config: Config) -> [Finding] {
        guard let stream = config.extra["stream"], stream != true else { return [] }
        return [
            Finding(
                .leftToRun, .warning, .field("extra.stream"),
                "is not sent; use --no-stream, or stream: false for the provider in config.yaml",
                fix: config.fix("unset extra.stream") { $0.extra["stream"] = nil })
        ]
    }

    /// `top_k` is no field of OpenAI's, but most compatible servers take it.
    private static let chat: Set<String> = [
        "model", "messages", "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs",
        "max_completion_tokens", "max_tokens", "metadata", "modalities", "moderation", "n", "parallel_tool_calls",
        "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention",
        "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier", "stop", "store", "stream",
        "stream_options", "temperature", "tool_choice", "tools", "top_k", "top_logprobs", "top_p", "user", "verbosity",
        "web_search_options",
    ]

    private static let responses: Set<String> = [
        "model", "input", "access_programs", "background", "background_options", "context_management", "conversation",
        "image", "include", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "moderation",
        "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "prompt_cache_options",
        "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store", "stream",
        "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
    ]

    private static let messages: Set<String> = [
        "model", "messages", "max_tokens", "cache_control", "container", "context_management", "diagnostics",
        "fallbacks", "inference_geo", "mcp_servers", "metadata", "output_config", "service_tier", "speed",
        "stop_sequences", "stream", "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p",
    ]
}
