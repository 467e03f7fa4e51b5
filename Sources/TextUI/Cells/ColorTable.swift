/// The colours of an image, few enough to be numbered: median cut over colours of five bits a channel.
struct ColorTable {
    /// Red, green and blue of each colour.
    private(set) var colors: [(red: UInt8, green: UInt8, blue: UInt8)] = []
    /// The number of the colour for each of the 32,768 that five bits a channel tell apart.
    private var numbers = [UInt8](repeating: 0, count: 1 << 15)

    /// A colour of five bits a channel, with the sums of all pixels that fall into it.
    private struct Bin {
        var place: Int
        var count = 0
        var sums = (red: 0, green: 0, blue: 0)

        func channel(_ index: Int) -> Int { place >> (5 * (2 - index)) & 31 }
    }

    /// - Parameters:
    ///   - rgba: four bytes a pixel; transparent ones count for nothing.
    ///   - limit: how many colours at the most.
    init(of rgba: [UInt8], limit: Int) {
        var bins = Self.bins(of: rgba)
        guard !bins.isEmpty else { return }
        var boxes = [0..<bins.count]
        // The box with most pixels times its longest side is cut at the median of that side.
        while boxes.count < limit, let next = Self.widest(boxes, bins) {
            let box = boxes[next.box]
            bins[box].sort { ($0.channel(next.channel), $0.place) < ($1.channel(next.channel), $1.place) }
            let half = bins[box].reduce(0) { $0 + $1.count } / 2
            var (cut, seen) = (box.lowerBound + 1, bins[box.lowerBound].count)
            while cut < box.upperBound - 1, seen < half {
                seen += bins[cut].count
                cut += 1
            }
            boxes[next.box] = box.lowerBound..<cut
            boxes.append(cut..<box.upperBound)
        }
        for (number, box) in boxes.enumerated() {
            var (count, red, green, blue) = (0, 0, 0, 0)
            for bin in bins[box] {
                count += bin.count
                red += bin.sums.red
                green += bin.sums.green
                blue += bin.sums.blue
                numbers[bin.place] = UInt8(number)
            }
            colors.append((UInt8(red / count), UInt8(green / count), UInt8(blue / count)))
        }
    }

    /// The number of the colour that stands for one of the image's.
    func number(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 { numbers[Self.place(red, green, blue)] }

    private static func place(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        Int(red >> 3) << 10 | Int(green >> 3) << 5 | Int(blue >> 3)
    }

    private static func bins(of rgba: [UInt8]) -> [Bin] {
        var bins = (0..<(1 << 15)).map { Bin(place: $0) }
        for at in stride(from: 0, to: rgba.count - 3, by: 4) where rgba[at + 3] >= SixelImage.opaque {
            let place = place(rgba[at], rgba[at + 1], rgba[at + 2])
            bins[place].count += 1
            bins[place].sums.red += Int(rgba[at])
            bins[place].sums.green += Int(rgba[at + 1])
            bins[place].sums.blue += Int(rgba[at + 2])
        }
        return bins.filter { $0.count > 0 }
    }

    /// The box to cut next, and by which channel; nil when every box is one colour.
    private static func widest(_ boxes: [Range<Int>], _ bins: [Bin]) -> (box: Int, channel: Int)? {
        var best: (box: Int, channel: Int, weight: Int)?
        for (index, box) in boxes.enumerated() where box.count > 1 {
            let count = bins[box].reduce(0) { $0 + $1.count }
            for channel in 0..<3 {
                var (low, high) = (31, 0)
                for bin in bins[box] {
                    low = min(low, bin.channel(channel))
                    high = max(high, bin.channel(channel))
                }
                let weight = (high - low) * count
                if high > low, weight > best?.weight ?? 0 { best = (index, channel, weight) }
            }
        }
        return best.map { ($0.box, $0.channel) }
    }
}
