/// What the colours of a language need: words, comments and quotes.
struct SyntaxLanguage: Sendable {
    /// Languages whose structure is another than words, comments and quotes.
    enum Kind: Sendable {
        case code, json, html, diff, yaml, prompt
    }

    var kind = Kind.code
    var keywords: Set<String> = []
    /// Whether capitals mean nothing in keywords.
    var ignoresCase = false
    var lineComments: [String] = []
    var blockComment: (open: String, close: String)?
    /// What begins and ends a string, the longest first.
    var quotes = ["\"", "'"]

    /// The language with this name or file extension; nil if it is not known.
    init?(named name: String) {
        switch name.lowercased() {
        case "json", "jsonl", "json5", "jsonc": kind = .json
        case "html", "xml", "svg": kind = .html
        case "diff", "patch": kind = .diff
        case "python", "py", "python3":
            keywords = Self.words(
                """
                and as assert async await break case class continue def del elif else except finally for from global if
                import in is lambda match None nonlocal not or pass raise return True False try while with yield
                """)
            lineComments = ["#"]
            quotes = ["\"\"\"", "'''", "\"", "'"]
        case "sh", "bash", "shell", "zsh", "console":
            keywords = Self.words(
                """
                if then else elif fi for while until do done case esac in function return export local readonly set unset
                exit echo cd source
                """)
            lineComments = ["#"]
        case "sql", "sqlite", "postgresql", "mysql":
            keywords = Self.words(
                """
                select from where and or not insert into values update set delete create table index view drop alter add
                join left right inner outer full on as group by order having limit offset union all distinct case when
                then else end null is in like between exists primary key foreign references default unique with returning
                """)
            ignoresCase = true
            lineComments = ["--"]
            blockComment = ("/*", "*/")
        case "javascript", "js", "jsx", "typescript", "ts", "tsx", "mjs":
            keywords = Self.words(
                """
                async await break case catch class const continue default delete do else export extends false finally for
                from function if import in instanceof interface let new null of return static super switch this throw true
                try type typeof undefined var void while yield enum implements private public readonly
                """)
            lineComments = ["//"]
            blockComment = ("/*", "*/")
            quotes = ["`", "\"", "'"]
        case "swift":
            keywords = Self.words(
                """
                actor any as associatedtype async await break case catch class continue default defer do else enum extension
                false fileprivate final for func guard if import in init inout internal is lazy let mutating nil open
                override package private protocol public repeat rethrows return self Self some static struct subscript
                super switch throw throws true try typealias var weak where while
                """)
            lineComments = ["//"]
            blockComment = ("/*", "*/")
            quotes = ["\"\"\"", "\""]
        case "c", "cpp", "c++", "h", "java", "go", "rust", "rs", "kotlin", "csharp", "cs":
            keywords = Self.words(
                """
                auto bool break case catch char class const continue default defer do double else enum extern false final fn
                float for func fun go if impl import int interface let long loop match mod mut namespace new nil null package
                private protected pub public return self short static struct super switch template this throw trait true try
                type typedef union unsigned use using var virtual void where while
                """)
            lineComments = ["//"]
            blockComment = ("/*", "*/")
        case "prompt": kind = .prompt
        case "yaml", "yml":
            kind = .yaml
            keywords = ["true", "false", "null"]
            lineComments = ["#"]
        case "toml", "ini":
            keywords = ["true", "false", "null"]
            lineComments = ["#"]
        default: return nil
        }
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
