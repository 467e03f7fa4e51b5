/// An image as sixels, six pixels of a column in one character (DEC's VT340, and many terminals since), row of cells by row
/// of cells: a row can be written by itself, so that scrolling and layers need not know of pixels.
package struct SixelImage: Sendable {
    /// Opacity from which a pixel is drawn.
    static let opaque: UInt8 = 128
    private static let transparent: UInt8 = 255

    /// Columns and rows of cells.
    package let size: Size
    /// Pixels of a cell.
    private let cell: Size
    private let table: ColorTable
    /// The colour's number of each pixel, row by row.
    private let numbers: [UInt8]

    private var width: Int { size.width * cell.width }

    /// The image in the pixels of its cells.
    ///
    /// - Parameter cell: the pixels of one cell at the terminal.
    package init(_ image: PixelImage, cell: Size) {
        size = image.size
        self.cell = cell
        let scaled = Self.scaled(image, width: size.width * cell.width, height: size.height * cell.height)
        table = ColorTable(of: scaled, limit: 254)
        var numbers = [UInt8](repeating: Self.transparent, count: scaled.count / 4)
        for pixel in numbers.indices where scaled[pixel * 4 + 3] >= Self.opaque {
            numbers[pixel] = table.number(
                red: scaled[pixel * 4], green: scaled[pixel * 4 + 1], blue: scaled[pixel * 4 + 2])
        }
        self.numbers = numbers
    }

    /// One row of cells, or some columns of it, as a terminal takes it where the cursor stands.
    package func strip(row: Int, columns: Range<Int>) -> String {
        let (left, right) = (columns.lowerBound * cell.width, columns.upperBound * cell.width)
        var used = [Bool](repeating: false, count: 256)
        var data: [UInt8] = []
        for top in stride(from: 0, to: cell.height, by: 6) {
            if top > 0 { data.append(UInt8(ascii: "-")) }
            let lines = (row * cell.height + top)..<(row * cell.height + min(top + 6, cell.height))
            appendBand(lines, left..<right, &used, &data)
        }
        var text = "\u{1B}P0;1;0q\"1;1;\(right - left);\(cell.height)"
        for (number, color) in table.colors.enumerated() where used[number] {
            let (red, green, blue) = (Self.percent(color.red), Self.percent(color.green), Self.percent(color.blue))
            text += "#\(number);2;\(red);\(green);\(blue)"
        }
        return text + String(decoding: data, as: UTF8.self) + "\u{1B}\\"
    }

    /// Six lines of pixels. Each colour writes its own pixels, one colour after the other over the same place.
    private func appendBand(_ lines: Range<Int>, _ columns: Range<Int>, _ used: inout [Bool], _ data: inout [UInt8]) {
        let width = columns.count
        // For each colour of these lines: its number, the pixels in each column, and where it begins and ends.
        var places = [Int](repeating: -1, count: 256)
        var colors: [(number: Int, masks: [UInt8], first: Int, last: Int)] = []
        for (bit, line) in lines.enumerated() {
            let start = line * self.width + columns.lowerBound
            for x in 0..<width {
                let number = Int(numbers[start + x])
                guard number != Int(Self.transparent) else { continue }
                if places[number] < 0 {
                    places[number] = colors.count
                    colors.append((number, [UInt8](repeating: 0, count: width), x, x))
                }
                let place = places[number]
                colors[place].masks[x] |= 1 << UInt8(bit)
                colors[place].first = min(colors[place].first, x)
                colors[place].last = max(colors[place].last, x)
            }
        }
        for (index, color) in colors.enumerated() {
            if index > 0 { data.append(UInt8(ascii: "$")) }
            used[color.number] = true
            data += Array("#\(color.number)".utf8)
            Self.append(0, times: color.first, &data)
            var x = color.first
            while x <= color.last {
                let mask = color.masks[x]
                var end = x + 1
                while end <= color.last, color.masks[end] == mask { end += 1 }
                Self.append(mask, times: end - x, &data)
                x = end
            }
        }
    }

    private static func append(_ mask: UInt8, times: Int, _ data: inout [UInt8]) {
        let character = mask + 63
        if times > 3 {
            data += Array("!\(times)".utf8)
            data.append(character)
        } else {
            data += [UInt8](repeating: character, count: max(0, times))
        }
    }

    private static func percent(_ value: UInt8) -> Int { (Int(value) * 100 + 127) / 255 }

    /// The pixels in another size, each between its four neighbours; opacity is that of the nearest.
    private static func scaled(_ image: PixelImage, width: Int, height: Int) -> [UInt8] {
        if width == image.width, height == image.height { return image.rgba }
        var scaled = [UInt8](repeating: 0, count: width * height * 4)
        let across = (0..<width).map { neighbours($0, of: width, in: image.width) }
        for y in 0..<height {
            let (above, below, down) = neighbours(y, of: height, in: image.height)
            for x in 0..<width {
                let (left, right, part) = across[x]
                let (first, second) = ((above * image.width + left) * 4, (above * image.width + right) * 4)
                let (third, fourth) = ((below * image.width + left) * 4, (below * image.width + right) * 4)
                let to = (y * width + x) * 4
                for channel in 0..<3 {
                    let upper =
                        Int(image.rgba[first + channel]) * (256 - part) + Int(image.rgba[second + channel]) * part
                    let lower =
                        Int(image.rgba[third + channel]) * (256 - part) + Int(image.rgba[fourth + channel]) * part
                    scaled[to + channel] = UInt8((upper * (256 - down) + lower * down) >> 16)
                }
                let nearest = down < 128 ? (part < 128 ? first : second) : part < 128 ? third : fourth
                scaled[to + 3] = image.rgba[nearest + 3]
            }
        }
        return scaled
    }

    /// The two source pixels that a place lies between, and the distance from the first, in 256ths.
    private static func neighbours(_ place: Int, of count: Int, in source: Int) -> (Int, Int, Int) {
        let exact = max(0, (2 * place + 1) * source * 128 / count - 128)
        let first = min(exact >> 8, source - 1)
        return (first, min(first + 1, source - 1), exact & 255)
    }
}
