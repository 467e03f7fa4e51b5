/// The template languages of other formats, as far as Étude's variables go.
enum TemplateLanguage {
    /// Python's Jinja2: `{{ name }}`, `{% … %}`, `{# … #}`.
    case jinja
    /// `{{name}}`, `{{{name}}}`, `{{#…}}`.
    case mustache
    /// Mustache with helpers, and `\{{` for a literal `{{`.
    case handlebars
    /// Python's `string.Template`: `$name`, `${name}`, `$$`.
    case dollar
    /// `{{name}}` and nothing else; there is no escape.
    case plain

    var title: String {
        switch self {
        case .jinja: "Jinja2"
        case .mustache: "Mustache"
        case .handlebars: "Handlebars"
        case .dollar: "string.Template"
        case .plain: "the template language"
        }
    }

    /// Cuts a text of this language into its pieces, without comments.
    func pieces(of text: String) -> [TemplatePiece] {
        switch self {
        case .jinja, .mustache, .handlebars: return BracePieces(self, text).pieces
        case .dollar: return DollarPieces.pieces(of: text)
        case .plain:
            return Variables.pieces(of: text, hasEscapes: false).map { piece in
                switch piece {
                case .text(let text): .text(text)
                case .variable(let name, _): .variable(name)
                }
            }
        }
    }

    /// Returns the text in Étude's own language. A part that Étude does not render stays as it is written, and is a loss.
    func etudeText(_ text: String, field: String, _ losses: inout Losses) -> String {
        if self == .plain, Variables.pieces(of: text) == Variables.pieces(of: text, hasEscapes: false) { return text }
        return etudeText(pieces(of: text), field: field, &losses)
    }

    func etudeText(_ pieces: [TemplatePiece], field: String, _ losses: inout Losses) -> String {
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += Variables.escaping(text)
            case .variable(let name):
                if result.hasSuffix("\\") {
                    losses.add(
                        field,
                        "a backslash right before {{\(Self.excerpt(name))}} would make it text in Étude; a space stands between"
                    )
                    result += " "
                }
                result += "{{\(name)}}"
            case .construct(let raw):
                losses.add(field, "Étude does not render \(title)'s \(Self.excerpt(raw)); it stays as text")
                let isPlain = Variables.names(in: raw).isEmpty && !result.hasSuffix("\\")
                result += isPlain ? raw : Variables.escaping(raw)
            }
        }
        return result
    }

    /// Returns a text of Étude's in this language.
    ///
    /// - Parameter field: the name of the text in a loss, where a variable's name has to change.
    func text(ofEtude text: String, field: String, _ losses: inout Losses) -> String {
        let pieces = Variables.pieces(of: text)
        if self == .plain { return plainText(pieces, field: field, &losses) }
        var result = ""
        var isAfterVariable = false
        for piece in pieces {
            switch piece {
            case .text(let text):
                if self == .handlebars, isAfterVariable, text.hasPrefix("}") {
                    addBrace(field, &losses)
                    result += " "
                }
                result += escaped(text)
                isAfterVariable = false
            case .variable(let name, _):
                let written = self.name(name)
                if written != name { losses.add(field, "the variable {{\(name)}} is called \(written)") }
                endBrace(&result, field: field, &losses)
                result += self == .dollar ? "${\(written)}" : "{{\(written)}}"
                isAfterVariable = true
            }
        }
        return result
    }

    /// Separates a brace at the end of a text from the tag that follows.
    private func endBrace(_ result: inout String, field: String, _ losses: inout Losses) {
        guard result.hasSuffix("{") else { return }
        switch self {
        case .jinja:
            result.removeLast()
            result += "{{ '{' }}"
        case .handlebars, .mustache:
            addBrace(field, &losses)
            result += " "
        case .dollar, .plain: break
        }
    }

    private func addBrace(_ field: String, _ losses: inout Losses) {
        losses.add(field, "a brace beside a variable would be part of \(title)'s tag; a space stands between")
    }

    private func plainText(_ pieces: [Variables.Piece], field: String, _ losses: inout Losses) -> String {
        let text = pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .variable(_, let written): written
            }
        }.joined()
        if Variables.pieces(of: text, hasEscapes: false) != pieces {
            losses.add(field, "it has no escape for {{: what is text in Étude is a variable there")
        }
        return text
    }

    /// Returns a variable's name in a form that this language allows.
    func name(_ name: String) -> String {
        guard self == .jinja || self == .dollar else { return name }
        let plain = name.unicodeScalars.map { $0 == "_" || $0.properties.isAlphabetic || isDigit($0) ? $0 : "_" }
        let text = String(String.UnicodeScalarView(plain))
        return text.unicodeScalars.first.map(isDigit) == true ? "_" + text : text
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func escaped(_ text: String) -> String {
        switch self {
        case .jinja: return Self.escapedForJinja(text)
        case .handlebars: return Self.replacing("{{", in: text, with: "\\{{")
        case .mustache, .plain: return text
        case .dollar: return Self.replacing("$", in: text, with: "$$")
        }
    }

    /// Returns a text in which a Jinja2 expression stands for every opening of a tag.
    private static func escapedForJinja(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...].dropFirst()
            if let next = rest.first, "{%#".contains(next) {
                result += "{{ '{\(next)' }}"
                rest.removeFirst()
            } else {
                result += "{"
            }
        }
        return result + rest
    }

    private static func excerpt(_ raw: String) -> String {
        let line = raw.split(whereSeparator: \.isNewline).first.map(String.init) ?? raw
        return line.count > 40 ? line.prefix(39) + "…" : line
    }

    private static func replacing(_ part: String, in text: String, with other: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let found = rest.firstRange(of: part) {
            result += rest[..<found.lowerBound] + other
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}

/// A piece of a text in a template language.
enum TemplatePiece: Hashable {
    case text(String)
    case variable(String)
    /// A part that Étude does not render (condition, loop, filter, helper, partial), as it is written.
    case construct(String)

    /// Whether the piece is white space only.
    var isWhite: Bool {
        if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
    }
}
