import GRDB
import Logbook
import Testing

@testable import Storage

@Suite("Logs without a word")
struct ListedSearchTests {
    @Test("they are the same whether the matches are listed or each log is asked, and a word's own logs are the others")
    func bothWays() async throws {
        let store = try Store.inMemory()
        var random = RandomLogs(numbers: .init(seed: 11))
        for number in 0..<80 { try await store.insert(try random.log(number)) }
        for text in ["f", "fl", "flo", "潮", "Brest", "zzz"] {
            let pattern = try #require(SearchPattern(beginning: text)?.text)
            try await store.database.read { db in
                func ids(_ sql: FilterSQL, isComplement: Bool) throws -> Set<String> {
                    let term = LogTerm(.word(text), isComplement: isComplement)
                    let piece = try #require(sql.condition(term))
                    return try Set(
                        String.fetchAll(
                            db, sql: "SELECT id FROM log WHERE \(piece.sql)",
                            arguments: StatementArguments(piece.arguments)))
                }
                let asked = try ids(FilterSQL(), isComplement: true)
                #expect(try ids(FilterSQL(listed: [pattern]), isComplement: true) == asked)
                let with = try ids(FilterSQL(), isComplement: false)
                #expect(with.isDisjoint(with: asked) && with.count + asked.count == 80)
            }
        }
    }

    @Test(
        "a word with few matches is listed where rows are tested for it; long beginnings are not, and words by themselves are not"
    )
    func listed() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("a"))
        let model = LogTerm(.field(.model, [.text(LogPattern(exactly: "gpt-4o"))]))
        let words = [
            LogTerm(.word("fl"), isComplement: true), LogTerm(.word("ha")),
            LogTerm(.word("harbour"), isComplement: true), LogTerm(.phrase("floods first"), isComplement: true),
        ]
        let (listed, tested, alone) = try await store.database.read { db in
            (
                try ListedSearches.expressions(in: LogFilter(words), db),
                try ListedSearches.expressions(in: LogFilter([LogTerm(.word("ha")), model]), db),
                try ListedSearches.expressions(in: LogFilter([LogTerm(.word("ha")), LogTerm(.word("fl"))]), db)
            )
        }
        let (fl, ha) = (SearchPattern(beginning: "fl"), SearchPattern(beginning: "ha"))
        let expected = [fl, ha, SearchPattern(phrase: "floods first")].compactMap { $0?.text }
        #expect(listed == Set(expected))
        #expect(tested == Set([ha?.text].compactMap(\.self)))
        #expect(alone.isEmpty)
    }
}
