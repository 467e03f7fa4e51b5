/// Base16 colour schemes (tinted-theming), in the older form and in the one with `palette:`.
package enum Base16 {
    /// Reads a scheme.
    ///
    /// - Parameter file: the name to give in errors; its stem is the scheme's name when the file has none.
    /// - Returns: the colours `base00` to `base0F` (and up to `base17` where there are), each 6 lower-case hex digits.
    /// - Throws: ``FieldError`` when a colour is missing or not of the form `181818`.
    package static func parse(_ yaml: String, file: String) throws(FieldError) -> (
        name: String, colours: [String: String]
    ) {
        let text = String(decoding: yaml.utf8.filter { $0 != Byte.carriageReturn }, as: UTF8.self)
        guard let root = try YAMLReader.read(text, file: file), case .mapping(let entries) = root.content else {
            throw FieldError(file: file, line: 1, column: 1, message: "expected a base16 scheme: keys base00 to base0F")
        }
        let palette = entries.first { $0.key == "palette" }?.value.entries ?? []
        var colours: [String: String] = [:]
        for entry in entries + palette {
            guard let name = colourName(entry.key) else { continue }
            let written = entry.value.text ?? ""
            let digits = (written.hasPrefix("#") ? written.dropFirst() : written[...]).lowercased()
            guard digits.utf8.count == 6, digits.utf8.allSatisfy(isHexDigit) else {
                throw FieldError(
                    file: file, line: entry.value.place.line, column: entry.value.place.column, field: entry.key,
                    message: "must be a colour of six hex digits in quotes, for example \"181818\"")
            }
            colours[name] = digits
        }
        let missing = (0..<16).map(baseName).filter { colours[$0] == nil }
        guard missing.isEmpty else {
            throw FieldError(
                file: file, line: root.place.line, message: "the scheme has no \(missing.joined(separator: ", "))")
        }
        let name = ["name", "scheme"].lazy.compactMap { key in entries.first { $0.key == key }?.value.text }.first {
            !$0.isEmpty
        }
        return (name ?? stem(of: file), colours)
    }

    /// `base0A` whatever the case of its digits; nil for any other key.
    private static func colourName(_ key: String) -> String? {
        guard key.utf8.count == 6, key.hasPrefix("base"), let number = Int(key.dropFirst(4), radix: 16),
            (0..<24).contains(number)
        else { return nil }
        return baseName(number)
    }

    private static func baseName(_ number: Int) -> String {
        "base" + (number < 16 ? "0" : "") + String(number, radix: 16, uppercase: true)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func stem(of file: String) -> String {
        let name = file.split(separator: "/").last ?? ""
        return String(name.split(separator: ".").first ?? name)
    }
}
