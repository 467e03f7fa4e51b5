package import Prompts

/// A filter that a person gave a name. `@name` stands for it wherever a filter is taken.
package struct SavedFilter: Sendable, Hashable {
    /// The name, without `@`.
    package var name: String
    /// The filter's text, as it was typed.
    package var text: String

    /// A filter under a name.
    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// Throws where a text is no name of a filter.
    package static func check(name: String) throws(FieldError) {
        let isName =
            name.first?.isLetter == true && name.count <= 64
            && name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        guard isName else {
            throw FieldError(
                message:
                    "'\(name)' cannot name a filter: a name starts with a letter and has letters, digits, - and _, "
                    + "64 at most")
        }
    }
}

extension SavedFilter {
    /// Whether the filter names another one.
    package func names(_ name: String) -> Bool { !Self.uses(of: name, in: text).isEmpty }

    /// The filter with another name in the place of the one that it names.
    package func renaming(_ name: String, to new: String) -> SavedFilter {
        var text = text
        for range in Self.uses(of: name, in: text).reversed() { text.replaceSubrange(range, with: new) }
        return SavedFilter(name: self.name, text: text)
    }

    /// Where a text names a saved filter, without the `@`: a term by itself, or behind a `-`, outside of quotes.
    private static func uses(of name: String, in text: String) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        var place = text.startIndex
        while place < text.endIndex {
            guard !text[place].isWhitespace else {
                place = text.index(after: place)
                continue
            }
            let start = place
            var isQuoted = false
            while place < text.endIndex, isQuoted || !text[place].isWhitespace {
                if text[place] == "\\" {
                    place = text.index(after: place)
                    if place == text.endIndex { break }
                } else if text[place] == "\"" {
                    isQuoted.toggle()
                }
                place = text.index(after: place)
            }
            let term = text[start..<place]
            let own = term.first == "-" ? term.dropFirst() : term
            if own.first == "@", own.dropFirst() == name { found.append(own.index(after: own.startIndex)..<place) }
        }
        return found
    }
}

/// Stores filters by their names.
package protocol SavedFilterStore: Sendable {
    /// All saved filters, sorted by name.
    func savedFilters() async throws -> [SavedFilter]
    /// Keeps a filter under its name, in the place of one that has the name already.
    ///
    /// - Throws: ``FieldError`` for what is no name.
    func save(_ filter: SavedFilter) async throws
    /// Gives a filter another name, also in the filters that name it.
    ///
    /// - Throws: ``FieldError`` if there is no such filter, or if the name is taken or none.
    func renameFilter(_ name: String, to new: String) async throws
    /// - Throws: ``FieldError`` if there is no such filter.
    func removeFilter(_ name: String) async throws
}

extension [SavedFilter] {
    /// The text of the filter with a name.
    ///
    /// - Throws: ``FieldError`` that names the nearest one, or how to save one.
    package func text(named name: String) throws(FieldError) -> String {
        if let found = first(where: { $0.name == name }) { return found.text }
        throw Self.missing(name, among: map(\.name))
    }

    /// Why nothing is saved under a name.
    package static func missing(_ name: String, among names: [String]) -> FieldError {
        let nearest = Spelling.nearest(to: name, among: names).map { "did you mean '@\($0)'?" }
        let advice =
            names.isEmpty
            ? "none is saved; `etude logs filters save NAME FILTER` saves one"
            : "saved are \(names.map { "@" + $0 }.joined(separator: ", "))"
        return FieldError(message: "no filter is saved as '@\(name)'; \(nearest ?? advice)")
    }
}
