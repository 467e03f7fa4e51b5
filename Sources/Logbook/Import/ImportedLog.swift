import JSON
package import Prompts
package import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A log of another tool in Étude's form.
package struct ImportedLog: Sendable {
    /// The log. Its id is made from the other tool's, so that importing twice adds nothing.
    package var record: LogRecord
    /// What was asked for: it becomes the log's version.
    package var config: Config
    /// The bytes of its images, by their SHA-256.
    package var images: [String: [UInt8]]

    /// A log with its config; its version is the config's.
    package init(record: LogRecord, config: Config, images: [String: [UInt8]] = [:]) {
        self.record = record
        self.config = config
        self.images = images
        self.record.version = config.versionID
    }
}

/// Stores imported logs.
package protocol ImportStore: Sendable {
    /// Stores logs with their versions and images, all or nothing. Logs whose id is there already are left as they are.
    ///
    /// - Parameter origin: what they come from, for a person.
    /// - Returns: how many were new.
    func add(_ logs: [ImportedLog], from origin: String) async throws -> Int
    /// Those of the ids that are there already.
    func stored(of ids: [String]) async throws -> Set<String>
}

/// The names of imported things.
enum ImportNames {
    /// The id of an imported log: that of the other tool where it has the same form, else one made from it and the time, if one
    /// is known. The same log always gets the same id.
    static func id(_ foreign: String, of origin: String, at time: Date?) -> String {
        let upper = foreign.uppercased()
        if upper.utf8.count == 26, upper.utf8.allSatisfy(alphabet.contains),
            upper.utf8.first.map({ $0 <= 0x37 }) == true
        {
            return upper
        }
        let hash = SHA256.hex(of: Array("\(origin)\n\(foreign)".utf8))
        var digits = [UInt8](repeating: 0, count: 26)
        var milliseconds = UInt64(min(max((time?.timeIntervalSince1970 ?? 0) * 1000, 0), Double(1 << 47)))
        for place in (0..<10).reversed() {
            digits[place] = letters[Int(milliseconds & 31)]
            milliseconds >>= 5
        }
        // Five bits of each two hex digits: more than enough of them to be unique.
        let bytes = Array(hash.utf8)
        for place in 10..<26 {
            let pair = String(decoding: bytes[(place - 10) * 2..<(place - 10) * 2 + 2], as: UTF8.self)
            digits[place] = letters[Int(UInt8(pair, radix: 16) ?? 0) & 31]
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let alphabet = Set(letters)

    /// The config that a chat request asks for. What the config has no place for is left to the request.
    static func config(of request: JSONObject) -> Config {
        var settings = request
        let messages = request["messages"]?.arrayValue ?? []
        settings["messages"] = .array(
            Array(messages.prefix { ["system", "developer"].contains($0["role"]?.stringValue ?? "") }))
        settings["stream"] = nil
        settings["stream_options"] = nil
        if let config = try? RequestFormat.parse(JSONValue.object(settings).compact).config { return config }
        return Config(model: request["model"]?.stringValue)
    }
}
