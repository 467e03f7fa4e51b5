import Glibc
import TextUI

/// Puts images as sixels over the cells that stand for them.
///
/// ncurses knows nothing of pixels: in the cells of an image it writes blanks that differ from all others, so that it writes
/// them anew when the image goes or moves, which takes the pixels away. After a frame every row with a change gets its
/// pixels again.
@MainActor final class SixelScreen {
    /// A run of cells in a row that show a row of an image.
    private struct Run: Hashable {
        var point: Point
        var id: UInt8
        var row: Int
        var columns: Range<Int>
    }

    /// The pixels of a cell; nil where the terminal does not say, and then nothing is shown.
    var cell: Size? {
        didSet {
            guard cell != oldValue else { return }
            made = [:]
            order = []
        }
    }

    private let pixels: (UInt8) -> PixelImage?
    private let write: (String) -> Void
    /// By the serial of the image, the one used last at the end.
    private var made: [Int: SixelImage] = [:]
    private var order: [Int] = []
    private var making: Set<Int> = []
    private var outbox: [Run] = []
    private var isSendingLater = false
    private var shown: Frame?

    /// Images that are kept ready.
    private static let capacity = 24
    /// Pixels that a terminal takes side by side: xterm's own limit.
    private static let widest = 1_000
    /// Rows of images between two looks at the keys.
    private static let rowsAtOnce = 6

    init(pixels: @escaping (UInt8) -> PixelImage?, write: @escaping (String) -> Void) {
        self.pixels = pixels
        self.write = write
    }

    /// A frame is on the screen.
    ///
    /// - Parameter rows: those in which something was written.
    func drawn(_ frame: Frame, rows: Set<Int>) {
        shown = frame
        outbox.removeAll { rows.contains($0.point.y) }
        let columns = max(1, Self.widest / max(1, cell?.width ?? 1))
        // On the last row the terminal would scroll.
        for y in rows.sorted() where y < frame.size.height - 1 { outbox += Self.runs(in: y, of: frame, upTo: columns) }
        send()
    }

    /// Nothing of this terminal is ours any more.
    func forget() {
        outbox = []
        shown = nil
    }

    /// - Parameter columns: how many may be written at once.
    private static func runs(in y: Int, of frame: Frame, upTo columns: Int) -> [Run] {
        var runs: [Run] = []
        for x in 0..<frame.size.width {
            guard let part = frame.image(x: x, y: y) else { continue }
            if let last = runs.last, last.columns.count < columns, last.id == part.id, last.row == part.row,
                last.columns.upperBound == part.column,
                last.point.x + last.columns.count == x
            {
                runs[runs.count - 1].columns = last.columns.lowerBound..<(part.column + 1)
            } else {
                runs.append(
                    Run(point: Point(x: x, y: y), id: part.id, row: part.row, columns: part.column..<(part.column + 1)))
            }
        }
        return runs
    }

    /// Writes what the terminal takes now; the rest follows when keys and frames have had their turn.
    private func send() {
        var budget = Self.rowsAtOnce
        var waiting: [Run] = []
        while !outbox.isEmpty, budget > 0, Self.isWritable {
            let run = outbox.removeFirst()
            guard let image = pixels(run.id), let cell else { continue }
            guard let sixels = made[image.serial] else {
                make(image, cell)
                waiting.append(run)
                continue
            }
            let strip = sixels.strip(row: run.row, columns: run.columns)
            write("\u{1B}7\u{1B}[\(run.point.y + 1);\(run.point.x + 1)H" + strip + "\u{1B}8")
            budget -= 1
        }
        // What waits to be made comes again when it is; what stands behind it goes on.
        let isHeldUp = !outbox.isEmpty
        outbox += waiting
        guard isHeldUp, !isSendingLater else { return }
        isSendingLater = true
        Task {
            try? await Task.sleep(for: .milliseconds(budget > 0 ? 10 : 1))
            isSendingLater = false
            send()
        }
    }

    private func make(_ image: PixelImage, _ cell: Size) {
        guard making.insert(image.serial).inserted else { return }
        Task {
            let sixels = await Self.sixels(of: image, cell)
            making.remove(image.serial)
            guard cell == self.cell else { return send() }
            made[image.serial] = sixels
            order.append(image.serial)
            if order.count > Self.capacity { made[order.removeFirst()] = nil }
            send()
        }
    }

    @concurrent private nonisolated static func sixels(of image: PixelImage, _ cell: Size) async -> SixelImage {
        SixelImage(image, cell: cell)
    }

    private static var isWritable: Bool {
        var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }
}
