import Testing

@testable import TextUI

@Suite("Lines in braille")
struct BrailleChartTests {
    private func chart(_ values: [Double?], width: Int, height: Int, in range: ClosedRange<Double> = 0...7) -> [String]
    {
        var chart = BrailleChart(size: Size(width: width, height: height))
        chart.draw(values, in: range)
        return chart.rows()
    }

    @Test("a rising line goes from the lower left to the upper right")
    func rising() {
        #expect(chart([0, 1, 2, 3, 4, 5, 6, 7], width: 4, height: 2) == ["  ⡠⠊", "⡠⠊  "])
    }

    @Test("a jump is joined, and a missing value is a gap")
    func joined() {
        #expect(chart([0, 7], width: 1, height: 2) == ["⢸", "⡇"])
        #expect(chart([0, 0, nil, nil, 0, 0], width: 3, height: 1) == ["⣀ ⣀"])
        #expect(chart([nil, .nan, .infinity], width: 3, height: 1) == ["   "])
    }

    @Test("several values on one column are its span, and what lies outside stands on the edge")
    func crowded() {
        #expect(chart([0, 7, 0, 7, 0, 7], width: 1, height: 2).map(\.count) == [1, 1])
        #expect(chart([-100, 100], width: 1, height: 1) == ["⡜"])
        #expect(chart([3, 3], width: 1, height: 1, in: 3...3) == ["⣀"])
    }

    @Test("two lines share their cells; without braille a cell is a star")
    func shared() {
        var chart = BrailleChart(size: Size(width: 2, height: 1))
        chart.draw([0, 0, 0, 0], in: 0...3)
        chart.draw([3, 3, 3, 3], in: 0...3)
        #expect(chart.rows() == ["⣉⣉"])
        #expect(chart.rows(ascii: true) == ["**"])
    }

    @Test("a chart without room, and a line without values, draw nothing")
    func empty() {
        #expect(chart([1, 2], width: 0, height: 3) == ["", "", ""])
        #expect(chart([1, 2], width: -1, height: -1).isEmpty)
        #expect(chart([], width: 2, height: 1) == ["  "])
    }
}
