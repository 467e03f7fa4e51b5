package import TextUI

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

extension Readable {
    /// Writes `10:42:01` in the time zone this many seconds east of Greenwich.
    package static func time(_ date: Date, offset: Int) -> String {
        let local = Int(date.timeIntervalSince1970.rounded(.down)) + offset
        let second = ((local % 86_400) + 86_400) % 86_400
        return two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
