/// The two lists of the search. A log has the same row in both (``SearchPlace``).
enum SearchTable: String, Sendable {
    /// The words, with their places in the texts, so that words in a row are found.
    case words = "logTerms"
    /// The first letter and the first two letters of each word.
    ///
    /// FTS5 would merge the lists of all words that begin so. Its own lists of beginnings (`prefix`) have the places of the words, too, and
    /// are longer than the list of words; these take a third of that.
    case beginnings = "logBeginnings"

    static let all = [SearchTable.words, .beginnings]

    /// The longest beginning in the list, in letters.
    static let listedLetters = 2

    /// What stands before a beginning in the list: whether it was answered or asked.
    static let answered: Character = "a"
    static let asked: Character = "q"
}
