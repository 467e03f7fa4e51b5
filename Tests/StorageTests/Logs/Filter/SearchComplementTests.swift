import GRDB
import Logbook
import Testing

@testable import Storage

@Suite("Logs without a word")
struct SearchComplementTests {
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

    @Test("a word with few matches is listed; words and phrases that are not complements, and long beginnings, are not")
    func listed() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("a"))
        let listed = try await store.database.read { db in
            try SearchComplements.listed(
                in: LogFilter([
                    LogTerm(.word("fl"), isComplement: true), LogTerm(.word("ha")),
                    LogTerm(.word("harbour"), isComplement: true),
                    LogTerm(.phrase("floods first"), isComplement: true),
                ]), db)
        }
        let expected = [SearchPattern(beginning: "fl")?.text, SearchPattern(phrase: "floods first")?.text]
        #expect(listed == Set(expected.compactMap(\.self)))
    }
}
