import Testing

@testable import TextUI

@Suite struct SixelImageTests {
    /// An image of `width × height` pixels in so many cells.
    private func image(_ cells: Size, _ width: Int, _ height: Int, _ pixel: (Int, Int) -> [UInt8]) throws -> PixelImage
    {
        let rgba = (0..<height).flatMap { y in (0..<width).flatMap { x in pixel(x, y) } }
        let text =
            "\u{1B}_Ga=T,f=32,s=\(width),v=\(height),c=\(cells.width),r=\(cells.height),m=0;" + base64(rgba)
            + "\u{1B}\\"
        return try PixelImage(readingKitty: text, size: cells)
    }

    private func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for at in stride(from: 0, to: bytes.count, by: 3) {
            let part = Array(bytes[at..<min(at + 3, bytes.count)])
            let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for place in 0..<4 {
                text.append(place <= part.count ? letters[bits >> (18 - 6 * place) & 63] : "=")
            }
        }
        return text
    }

    /// Reads sixels as a terminal does: rows of percentages, nil where nothing is painted.
    private func decoded(_ strip: String) throws -> [[[Int]?]] {
        var body = Substring(strip)
        let head = try #require(body.prefixMatch(of: /\u{1B}P0;1;0q"1;1;(\d+);(\d+)/))
        let (width, height) = (try #require(Int(head.1)), try #require(Int(head.2)))
        body = body[head.range.upperBound...]
        var pixels = [[[Int]?]](repeating: [[Int]?](repeating: nil, count: width), count: height)
        var colors: [Int: [Int]] = [:]
        var (x, y, color) = (0, 0, [Int]())
        while !body.isEmpty, body != "\u{1B}\\" {
            if let match = body.prefixMatch(of: /#(\d+);2;(\d+);(\d+);(\d+)/) {
                colors[try #require(Int(match.1))] = [match.2, match.3, match.4].compactMap { Int($0) }
                body = body[match.range.upperBound...]
            } else if let match = body.prefixMatch(of: /#(\d+)/) {
                let number = try #require(Int(match.1))
                color = try #require(colors[number])
                body = body[match.range.upperBound...]
            } else if let match = body.prefixMatch(of: /(?:!(\d+))?([?-~])/) {
                let mask = Int(try #require(match.2.utf8.first)) - 63
                for _ in 0..<(match.1.flatMap { Int($0) } ?? 1) {
                    for bit in 0..<6 where mask & 1 << bit != 0 { pixels[y + bit][x] = color }
                    x += 1
                }
                body = body[match.range.upperBound...]
            } else {
                let sign = body.removeFirst()
                x = 0
                if sign == "-" { y += 6 } else { #expect(sign == "$") }
            }
        }
        return pixels
    }

    @Test("few colours come back exactly, row of cells by row of cells, whatever the height of a cell")
    func exact() throws {
        let colors: [[UInt8]] = [[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255], [255, 255, 255, 255]]
        for cell in [Size(width: 8, height: 16), Size(width: 10, height: 20), Size(width: 7, height: 13)] {
            let image = try image(Size(width: 3, height: 2), 3 * cell.width, 2 * cell.height) { x, y in
                colors[(x / 5 + y / 3) % 4]
            }
            let sixels = SixelImage(image, cell: cell)
            for row in 0..<2 {
                let pixels = try decoded(sixels.strip(row: row, columns: 0..<3))
                #expect(pixels.count == cell.height && pixels[0].count == 3 * cell.width)
                for y in 0..<cell.height {
                    for x in 0..<(3 * cell.width) {
                        let color = colors[(x / 5 + (row * cell.height + y) / 3) % 4]
                        #expect(pixels[y][x] == color.prefix(3).map { $0 == 255 ? 100 : 0 })
                    }
                }
            }
        }
    }

    @Test("some columns of a row are those of the whole row")
    func columns() throws {
        let cell = Size(width: 10, height: 20)
        let image = try image(Size(width: 6, height: 1), 60, 20) { x, y in [UInt8(x * 4), UInt8(y * 12), 128, 255] }
        let sixels = SixelImage(image, cell: cell)
        let whole = try decoded(sixels.strip(row: 0, columns: 0..<6))
        let part = try decoded(sixels.strip(row: 0, columns: 2..<5))
        #expect(part.map { $0 } == whole.map { Array($0[20..<50]) })
    }

    @Test("transparent pixels are not painted; an image of nothing else paints nothing")
    func transparent() throws {
        let cell = Size(width: 4, height: 6)
        let half = try image(Size(width: 2, height: 1), 8, 6) { x, _ in [9, 9, 9, x < 4 ? 255 : 0] }
        let pixels = try decoded(SixelImage(half, cell: cell).strip(row: 0, columns: 0..<2))
        #expect(pixels.allSatisfy { $0[..<4].allSatisfy { $0 != nil } && $0[4...].allSatisfy { $0 == nil } })
        let none = try image(Size(width: 1, height: 1), 4, 6) { _, _ in [0, 0, 0, 0] }
        #expect(
            try decoded(SixelImage(none, cell: cell).strip(row: 0, columns: 0..<1)).joined().allSatisfy { $0 == nil })
    }

    @Test("an image of many colours keeps near to each of them with the 254 that there are")
    func many() throws {
        let cell = Size(width: 16, height: 16)
        let image = try image(Size(width: 16, height: 16), 256, 256) { x, y in
            [UInt8(x), UInt8(y), UInt8((x + y) / 2), 255]
        }
        let sixels = SixelImage(image, cell: cell)
        var (worst, sum) = (0, 0)
        for row in 0..<16 {
            for (y, line) in try decoded(sixels.strip(row: row, columns: 0..<16)).enumerated() {
                for (x, pixel) in line.enumerated() {
                    let wanted = [x, row * 16 + y, (x + row * 16 + y) / 2]
                    let got = try #require(pixel).map { $0 * 255 / 100 }
                    let distance = zip(wanted, got).map { abs($0 - $1) }.max() ?? 0
                    worst = max(worst, distance)
                    sum += distance
                }
            }
        }
        #expect(worst < 48 && sum / 65_536 < 12)
    }

    @Test("pixels are spread to the size of the cells without a jump")
    func scaled() throws {
        let image = try image(Size(width: 2, height: 1), 2, 1) { x, _ in
            x == 0 ? [0, 0, 0, 255] : [255, 255, 255, 255]
        }
        let pixels = try decoded(SixelImage(image, cell: Size(width: 8, height: 6)).strip(row: 0, columns: 0..<2))
        let greys = pixels[0].compactMap { $0?[0] }
        #expect(greys.first == 0 && greys.last == 100 && greys == greys.sorted())
        #expect(zip(greys, greys.dropFirst()).allSatisfy { $1 - $0 <= 20 })
    }
}
