internal import Synchronization

/// Ids of logs: 26 characters that sort by the time they were made, as ULIDs do (48 bits of milliseconds, 80 random
/// bits, in Crockford's base 32).
///
/// Within one process ids always grow. In the same millisecond, or when the clock goes back, the last id is counted
/// up.
package enum LogID {
    private struct Parts {
        var milliseconds: UInt64 = 0
        var high: UInt16 = 0
        var low: UInt64 = 0
    }

    private static let last = Mutex(Parts())
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// - Parameter seconds: since 1970.
    package static func next(atSecondsSince1970 seconds: Double) -> String {
        let milliseconds = UInt64(min(max(seconds * 1000, 0), Double(1 << 47)))
        return last.withLock { last in
            if milliseconds > last.milliseconds {
                // The top bit is left free, so that counting up cannot overflow.
                last = Parts(
                    milliseconds: milliseconds, high: .random(in: 0..<0x8000), low: .random(in: 0...UInt64.max))
            } else {
                let (low, carries) = last.low.addingReportingOverflow(1)
                last.low = low
                if carries { last.high &+= 1 }
            }
            return text(last)
        }
    }

    private static func text(_ parts: Parts) -> String {
        var characters = [UInt8](repeating: 0, count: 26)
        var time = parts.milliseconds
        for place in (0..<10).reversed() {
            characters[place] = alphabet[Int(time & 31)]
            time >>= 5
        }
        var (high, low) = (UInt64(parts.high), parts.low)
        for place in (10..<26).reversed() {
            characters[place] = alphabet[Int(low & 31)]
            low = low >> 5 | high << 59
            high >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
