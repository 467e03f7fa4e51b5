/// What a message says that an argument could be: places, people, dates, numbers, names of things.
struct MessageFacts {
    let words: [Word]
    let text: String

    init(_ text: String) {
        self.init(words: Words.of(text), text: String(text.prefix(Words.horizon)))
    }

    init(_ clause: Clause) {
        self.init(words: clause.words, text: clause.text)
    }

    private init(words: [Word], text: String) {
        self.words = words
        self.text = text
    }

    /// What the message says about `kind`, in order; empty when nothing.
    func values(for kind: PropertyKind, name: String = "") -> [String] {
        switch kind {
        case .place: PlaceNames(words).named(name)
        case .origin: first(PlaceNames(words).after(["from"]), PlaceNames(words).beforeTo)
        case .destination: first(PlaceNames(words).after(["to", "towards", "into"]), values(for: .email))
        case .person: people
        case .identifier: identifiers
        case .email: words.map(\.text).filter { $0.contains("@") && $0.contains(".") }
        case .url: words.map(\.text).filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
        case .date: dates
        case .time: times
        case .symbol: symbols
        case .title: [quoted.first ?? eventName].compactMap(\.self)
        case .query: [queryText].filter { !$0.isEmpty }
        case .expression: [LinearEquation.formula(in: text)].compactMap(\.self)
        case .dictated: [dictated ?? quoted.first].compactMap(\.self)
        case .language: words.map(\.text).filter { Self.languages.contains($0.lowercased()) }
        case .quantity: numbers.map(\.text)
        case .unit, .prose, .other: named(name).map { [$0] } ?? []
        }
    }

    private func first(_ values: [String], _ others: [String]) -> [String] {
        values.isEmpty ? others : values
    }

    /// What stands in quotation marks.
    var quoted: [String] {
        var found: [String] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { "\"“«`".contains($0) }) {
            let closing: Character = ["“": "”", "«": "»"][rest[open]] ?? rest[open]
            let inner = rest[rest.index(after: open)...]
            guard let close = inner.firstIndex(of: closing) else { break }
            if open != close, !inner[..<close].isEmpty { found.append(String(inner[..<close])) }
            rest = inner[inner.index(after: close)...]
        }
        return found.isEmpty ? singlyQuoted : found
    }

    /// `'good morning'`, but not `it's` or `Luigi's`.
    private var singlyQuoted: [String] {
        guard let open = Substrings.range(of: " '", in: text) else { return [] }
        let inner = text[open.upperBound...]
        guard let close = inner.firstIndex(of: "'"), close != inner.startIndex else { return [] }
        let after = inner[inner.index(after: close)...].first
        return after.map(\.isLetter) == true ? [] : [String(inner[..<close])]
    }

    /// The items of "add milk, bread and eggs to my list".
    var listed: [String] {
        let marks: Set<String> = ["add", "buy", "with", "include", "including", "containing", "tags", "items", "need"]
        let ends: Set<String> = ["to", "on", "in", "from", "for", "by", "please", "as", "into"]
        guard let mark = words.firstIndex(where: { marks.contains($0.lower) }) else { return [] }
        var (items, current): ([String], [String]) = ([], [])
        for word in words[(mark + 1)...] {
            if ends.contains(word.lower) || word.before.contains(where: { ".?!;\n".contains($0) }) { break }
            if word.lower == "and" || word.followsComma {
                if !current.isEmpty { items.append(current.joined(separator: " ")) }
                current = word.lower == "and" ? [] : [word.text]
            } else if !(current.isEmpty && ["a", "an", "the", "some"].contains(word.lower)) {
                current.append(word.text)
            }
        }
        if !current.isEmpty { items.append(current.joined(separator: " ")) }
        return items.count > 1 ? items : []
    }

    /// `order_12345`, `#12345`, `AB-17`; else plain numbers of three digits and more.
    var identifiers: [String] {
        let marked = words.map(\.text).filter { word in
            guard word.contains(where: \.isNumber), !word.contains(":"), !word.contains("@") else { return false }
            return word.hasPrefix("#") || word.contains("_") || isMixed(word)
        }
        let plain = words.map(\.text).filter { $0.count >= 3 && $0.allSatisfy(\.isNumber) }
        return (marked.isEmpty ? plain : marked).map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    }

    private func isMixed(_ word: String) -> Bool {
        guard word.first?.isLetter == true, word.contains("-") || word.count > 3 else { return false }
        return word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    }

    /// Numbers with their place among the words, number words included.
    var numbers: [(text: String, place: Int)] {
        words.enumerated().compactMap { index, word in
            let text = word.lower
            if let value = Self.numberWords[text] { return (String(value), index) }
            let bare = text.hasSuffix("%") ? String(text.dropLast()) : text
            guard bare.first.map({ $0.isNumber || $0 == "-" }) == true, Double(bare) != nil else { return nil }
            return (bare, index)
        }
    }

    var dates: [String] {
        var dates: [String] = []
        for (index, word) in words.enumerated() {
            let lower = word.lower
            let next = index + 1 < words.count ? words[index + 1].text : ""
            let previous = index > 0 ? words[index - 1].lower : ""
            if isISODate(lower) {
                dates.append(word.text)
            } else if Self.weekdays.contains(lower) {
                dates.append(previous == "next" || previous == "this" ? previous + " " + word.text : word.text)
            } else if ["today", "tomorrow", "tonight", "yesterday"].contains(lower) {
                dates.append(lower)
            } else if previous == "next", ["week", "month", "year"].contains(lower) {
                dates.append("next " + lower)
            } else if Self.months.contains(lower), word.isCapitalised {
                if next.first?.isNumber == true {
                    dates.append(word.text + " " + next)
                } else if previous.first?.isNumber == true {
                    dates.append(previous + " " + word.text)
                }
            }
        }
        return dates
    }

    private func isISODate(_ word: String) -> Bool {
        let parts = word.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
    }

    private var times: [String] {
        words.enumerated().compactMap { index, word in
            let lower = word.lower
            let next = index + 1 < words.count ? words[index + 1].lower : ""
            if lower.first?.isNumber == true, lower.contains(":"), !lower.contains("/") {
                return ["am", "pm"].contains(next) ? word.text + " " + next : word.text
            }
            if lower.first?.isNumber == true, lower.hasSuffix("am") || lower.hasSuffix("pm"), lower.count <= 4 {
                return word.text
            }
            if lower.allSatisfy(\.isNumber), ["am", "pm", "o'clock"].contains(next) { return word.text + " " + next }
            return ["noon", "midnight"].contains(lower) ? lower : nil
        }
    }

    /// Capitalised names that are neither dates nor the first word of a sentence that is no name.
    var people: [String] {
        names { index, word in
            !Self.weekdays.contains(word.lower) && !Self.months.contains(word.lower)
                && !["in", "at"].contains(index > 0 ? words[index - 1].lower : "")
        }
    }

    private var symbols: [String] {
        func isTicker(_ text: String) -> Bool {
            (2...5).contains(text.count) && text.allSatisfy { $0.isUppercase && $0.isASCII }
        }
        let found = names { _, word in word.text != "AND" }
            .flatMap {
                isTicker($0) || Self.tickers[$0.lowercased()] != nil ? [$0] : $0.split(separator: " ").map(String.init)
            }
        let certain = found.filter { isTicker($0) || Self.tickers[$0.lowercased()] != nil }
        return (certain.isEmpty ? found : certain).map { Self.tickers[$0.lowercased()] ?? $0.uppercased() }
    }

    /// Runs of capitalised words.
    private func names(_ accepts: (Int, Word) -> Bool) -> [String] {
        var names: [String] = []
        var previous: Int?
        for (index, word) in words.enumerated() {
            let isName = word.isCapitalised && !Words.fillers.contains(word.lower) && !Self.verbs.contains(word.lower)
            guard isName, accepts(index, word) else { continue }
            if previous == index - 1, word.before == " ", let last = names.popLast() {
                names.append(last + " " + word.bare)
            } else {
                names.append(word.bare)
            }
            previous = index
        }
        return names
    }

    /// `a science fair` in "are going to a science fair on Friday".
    private var eventName: String? {
        let ends: Set<String> = [
            "on", "at", "in", "with", "for", "from", "to", "by", "next", "this", "tomorrow", "tonight", "today", "and",
            "that", "who", "which", "is", "are", "was",
        ]
        for article in [["a", "an"], ["the"]] {
            guard let place = words.firstIndex(where: { article.contains($0.lower) }) else { continue }
            let phrase = words[(place + 1)...].prefix { !ends.contains($0.lower) && $0.before == " " }
            if !phrase.isEmpty { return phrase.prefix(5).map(\.text).joined(separator: " ") }
        }
        return nil
    }

    /// The matter of a question: "who won the super bowl" → "super bowl winner".
    private var queryText: String {
        if let first = quoted.first { return first }
        var kept = words.filter { !Words.fillers.contains($0.lower) && !Self.verbs.contains($0.lower) }.map(\.text)
        if words.contains(where: { $0.lower == "who" }),
            words.contains(where: { $0.lower == "won" || $0.lower == "wins" })
        {
            kept = kept.filter { !["won", "wins"].contains($0.lowercased()) } + ["winner"]
        }
        return kept.prefix(12).joined(separator: " ")
    }

    /// What comes after "saying" or a colon.
    private var dictated: String? {
        for mark in ["saying that ", "saying ", "that says ", ": "] {
            guard let found = Substrings.range(of: mark, in: text) else { continue }
            let rest = text[found.upperBound...]
            let said = rest.drop { $0.isWhitespace || "\"“".contains($0) }
            let end = said.lastIndex { !$0.isWhitespace && !"\"”".contains($0) }
            if let end { return String(said[...end]) }
        }
        return nil
    }

    /// What follows the name itself: "temperature 0.5", "colour: red", "size is large".
    private func named(_ name: String) -> String? {
        let wanted = Words.ofIdentifier(name).map(Words.stem)
        guard !wanted.isEmpty else { return nil }
        let stems = words.map { Words.stem($0.text) }
        for start in stems.indices where start + wanted.count < stems.count {
            guard Array(stems[start..<start + wanted.count]) == wanted else { continue }
            var next = start + wanted.count
            if ["is", "of", "to", "as", "was"].contains(words[next].lower), next + 1 < words.count { next += 1 }
            guard !Words.fillers.contains(words[next].lower), !Self.typeWords.contains(words[next].lower),
                !words[next].startsSentence || words[next].before.contains(":")
            else { continue }
            return words[next].bare
        }
        return nil
    }

    /// What the message is about, in its own words.
    var topic: String {
        var (best, run): ([String], [String]) = ([], [])
        for word in words {
            let counts =
                !Words.fillers.contains(word.lower) && !Self.verbs.contains(word.lower) && !word.lower.hasSuffix("ing")
                && word.text.contains(where: \.isLetter)
            if !counts || word.startsSentence || word.followsComma { run = [] }
            if counts { run.append(word.text) }
            if run.count > best.count, run.count <= 4 { best = run }
        }
        return best.joined(separator: " ")
    }

    /// Whether `word` occurs, alone.
    func mentions(_ word: String) -> Bool {
        let wanted = Words.of(word).map { Words.stem($0.text) }
        guard !wanted.isEmpty else { return false }
        let stems = words.map { Words.stem($0.text) }
        return stems.indices.contains { stems[$0...].starts(with: wanted) }
    }
}

extension MessageFacts {
    static let weekdays: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    static let languages: Set<String> = [
        "english", "french", "german", "spanish", "italian", "portuguese", "dutch", "japanese", "chinese", "korean",
        "russian", "arabic", "polish", "swedish", "turkish", "hindi", "latin",
    ]
    /// Words that name a type, where a message describes an object.
    private static let typeWords: Set<String> = [
        "string", "number", "integer", "boolean", "array", "list", "object", "text",
    ]
    private static let numberWords = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12, "twenty": 20, "hundred": 100,
    ]
    private static let tickers = [
        "apple": "AAPL", "google": "GOOGL", "alphabet": "GOOGL", "microsoft": "MSFT", "amazon": "AMZN", "tesla": "TSLA",
        "nvidia": "NVDA", "meta": "META", "netflix": "NFLX", "intel": "INTC",
    ]
    /// Words that begin a request and are no names.
    private static let verbs: Set<String> = [
        "add", "book", "calculate", "check", "compare", "compute", "convert", "create", "email", "extract", "find",
        "google", "look", "open", "order", "play", "remind", "schedule", "search", "send", "set", "solve", "summarise",
        "summarize", "translate", "turn", "write", "generate", "list", "describe", "explain", "return", "answer",
    ]
}
