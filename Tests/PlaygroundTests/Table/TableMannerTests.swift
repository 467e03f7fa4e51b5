import JSON
import Testing

@testable import Playground

@Suite("What a person changes of a table")
struct TableMannerTests {
    private let columns = TableSamples.columns

    private func shown(_ manner: TableManner) -> [String] { manner.shown(columns).map(\.id.name) }

    @Test("Columns are chosen, moved and made wider, and put back at once")
    func changes() {
        var manner = TableManner()
        #expect(shown(manner) == ["name", "says", "tide", "depth", "berths"])
        manner.toggle(columns[5])
        manner.toggle(columns[2])
        #expect(shown(manner) == ["name", "says", "depth", "berths", "flag"])
        manner.move("berths", by: -2, among: columns)
        #expect(shown(manner) == ["name", "says", "berths", "depth", "flag"])
        manner.resize("says", from: 20, by: 4)
        #expect(manner.width(of: columns[1]) == .fixed(24))
        manner.resize("says", from: 1, by: -4)
        #expect(manner.width(of: columns[1]) == .fixed(1))
        manner.reset()
        #expect(manner == TableManner())
    }

    @Test("A table never loses its last column")
    func keepsOne() {
        var manner = TableManner()
        for column in columns where column.isShown { manner.toggle(column) }
        #expect(shown(manner) == ["name"])
    }

    @Test("Sorting by a column goes one way, then the other, then back to the table's own order")
    func sorts() {
        var manner = TableManner()
        manner.sort(by: "depth", isDescendingFirst: true)
        #expect(manner.sort == TableManner.Sort("depth", isDescending: true))
        manner.sort(by: "depth", isDescendingFirst: true)
        #expect(manner.sort == TableManner.Sort("depth", isDescending: false))
        manner.sort(by: "name", isDescendingFirst: false)
        #expect(manner.sort == TableManner.Sort("name", isDescending: false))
        manner.sort(by: "name", isDescendingFirst: false)
        manner.sort(by: "name", isDescendingFirst: false)
        #expect(manner.sort == nil)
    }

    @Test("The session keeps all of it, and a damaged part of it is left out")
    func remembers() throws {
        var manner = TableManner()
        manner.toggle(columns[5])
        manner.move("flag", by: -4, among: columns)
        manner.resize("tide", from: 8, by: 3)
        manner.sort(by: "depth", isDescendingFirst: true)
        #expect(TableManner(json: manner.json) == manner)
        #expect(TableManner(json: TableManner().json) == TableManner())
        let damaged = try JSONValue(
            parsing:
                #"{"order":[1,"tide"],"columns":[],"widths":{"tide":0,"says":99999,"name":12},"sort":{"column":3}}"#)
        let read = TableManner(json: damaged)
        #expect(read.order == ["tide"])
        #expect(read.widths == ["name": 12])
        #expect(read.sort == nil && read.choices.isEmpty)
    }
}
