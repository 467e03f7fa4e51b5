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

    var title: String {
        switch self {
        case .jinja: "Jinja2"
        case .mustache: "Mustache"
        case .handlebars: "Handlebars"
        case .dollar: "string.Template"
        }
    }

    /// What a text of this language is made of; comments are left out.
    func pieces(of text: String) -> [TemplatePiece] {
        self == .dollar ? DollarPieces.pieces(of: text) : BracePieces(self, text).pieces
    }

    /// The text as Étude has it. What Étude does not render stays as it is written, and is a loss.
    func etudeText(_ text: String, field: String, _ losses: inout Losses) -> String {
        etudeText(pieces(of: text), field: field, &losses)
    }

    func etudeText(_ pieces: [TemplatePiece], field: String, _ losses: inout Losses) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): return Variables.escaping(text)
            case .variable(let name): return "{{\(name)}}"
            case .construct(let raw):
                losses.add(field, "Étude does not render \(title)'s \(Self.excerpt(raw)); it stays as text")
                return Variables.names(in: raw).isEmpty ? raw : Variables.escaping(raw)
            }
        }.joined()
    }

    /// A text of Étude's in this language.
    ///
    /// - Parameter field: what to call the text where a variable's name has to change.
    func text(ofEtude text: String, field: String, _ losses: inout Losses) -> String {
        Variables.pieces(of: text).map { piece in
            switch piece {
            case .text(let text): return escaped(text)
            case .variable(let name, _):
                let written = self.name(name)
                if written != name { losses.add(field, "the variable {{\(name)}} is called \(written)") }
                return self == .dollar ? "${\(written)}" : "{{\(written)}}"
            }
        }.joined()
    }

    /// A variable's name as this language can have it.
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
        case .mustache: return text
        case .dollar: return Self.replacing("$", in: text, with: "$$")
        }
    }

    /// Every opening of a tag as an expression that gives it.
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
    /// What Étude does not render (conditions, loops, filters, helpers, partials), as it is written.
    case construct(String)
}
