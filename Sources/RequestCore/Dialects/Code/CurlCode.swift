internal import JSON

/// A prompt as a shell script with curl.
struct CurlCode {
    let export: CodeExport

    var text: String {
        // Nothing is filled in, so the shell need not look at the body at all.
        let isFixed = export.parameters.isEmpty && !export.hasFiles
        let literal = CodeLiteral(
            words: ("null", "true", "false"), hasTrailingComma: false,
            string: isFixed ? { $0.map(Self.plain).joined() } : { "\"" + $0.map(Self.piece).joined() + "\"" },
            pieces: export.pieces)
        let body = literal.text(.object(export.body), indent: "")
        let parameters = export.parameters.enumerated().map { index, parameter in
            let (name, place) = (parameter.name, index + 1)
            guard let value = parameter.value else { return "\(name)=${\(place):?\(name) is missing}\n" }
            return "\(name)=\(Self.quoted(value))\n[ $# -lt \(place) ] || \(name)=${\(place)}\n"
        }.joined()
        return """
            #!/bin/sh
            # \(CodeLiteral.comment(export.prompt)): set \(vendor.keyVariable). \(export.parameters.isEmpty ? "" : "Arguments: \(export.parameters.map(\.name).joined(separator: ", ")).")
            set -eu
            \(parameters)\(export.parameters.isEmpty ? "" : Self.helper)\(export.hasTextFiles ? Self.textHelper : "")
            curl --silent --show-error --fail-with-body "${\(vendor.urlVariable):-\(vendor.baseURL)}\(vendor.version)\(export.api.dialect.answerPath)" \\
            \((vendor.headers + ["Content-Type: application/json"]).map { "    --header \"\($0)\" \\" }.joined(separator: "\n"))
                --data-binary @- <<\(isFixed ? "'END_OF_REQUEST'" : "END_OF_REQUEST")
            \(body)
            END_OF_REQUEST

            """
    }

    private var vendor: CodeVendor { export.api.vendor }

    /// Makes a value the inside of a JSON string. `x` keeps line breaks at its end, which `$( )` would drop.
    private static let helper = #"""
        esc() {
            printf '%sx' "$1" | tr -d '\000-\010\013\014\016-\037' |
                sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' -e 's/\r/\\r/g' |
                awk '{ printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }' | sed -e 's/x$//'
        }

        """#

    /// Makes a file of text the inside of a JSON string, likewise.
    private static let textHelper = #"""
        text_of() {
            { cat "$1"; printf x; } | tr -d '\000-\010\013\014\016-\037' |
                sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' -e 's/\r/\\r/g' |
                awk '{ printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }' | sed -e 's/x$//'
        }

        """#

    private static func plain(_ piece: CodeExport.Piece) -> String {
        if case .text(let text) = piece { JSONValue.string(text).compact } else { "" }
    }

    private static func piece(_ piece: CodeExport.Piece) -> String {
        switch piece {
        case .text(let text): return escaped(String(JSONValue.string(text).compact.dropFirst().dropLast()))
        case .parameter(let name): return "$(esc \"$\(name)\")"
        case .file(let path, let type):
            return "data:\(type);base64,$(base64 < \(quoted(path)) | tr -d '\\n')"
        case .base64(let path): return "$(base64 < \(quoted(path)) | tr -d '\\n')"
        case .fileText(let path): return "$(text_of \(quoted(path)))"
        }
    }

    /// A text of the shell in which nothing has a meaning of its own.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

    /// Escapes what the shell would interpret in such a text.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("$", with: "\\$").replacing("`", with: "\\`")
    }
}
