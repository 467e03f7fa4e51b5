import TextUI

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension AppState {
    /// `10:42:01`, or `19 Nov 10:42:01` if the moment is not today.
    func clock(of date: Date) -> String {
        let day = Day(date, offset: settings.timeZoneOffset)
        let time = Readable.time(date, offset: settings.timeZoneOffset)
        return day == today ? time : "\(day.withoutYear) \(time)"
    }
}
