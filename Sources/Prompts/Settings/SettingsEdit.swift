package import JSON

/// Changes the text of a `config.yaml`. Everything else keeps its lines, comments and order.
package enum SettingsEdit {
    /// Adds a provider.
    ///
    /// - Parameters:
    ///   - members: its settings, by the keys of the file.
    ///   - isDefault: whether runs that name no provider go to it from now on.
    ///   - file: the name to give in errors.
    /// - Throws: ``FieldError`` if there is a provider of this name, if a setting is wrong, or if the text cannot be changed
    ///   without losing something.
    package static func adding(
        _ name: String, _ members: JSONObject, isDefault: Bool = false, to text: String, file: String
    ) throws(FieldError) -> String {
        let old = try root(text, file: file)
        var new = old
        var providers = old["providers"]?.objectValue ?? JSONObject()
        guard providers[name] == nil else {
            throw FieldError(
                file: file, field: "providers.\(name)",
                message: "is there already; remove it first with etude providers remove \(name)")
        }
        providers[name] = .object(members)
        new["providers"] = .object(providers)
        if isDefault { new["default_provider"] = .string(name) }
        return try write(new, over: old, text, file: file)
    }

    /// Removes a provider.
    ///
    /// - Parameter file: the name to give in errors.
    /// - Throws: ``FieldError`` if there is no provider of this name, if it is the default, or if the text cannot be changed
    ///   without losing something.
    package static func removing(_ name: String, from text: String, file: String) throws(FieldError) -> String {
        let old = try root(text, file: file)
        var new = old
        guard var providers = old["providers"]?.objectValue, providers[name] != nil else {
            throw FieldError(file: file, field: "providers.\(name)", message: "there is no provider of this name")
        }
        guard old["default_provider"]?.stringValue != name else {
            throw FieldError(
                file: file, field: "default_provider",
                message: "is \(name): name another provider there, or remove the line, and try again")
        }
        providers[name] = nil
        new["providers"] = providers.isEmpty ? nil : .object(providers)
        return try write(new, over: old, text, file: file)
    }

    private static func root(_ text: String, file: String) throws(FieldError) -> JSONObject {
        _ = try Settings.parse(text, file: file)
        return try YAMLReader.read(unix(text), file: file)?.json.objectValue ?? JSONObject()
    }

    private static func write(
        _ new: JSONObject, over old: JSONObject, _ text: String, file: String
    ) throws(FieldError) -> String {
        let plain = unix(text)
        guard let lines = YAMLPatch.settings(plain, from: old, to: new) else { throw unknownLayout(file) }
        var written = lines.joined(separator: "\n")
        if !written.hasSuffix("\n") { written += "\n" }
        let read = try YAMLReader.read(written, file: file)?.json
        // The settings say what is wrong with a new one in their own words.
        _ = try Settings.parse(written, file: file)
        guard read ?? .object(JSONObject()) == .object(new), comments(plain, areIn: written) else {
            throw unknownLayout(file)
        }
        return text.utf8.contains(Byte.carriageReturn)
            ? written.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n") : written
    }

    private static func unknownLayout(_ file: String) -> FieldError {
        FieldError(
            file: file, field: "providers",
            message: "the file is laid out in a way that cannot be changed without losing a comment; change it by hand")
    }

    private static func unix(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 != Byte.carriageReturn }, as: UTF8.self)
    }

    /// Whether every comment on a line of its own is there still, and that behind `providers`. What stood behind a value
    /// may have gone with it.
    private static func comments(_ old: String, areIn new: String) -> Bool {
        func comments(_ text: String) -> [Substring] {
            text.split(separator: "\n").compactMap { line in
                if line.hasPrefix("providers:") { return line.firstIndex(of: "#").map { line[$0...] } }
                let start = line.drop { $0 == " " || $0 == "\t" }
                return start.first == "#" ? start : nil
            }
        }
        var left = comments(new)
        for comment in comments(old) {
            guard let place = left.firstIndex(of: comment) else { return false }
            left.remove(at: place)
        }
        return true
    }
}
