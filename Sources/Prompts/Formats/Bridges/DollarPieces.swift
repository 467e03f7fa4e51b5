/// Cuts texts of Python's `string.Template` into pieces: `$name`, `${name}`, and `$$` for a dollar sign.
enum DollarPieces {
    static func pieces(of text: String) -> [TemplatePiece] {
        var pieces: [TemplatePiece] = []
        var literal = ""
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            literal += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                literal.append(rest.removeFirst())
            } else if let name = rest.prefixMatch(of: /\{([_a-zA-Z][_a-zA-Z0-9]*)\}|([_a-zA-Z][_a-zA-Z0-9]*)/) {
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = ""
                pieces.append(.variable(String(name.1 ?? name.2 ?? "")))
                rest = rest[name.range.upperBound...]
            } else {
                literal += "$"
            }
        }
        literal += rest
        if !literal.isEmpty { pieces.append(.text(literal)) }
        return pieces
    }
}
