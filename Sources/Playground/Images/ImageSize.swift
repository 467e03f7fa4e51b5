package import Prompts
package import TextUI

/// The size of images in cells.
package enum ImageSize {
    /// The most columns. Kitty's placeholders could count more, but nobody needs so many.
    private static let widest = 200
    private static let highest = 100

    /// The largest size within `room` that keeps the proportions, with cells twice as high as wide. A small image is
    /// not enlarged beyond one column for two pixels.
    ///
    /// - Returns: nil if there is no room, or if the size is not known.
    package static func fitting(_ facts: ImageFacts, in room: Size) -> Size? {
        let (width, height) = (facts.width, facts.height)
        guard width > 0, height > 0, room.width > 0, room.height > 0 else { return nil }
        let most = Size(
            width: min(room.width, widest, max(1, (width + 1) / 2)),
            height: min(room.height, highest, max(1, (height + 3) / 4)))
        let columns = (2 * most.height * width + height / 2) / height
        if columns <= most.width { return Size(width: max(1, columns), height: most.height) }
        let rows = (most.width * height + width) / (2 * width)
        return Size(width: most.width, height: min(most.height, max(1, rows)))
    }
}
