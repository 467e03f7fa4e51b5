package import JSON
package import Prompts

/// A prompt as a program that sends it without Étude: complete, with its tools, schema and images, and the key from
/// the environment.
///
/// Variables are parameters, which have the prompt's own values where none are given. If the prompt has no user message, the
/// message is a parameter, too.
package struct CodeExport: Sendable {
    /// The language of the program.
    package enum Language: String, Sendable, CaseIterable {
        /// A shell script.
        case curl
        /// With the package of the dialect's vendor.
        case python
        /// With this package.
        case swift
        /// With the package of the dialect's vendor, as an ES module.
        case javascript
        /// The body of the request, with `{{variables}}` as they stand.
        case json
    }

    /// A piece of a text, as the program writes it.
    enum Piece: Hashable {
        case text(String)
        /// The value of a parameter, by its name in the program.
        case parameter(String)
        /// The bytes of a file as a data URL.
        case file(path: String, mediaType: String)
        /// The bytes of a file in base64.
        case base64(path: String)
        /// A file of text, as it is.
        case fileText(path: String)
    }

    /// A parameter of the program.
    struct Parameter: Hashable {
        /// Its name in the program.
        let name: String
        /// The value that it has where none is given; nil where one has to be.
        let value: String?
    }

    /// The prompt's name.
    let prompt: String
    let config: Config
    let thread: [Message]
    /// The API that the program calls.
    let api: CodeAPI
    /// The request's body, with marks in place of what the program fills in.
    let body: JSONObject
    /// The variables, each with the parameter that has its value.
    let variables: [(name: String, parameter: String)]
    /// Whether the user's message is a parameter.
    let takesMessage: Bool
    private let files: [(path: String, mediaType: String)]
    private let inputs: JSONObject

    /// - Parameters:
    ///   - prompt: its name.
    ///   - config: images that are read from disk have their facts; stored ones stand as data URLs.
    ///   - inputs: the prompt's own values of variables.
    ///   - thread: messages that follow the template.
    ///   - folder: the folder of relative image paths, relative to where the program will be started; nil if it is
    ///     the same.
    ///   - model: the model if the config names none.
    ///   - dialect: the dialect of the provider that the prompt goes to.
    package init(
        prompt: String, config: Config, inputs: JSONObject = JSONObject(), thread: [Message] = [],
        folder: String? = nil, model: String = Provider.openAIDefaultModel, dialect: DialectID = .chat
    ) {
        self.prompt = prompt
        self.inputs = inputs
        api = CodeAPI(dialect)
        var config = config
        config.template = config.template.map { Self.message($0, in: folder) }
        self.config = config
        let thread = thread.map { Self.message($0, in: folder) }
        self.thread = thread
        var taken: Set<String> = []
        variables = config.variableNames.map { ($0, CodeName.identifier($0, taken: &taken)) }
        takesMessage = !(config.template + thread).contains { $0.role == .user }
        let onDisk = (config.template + thread).flatMap(\.images).compactMap {
            image -> (path: String, mediaType: String)? in
            guard image.variableName == nil, case .path(let path) = image.source else { return nil }
            return (path, image.facts?.mediaType ?? "image/png")
        }
        files = onDisk
        let places = Dictionary(onDisk.enumerated().map { ($0.element.path, $0.offset) }) { first, _ in first }
        let marks = variables.enumerated().map { ($0.element.name, Self.mark("v", $0.offset)) }
        var messages = Self.template(of: config, with: marks) + thread
        if takesMessage { messages.append(Message(.user, Self.mark("m", 0))) }
        let name = config.model ?? model
        let request = RenderedRequest(
            config: config, model: name, messages: messages, info: ModelCatalog.shared.info(for: name))
        body = api.dialect.body(of: request) { [api] image in
            guard case .path(let path) = image.source, let place = places[path] else { return image.url }
            guard api.splitsImages else { return Self.mark("f", place) }
            if onDisk[place].mediaType == Self.textType { return "data:\(Self.textType)," + Self.mark("t", place) }
            return "data:\(onDisk[place].mediaType);base64," + Self.mark("b", place)
        }
    }

    /// The program.
    package func text(in language: Language) -> String {
        switch language {
        case .curl: CurlCode(export: self).text
        case .python: PythonCode(export: self).text
        case .javascript: JavaScriptCode(export: self).text
        case .swift: SwiftCode(export: self).text
        case .json: requestText
        }
    }

    /// Warnings about what the language cannot express as the request has it.
    package func warnings(in language: Language) -> [String] {
        var warnings: [String] = []
        let vendor = api.vendor
        if let provider = config.provider, provider != vendor.name, language != .json {
            warnings.append(
                "the prompt goes to '\(provider)': set \(vendor.urlVariable) and \(vendor.keyVariable) to what is its own"
            )
        }
        let sources = (config.template + thread).flatMap(\.images).filter { $0.variableName == nil }.map(\.source)
        for source in sources {
            switch source {
            case .blob:
                warnings.append("an image is in the store only, and stands as its hash: etude export has its bytes")
            case .path(let path) where language == .json:
                warnings.append("the image \(path) stands as its path: etude export --as json has its bytes")
            case .path, .data, .remote: break
            }
        }
        if language == .javascript {
            for number in Self.numbers(in: .object(body)) where !Self.isExactInJavaScript(number) {
                warnings.append("\(number.text) is no number that JavaScript can hold; it is rounded")
            }
        }
        return warnings
    }

    /// The name of the function.
    var function: String {
        var taken: Set<String> = []
        return CodeName.identifier(PromptDocument.stem(ofPath: prompt), taken: &taken)
    }

    /// The parameters of the function: those without a value of their own first, the message last among them.
    var parameters: [Parameter] {
        let all = variables.map { variable in
            let value = Variables.value(variable.name, in: inputs).map { $0.stringValue ?? $0.compact }
            return Parameter(name: variable.parameter, value: value)
        }
        return all.filter { $0.value == nil } + (takesMessage ? [Parameter(name: "message", value: nil)] : [])
            + all.filter { $0.value != nil }
    }

    var hasFiles: Bool { !files.isEmpty }

    /// Whether the program reads files as bytes.
    var hasByteFiles: Bool { files.contains { !isReadAsText($0.mediaType) } }

    /// Whether the program reads files as text.
    var hasTextFiles: Bool { files.contains { isReadAsText($0.mediaType) } }

    private func isReadAsText(_ mediaType: String) -> Bool { api.splitsImages && mediaType == Self.textType }

    /// The pieces of a text of the body.
    func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var literal = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if scalar == Self.opening, let (piece, length) = marked(rest) {
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = ""
                pieces.append(piece)
                rest = rest.dropFirst(length)
            } else {
                literal.unicodeScalars.append(scalar)
                rest = rest.dropFirst()
            }
        }
        if !literal.isEmpty || pieces.isEmpty { pieces.append(.text(literal)) }
        return pieces
    }

    private func marked(_ text: Substring.UnicodeScalarView) -> (Piece, Int)? {
        let inside = text.dropFirst().prefix { $0 != Self.closing }
        guard inside.count < text.count - 1, let kind = inside.first,
            let index = Int(String(String.UnicodeScalarView(inside.dropFirst())))
        else { return nil }
        let length = inside.count + 2
        switch kind {
        case "v" where variables.indices.contains(index): return (.parameter(variables[index].parameter), length)
        case "m" where takesMessage: return (.parameter("message"), length)
        case "f" where files.indices.contains(index):
            return (.file(path: files[index].path, mediaType: files[index].mediaType), length)
        case "b" where files.indices.contains(index): return (.base64(path: files[index].path), length)
        case "t" where files.indices.contains(index): return (.fileText(path: files[index].path), length)
        default: return nil
        }
    }

    private var requestText: String {
        let model = body["model"]?.stringValue ?? ""
        let template = Self.template(of: config, with: variables.map { ($0.name, "{{\($0.name)}}") })
        let request = RenderedRequest(
            config: config, model: model, messages: template + thread,
            info: ModelCatalog.shared.info(for: model))
        let body = api.dialect.body(of: request, imageURL: \.url)
        return JSONValue.object(body).pretty() + "\n"
    }

    /// The template with values in place of the variables.
    private static func template(of config: Config, with values: [(String, String)]) -> [Message] {
        let inputs = JSONObject(values.map { ($0.0, .string($0.1)) })
        let images = Dictionary(values.map { ($0.0, ImagePart(url: $0.1)) }) { first, _ in first }
        return (try? config.renderedTemplate(inputs: inputs, images: images)) ?? config.template
    }

    private static func message(_ message: Message, in folder: String?) -> Message {
        guard let folder else { return message }
        return message.changingImages { image in
            guard image.variableName == nil, case .path(let path) = image.source, !path.hasPrefix("/"),
                !path.hasPrefix("~")
            else { return image }
            var image = image
            image.url = folder + "/" + path
            return image
        }
    }

    /// The media type of a file that Messages takes as text, not as base64.
    private static let textType = "text/plain"

    /// Scalars of a private-use plane, which no person's text contains.
    private static let (opening, closing): (Unicode.Scalar, Unicode.Scalar) = ("\u{F0000}", "\u{F0001}")

    private static func mark(_ kind: String, _ index: Int) -> String { "\(opening)\(kind)\(index)\(closing)" }

    private static func numbers(in value: JSONValue) -> [JSONNumber] {
        switch value {
        case .number(let number): [number]
        case .array(let items): items.flatMap(numbers)
        case .object(let object): object.flatMap { numbers(in: $0.value) }
        default: []
        }
    }

    private static func isExactInJavaScript(_ number: JSONNumber) -> Bool {
        guard number.isInteger else { return true }
        guard let integer = number.intValue else { return false }
        return integer.magnitude <= 1 << 53
    }
}
