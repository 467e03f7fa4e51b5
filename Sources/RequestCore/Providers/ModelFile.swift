internal import JSON
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The built-in file of models, of which only the lines that somebody asks for are read: a run needs one of hundreds.
///
/// Every model stands on a line of its own, which begins with its name.
final class ModelFile: Sendable {
    private let bytes: [UInt8]
    /// What has been read, with nil for names that the file does not have.
    private let known = Mutex<[String: ModelInfo?]>([:])

    /// - Parameter bytes: a JSON object whose `models` are objects by name, or null for a name without facts, and whose
    ///   `sources` are dates by name. Anything else is a file without models.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// All models, in the file's order.
    func models() -> [ModelInfo] {
        let file = try? JSONValue(parsing: bytes)
        let dates = file?["sources"]?.objectValue ?? JSONObject()
        return (file?["models"]?.objectValue?.members ?? []).map {
            ModelInfo(name: $0.key, json: $0.value, dates: dates)
        }
    }

    /// The model with exactly this name; nil if the file does not have it.
    func model(named name: String) -> ModelInfo? {
        if let found = known.withLock({ $0[name] }) { return found }
        // The dates of the sources stand among other facts before the models.
        let info = value(of: name, after: "\"models\": {").map { json in
            ModelInfo(name: name, json: json, dates: value(of: "sources")?.objectValue ?? JSONObject())
        }
        known.withLock { $0[name] = .some(info) }
        return info
    }

    /// The model that stands for all whose names begin as this one does; nil if there is none.
    func family(of name: String) -> ModelInfo? {
        let families = value(of: "families")?.objectValue ?? JSONObject()
        let fitting = families.members.filter { name.hasPrefix($0.key) }
        // The longest matching prefix of the model's name wins.
        return fitting.max { $0.key.utf8.count < $1.key.utf8.count }?.value.stringValue.flatMap(model(named:))
    }

    /// The value on the first line that begins with this key; nil if there is none.
    ///
    /// - Parameter opening: the line that it comes after.
    private func value(of key: String, after opening: String = "{") -> JSONValue? {
        let start = Array("\(JSONValue.string(key).compact): ".utf8)
        var isOpen = false
        return bytes.withUnsafeBytes { file in
            var from = 0
            while from < file.count {
                let rest = UnsafeRawBufferPointer(rebasing: file[from...])
                let end = rest.baseAddress.flatMap { base in
                    memchr(base, 10, rest.count).map { UnsafeRawPointer($0) - base }
                }
                let line = rest.prefix(end ?? rest.count)
                if isOpen, line.starts(with: start) {
                    var value = line.dropFirst(start.count)
                    if value.last == UInt8(ascii: ",") { value.removeLast() }
                    return try? JSONValue(parsing: Array(value))
                }
                isOpen = isOpen || line.elementsEqual(opening.utf8)
                from += line.count + 1
            }
            return nil
        }
    }
}
