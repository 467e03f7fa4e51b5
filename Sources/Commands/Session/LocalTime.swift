import Glibc

/// The time zone of the person.
package enum LocalTime {
    /// The seconds that local time is ahead of UTC now.
    package static func offset() -> Int {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return local.tm_gmtoff
    }
}
