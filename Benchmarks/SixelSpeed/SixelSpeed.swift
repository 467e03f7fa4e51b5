import TextUI

/// Milliseconds, medians: an image made ready as sixels, which happens beside the frames, and one row of its cells written,
/// which happens between them. `SixelSpeed COLUMNS ROWS TIMES`.
@main enum SixelSpeed {
    static func main() throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let size = Size(width: numbers.first ?? 60, height: numbers.dropFirst().first ?? 12)
        let times = numbers.dropFirst(2).first ?? 15
        let image = try PixelImage(readingKitty: photo(size), size: size)
        let cell = Size(width: 10, height: 20)
        var (making, writing) = ([Double](), [Double]())
        var bytes = 0
        for _ in 0..<times {
            let (sixels, seconds) = timed { SixelImage(image, cell: cell) }
            making.append(seconds)
            bytes = 0
            for row in 0..<size.height {
                let (strip, seconds) = timed { sixels.strip(row: row, columns: 0..<size.width) }
                writing.append(seconds)
                bytes += strip.utf8.count
            }
        }
        print(median(making), median(writing), bytes / size.height)
    }

    /// As chafa writes it, 8 × 16 pixels a cell: soft shapes with some noise, as photographs have.
    private static func photo(_ size: Size) -> String {
        let (width, height) = (size.width * 8, size.height * 16)
        var noise: UInt32 = 1
        var rgba: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                noise = noise &* 1_664_525 &+ 1_013_904_223
                let grain = Int(noise >> 29)
                rgba += [
                    UInt8(min(255, x * 200 / width + grain)), UInt8(min(255, y * 200 / height + grain)),
                    UInt8(min(255, (x * x + y * y) / 900 % 200 + grain)), 255,
                ]
            }
        }
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for at in stride(from: 0, to: rgba.count / 3 * 3, by: 3) {
            let bits = Int(rgba[at]) << 16 | Int(rgba[at + 1]) << 8 | Int(rgba[at + 2])
            for shift in [18, 12, 6, 0] { text.append(letters[bits >> shift & 63]) }
        }
        let rest = rgba.count % 3
        if rest > 0 {
            let last = rgba.suffix(rest)
            let bits = last.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - rest))
            for place in 0..<4 {
                text.append(place <= rest ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return "\u{1B}_Ga=T,f=32,s=\(width),v=\(height),m=0;" + String(decoding: text, as: UTF8.self) + "\u{1B}\\"
    }

    private static func timed<T>(_ work: () -> T) -> (T, Double) {
        let start = ContinuousClock.now
        let result = work()
        let elapsed = (ContinuousClock.now - start).components
        return (result, Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15)
    }

    private static func median(_ values: [Double]) -> Double {
        (values.sorted()[values.count / 2] * 1000).rounded() / 1000
    }
}
