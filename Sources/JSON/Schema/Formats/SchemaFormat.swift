/// The formats that can be asserted.
enum SchemaFormat: String, Sendable {
    case date, time, email, uri, uuid, ipv4, ipv6, hostname, regex
    case dateTime = "date-time"

    /// What a text of this format is.
    var words: String {
        switch self {
        case .date: "a date such as 2026-05-01"
        case .time: "a time such as 09:30:00Z"
        case .dateTime: "a date and time such as 2026-05-01T09:30:00Z"
        case .email: "an e-mail address"
        case .uri: "a URI with its scheme"
        case .uuid: "a UUID"
        case .ipv4: "an IPv4 address"
        case .ipv6: "an IPv6 address"
        case .hostname: "a host name"
        case .regex: "a regular expression"
        }
    }

    func matches(_ text: String) -> Bool {
        // Nothing of these is as long, but for patterns and addresses of data.
        guard text.utf8.count <= 100_000 else { return false }
        let bytes = Array(text.utf8)[...]
        switch self {
        case .date: return FormatOfTime.isDate(bytes)
        case .time: return FormatOfTime.isTime(bytes)
        case .dateTime:
            guard let place = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "t") }) else { return false }
            return FormatOfTime.isDate(bytes[..<place]) && FormatOfTime.isTime(bytes[(place + 1)...])
        case .email: return FormatOfAddress.isEmail(bytes)
        case .uri: return FormatOfAddress.isURI(bytes)
        case .uuid: return FormatOfAddress.isUUID(bytes)
        case .ipv4: return FormatOfAddress.isIPv4(bytes)
        case .ipv6: return FormatOfAddress.isIPv6(bytes)
        case .hostname: return FormatOfAddress.isHostName(bytes)
        case .regex: return (try? SchemaPattern(text)) != nil
        }
    }
}
