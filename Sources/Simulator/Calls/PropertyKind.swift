/// What a property of a schema is about, told by its name and description.
enum PropertyKind {
    case place, origin, destination, person, identifier, email, url, date, time, symbol, unit
    /// What to look up.
    case query
    /// A formula to work out.
    case expression
    /// What a thing or an event is called.
    case title
    /// A sentence of explanation or an answer.
    case prose
    /// Text that the message dictates.
    case dictated
    case language, quantity, other

    init(name: String, description: String = "") {
        let words = Words.ofIdentifier(name)
        let last = words.last ?? ""
        if let kind = Self.ofWord(last) ?? words.lazy.compactMap(Self.ofWord).first {
            self = kind == .title && words.count > 1 ? Self.named(words) : kind
            return
        }
        let hints = Words.ofIdentifier(description)
        self = hints.lazy.compactMap(Self.ofHint).first ?? .other
    }

    /// Whether a person would be asked for it rather than have it made up.
    var isAskedFor: Bool {
        switch self {
        case .place, .origin, .destination, .identifier, .email, .url, .symbol, .date, .expression, .quantity: true
        default: false
        }
    }

    private static func ofWord(_ word: String) -> PropertyKind? {
        for (kind, words) in table where words.contains(Words.stem(word)) || words.contains(word) {
            return kind
        }
        return nil
    }

    /// In descriptions only what is unmistakable counts.
    private static func ofHint(_ word: String) -> PropertyKind? {
        switch ofWord(word) {
        case .place: .place
        case .email: .email
        case .identifier: .identifier
        default: nil
        }
    }

    /// `customer_name`, `city_name`, `event_name`
    private static func named(_ words: [String]) -> PropertyKind {
        words.dropLast().lazy.compactMap(ofWord).first { $0 == .person || $0 == .place } ?? .title
    }

    private static let table: [(PropertyKind, Set<String>)] = [
        (.origin, ["origin", "departure", "source", "from"]),
        (.destination, ["destination", "arrival", "to"]),
        (.email, ["email", "mail", "recipient"]),
        (.url, ["url", "uri", "link", "website"]),
        (
            .identifier,
            ["id", "identifier", "code", "reference", "sku", "tracking", "uuid", "isbn", "account", "phone"]
        ),
        (
            .place,
            [
                "location", "city", "place", "town", "country", "region", "address", "state", "where", "timezone",
                "restaurant", "venue", "hotel", "airport",
            ]
        ),
        (
            .person,
            [
                "person", "participant", "attendee", "people", "customer", "user", "author", "contact", "guest",
                "member",
                "owner", "assignee", "who", "friend", "player", "passenger", "speaker",
            ]
        ),
        (.date, ["date", "day", "deadline", "birthday", "when", "checkin", "checkout", "due"]),
        (.time, ["time", "hour"]),
        (.symbol, ["symbol", "ticker", "stock"]),
        (.unit, ["unit", "scale"]),
        (.expression, ["expression", "formula", "equation", "calculation"]),
        (.query, ["query", "q", "search", "question", "keyword", "term", "topic", "prompt"]),
        (.language, ["language", "lang", "locale"]),
        (
            .quantity,
            [
                "quantity", "amount", "count", "number", "size", "price", "age", "serving", "guests", "nights",
                "population", "year", "total", "score", "rating", "height", "weight",
            ]
        ),
        (.title, ["title", "name", "event", "dish", "item", "product", "subject", "label", "headline"]),
        (
            .prose,
            [
                "explanation", "answer", "summary", "reason", "reasoning", "description", "reply", "response", "output",
                "result", "conclusion", "comment", "detail", "rationale", "thought", "solution",
            ]
        ),
        (.dictated, ["text", "message", "body", "content", "note", "input"]),
    ]
}
