internal import JSON
public import Prompts
public import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A call whose arguments are a value of one of the offered types.
public struct TypedCall: Sendable {
    /// The arguments: `switch call.input { case let weather as Weather: … }`.
    public let input: any ToolInput
    /// The call as it came.
    public let call: ToolCall

    /// The id that a result refers to.
    public var id: String { call.id }

    /// The `tool` message that answers the call with a value, as JSON.
    ///
    /// - Throws: what the value's `encode(to:)` throws.
    public func result(_ output: some Encodable) throws -> Message {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return result(String(decoding: try encoder.encode(output), as: UTF8.self))
    }

    /// The `tool` message that answers the call with a text, as it is.
    public func result(_ text: String) -> Message { .toolResult(text, for: id) }
}

/// A call that is not a value of the offered types. Its raw text is `call.arguments`.
public struct CallError: Error, Sendable, CustomStringConvertible {
    /// What is wrong with a call.
    public enum Reason: Sendable, Hashable {
        /// The tool does not exist, the arguments are not JSON, or they break the schema.
        case fault(SchemaFault)
        /// The JSON fits the schema but is not a value of the type (a number that is too large, for example), for
        /// this reason of the decoder.
        case undecodable(String)
    }

    /// The call as it came.
    public let call: ToolCall
    /// What is wrong with it.
    public let reason: Reason

    /// The call's tool and what is wrong, in one sentence.
    public var description: String {
        switch reason {
        case .fault(let fault): "\(call.name): \(fault)"
        case .undecodable(let words): "\(call.name): \(words)"
        }
    }
}

extension TypedCall {
    /// Reads a call.
    ///
    /// - Throws: ``CallError``
    init(_ call: ToolCall, among types: [any ToolInput.Type], tools: [Tool]) throws(CallError) {
        if let fault = call.fault(among: tools) { throw CallError(call: call, reason: .fault(fault)) }
        guard let type = types.first(where: { $0.toolName == call.name }) else {
            throw CallError(call: call, reason: .fault(.unknownTool(call.name)))
        }
        do throws(UndecodableError) {
            input = try Decoding.value(of: type, from: call.arguments.isEmpty ? "{}" : call.arguments)
        } catch {
            throw CallError(call: call, reason: .undecodable(error.words))
        }
        self.call = call
    }
}

/// JSON that the type's decoder rejects.
struct UndecodableError: Error {
    let words: String
}

/// Decodes values from JSON that fits their schemas.
enum Decoding {
    static func value<Value: ToolInputValue>(of type: Value.Type, from text: String) throws(UndecodableError) -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(type, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw UndecodableError(words: words(error))
        } catch {
            throw UndecodableError(words: "\(error)")
        }
    }

    /// The place and the decoder's words.
    private static func words(_ error: DecodingError) -> String {
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        guard let context else { return "\(error)" }
        let place = context.codingPath.map(\.stringValue).joined(separator: ".")
        // The text is known to be JSON here. The decoder reports a number that is too large for its type as invalid
        // JSON.
        if case .dataCorrupted = error, place.isEmpty { return "a number is too large for its Swift type" }
        return (place.isEmpty ? "" : place + ": ") + context.debugDescription
    }
}
