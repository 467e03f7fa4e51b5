/// Finds the places that a message names.
struct PlaceNames {
    private let words: [Word]

    init(_ words: [Word]) {
        self.words = words
    }

    private static let prepositions: Set<String> = ["in", "at", "for", "of", "near", "around", "to", "from", "between"]
    /// After these a name may be written in lower case.
    private static let firmPrepositions: Set<String> = ["in", "near", "around"]
    /// Words that end a list of places, or are none.
    private static let stops: Set<String> = Words.fillers.subtracting(["both", "the", "and", "or"]).union([
        "today", "tonight", "tomorrow", "yesterday", "right", "currently", "next", "week", "weekend", "morning",
        "evening", "afternoon", "night", "weather", "temperature", "forecast", "celsius", "fahrenheit", "metric",
        "imperial", "kelvin", "degrees", "general", "json", "english", "french", "german", "spanish", "detail",
        "minutes", "hours", "days", "time", "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "particular", "case", "fact", "front", "mind", "bed", "order", "return", "advance",
        "addition", "total", "world", "city",
    ])
    private static let countries: Set<String> = [
        "france", "germany", "italy", "spain", "uk", "england", "scotland", "ireland", "usa", "us", "america", "canada",
        "japan", "china", "india", "brazil", "australia", "mexico", "texas", "california", "florida", "illinois",
        "massachusetts", "washington", "ontario", "netherlands", "switzerland", "austria", "portugal", "greece",
        "turkey",
        "norway", "sweden", "denmark", "finland", "poland", "egypt", "argentina",
    ]

    /// Every place: those after a preposition, else capitalised names.
    var all: [String] {
        let told = after(Self.prepositions)
        if !told.isEmpty { return told }
        let named = capitalised
        if !named.isEmpty || words.count > 4 { return named }
        // "weather boston"
        let bare = words.filter { isPart($0, lowerCase: true) && !$0.lower.hasSuffix("ing") }.map(\.bare)
        return bare.isEmpty || bare.count == words.count ? [] : [titled(bare)]
    }

    /// Every place that may be meant by a property's name: a `country` is not a town.
    func named(_ name: String) -> [String] {
        let word = Words.ofIdentifier(name).last ?? ""
        guard ["country", "state", "region"].contains(word) else { return all }
        return words.map(\.bare).filter { Self.countries.contains($0.lowercased()) && $0.first?.isUppercase == true }
    }

    /// The places after one of `prepositions`.
    func after(_ prepositions: Set<String>) -> [String] {
        var places: [String] = []
        var index = 0
        while index < words.count {
            defer { index += 1 }
            guard prepositions.contains(words[index].lower) else { continue }
            let isFirm = Self.firmPrepositions.contains(words[index].lower) || prepositions.count < 4
            let (found, end) = list(from: index + 1, lowerCase: isFirm)
            places += found
            if !found.isEmpty { index = max(index, end - 1) }
        }
        return unique(places)
    }

    /// The name before "to", where nothing says "from": `Paris to London`, `100 USD to EUR`.
    var beforeTo: [String] {
        guard let to = words.firstIndex(where: { $0.lower == "to" }), to > 0, isPart(words[to - 1], lowerCase: false)
        else { return [] }
        return [words[to - 1].bare]
    }

    private var capitalised: [String] {
        var places: [String] = []
        var index = 0
        while index < words.count {
            let (found, end) = list(from: index, lowerCase: false)
            let isOpening = index == 0 && found.count == 1 && Words.questionWords.contains(words[0].lower)
            if !isOpening { places += found }
            index = max(index + 1, end)
        }
        return unique(places)
    }

    /// Reads `both Boston AND London`, `New York, London, and Tokyo`, `san francisco and paris`.
    private func list(from start: Int, lowerCase: Bool) -> (places: [String], end: Int) {
        var places: [String] = []
        var current: [String] = []
        var index = start
        func close() {
            if !current.isEmpty { places.append(titled(current)) }
            current = []
        }
        while index < words.count {
            let word = words[index]
            let isFirst = index == start
            if !isFirst, word.startsSentence { break }
            if ["and", "or", "&", "und", "et", "with", "vs", "versus"].contains(word.lower) {
                guard index + 1 < words.count, isPart(words[index + 1], lowerCase: lowerCase) else { break }
                close()
            } else if ["both", "the"].contains(word.lower), current.isEmpty {
                index += 1
                continue
            } else if isPart(word, lowerCase: lowerCase) {
                if !isFirst, word.followsComma {
                    if let last = current.last ?? places.last, isRegion(word), !last.contains(",") {
                        if current.isEmpty, let place = places.popLast() { current = [place] }
                        let (name, region) = (titled(current), word.bare)
                        places.append(name + ", " + region)
                        current = []
                        index += 1
                        continue
                    }
                    close()
                } else if !isFirst, word.before != " ", !current.isEmpty {
                    break
                }
                current.append(word.bare)
            } else {
                break
            }
            index += 1
        }
        close()
        return (places, index)
    }

    private func isPart(_ word: Word, lowerCase: Bool) -> Bool {
        guard !Self.stops.contains(word.lower), word.text.first?.isLetter == true, !word.text.contains("_"),
            !word.text.contains("@")
        else { return false }
        return word.isCapitalised || lowerCase
    }

    /// `CA`, `France`: belongs to the name before the comma.
    private func isRegion(_ word: Word) -> Bool {
        word.text.count == 2 && word.text.allSatisfy(\.isUppercase) || Self.countries.contains(word.lower)
    }

    private func titled(_ parts: [String]) -> String {
        parts.map { part in
            part.contains(where: \.isUppercase) ? part : part.prefix(1).uppercased() + part.dropFirst()
        }
        .joined(separator: " ")
    }

    private func unique(_ places: [String]) -> [String] {
        var seen: Set<String> = []
        return places.filter { seen.insert($0.lowercased()).inserted }
    }

    /// Whether people there measure in Fahrenheit and miles.
    static func isAmerican(_ place: String) -> Bool {
        let name = place.lowercased()
        let city = name.split(separator: ",").first.map(String.init) ?? name
        let region = name.split(separator: ",").last?.split(separator: " ").joined(separator: " ") ?? ""
        return cities.contains(city)
            || ["usa", "us", "texas", "california", "florida", "illinois", "ca", "ny", "tx", "ma"]
                .contains(region)
    }

    private static let cities: Set<String> = [
        "atlanta", "austin", "baltimore", "boston", "charlotte", "chicago", "cleveland", "columbus", "dallas", "denver",
        "detroit", "honolulu", "houston", "las vegas", "los angeles", "memphis", "miami", "minneapolis", "nashville",
        "new orleans", "new york", "new york city", "orlando", "philadelphia", "phoenix", "pittsburgh", "portland",
        "sacramento", "salt lake city", "san antonio", "san diego", "san francisco", "san jose", "seattle", "tampa",
        "washington",
    ]
}
