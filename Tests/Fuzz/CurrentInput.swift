import Foundation
import Synchronization

/// The input under way: in a file that outlives a crash, and under the eyes of a thread that ends what hangs.
final class CurrentInput: Sendable {
    private static let longest = 10
    private static let digits = 20

    let path: String
    private let target: String
    private let seed: UInt64
    private let value = Atomic<UInt64>(0)
    /// Where the digits of the number are in the file's memory; only the thread that sets the number touches it.
    private let place: UInt

    init(path: String, target: String, seed: UInt64) throws {
        (self.path, self.target, self.seed) = (path, target, seed)
        let text = "Fuzz \(target) --seed \(seed) --only "
        let bytes = Data((text + String(repeating: "0", count: Self.digits) + "\n").utf8)
        try bytes.write(to: URL(fileURLWithPath: path))
        let file = open(path, O_RDWR)
        let memory = mmap(nil, bytes.count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        close(file)
        guard let memory, memory != MAP_FAILED else { throw CocoaError(.fileWriteUnknown) }
        place = UInt(bitPattern: memory) + UInt(text.utf8.count)
    }

    var number: UInt64 {
        get { value.load(ordering: .relaxed) }
        set {
            value.store(newValue, ordering: .relaxed)
            guard let digits = UnsafeMutablePointer<UInt8>(bitPattern: place) else { return }
            var rest = newValue
            for digit in (0..<Self.digits).reversed() {
                digits[digit] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
        }
    }

    /// Ends the process when one input takes too long.
    func watch() {
        Thread.detachNewThread { [self] in
            var (last, seconds) = (UInt64.max, 0)
            while true {
                sleep(1)
                let now = number
                seconds = now == last ? seconds + 1 : 0
                last = now
                guard seconds > Self.longest else { continue }
                Fuzz.say(
                    "input \(now) has taken more than \(Self.longest) s; again: Fuzz \(target) --seed \(seed) --only \(now)"
                )
                _exit(1)
            }
        }
    }

    /// All went well: there is nothing to remember.
    func end() { unlink(path) }
}
