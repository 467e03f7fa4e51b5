/// Addresses of machines, people and things.
enum FormatOfAddress {
    static func isUUID(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(isHex) }
    }

    static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(isDigit) else { return false }
                if part.count > 1, part.first == UInt8(ascii: "0") { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } < 256
            }
    }

    static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count <= 45 else { return false }
        let colons = Array("::".utf8)
        let gap = bytes.indices.first { bytes[$0...].starts(with: colons) }
        guard let gap else { return groups(bytes) == 8 }
        // A gap stands for at least one group, and there is only one gap.
        guard let front = gap == bytes.startIndex ? 0 : groups(bytes[..<gap], mayEndInIPv4: false) else { return false }
        let tail = bytes[(gap + 2)...]
        guard let back = tail.isEmpty ? 0 : groups(tail) else { return false }
        return front + back <= 7
    }

    /// The number of groups of 16 bits; nil if these are not groups.
    private static func groups(_ bytes: ArraySlice<UInt8>, mayEndInIPv4: Bool = true) -> Int? {
        var parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = 0
        if mayEndInIPv4, let last = parts.last, last.contains(UInt8(ascii: ".")) {
            guard isIPv4(last) else { return nil }
            parts.removeLast()
            count = 2
        }
        guard parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy(isHex) }) else { return nil }
        return count + parts.count
    }

    static func isHostName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    static func isEmail(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let (name, host) = (bytes[..<at], bytes[(at + 1)...])
        guard (1...64).contains(name.count), isLocal(name) else { return false }
        guard host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") else { return isHostName(host) }
        let address = host.dropFirst().dropLast()
        let mark = Array("IPv6:".utf8)
        return address.starts(with: mark) ? isIPv6(address.dropFirst(mark.count)) : isIPv4(address)
    }

    private static func isLocal(_ name: ArraySlice<UInt8>) -> Bool {
        if name.first == UInt8(ascii: "\""), name.last == UInt8(ascii: "\""), name.count > 1 {
            var inside = name.dropFirst().dropLast()
            while let byte = inside.popFirst() {
                guard (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\"") else { return false }
                if byte == UInt8(ascii: "\\"), inside.popFirst() == nil { return false }
            }
            return true
        }
        return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { isLetter($0) || isDigit($0) || "!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
        }
    }

    /// A URI with a scheme, by the characters and the order of RFC 3986.
    static func isURI(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, isLetter(first),
            bytes[..<colon].allSatisfy({ isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) })
        else { return false }
        var rest = bytes[(colon + 1)...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            guard hasOnly(rest[(hash + 1)...], besides: "/?") else { return false }
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            guard hasOnly(rest[(mark + 1)...], besides: "/?") else { return false }
            rest = rest[..<mark]
        }
        guard rest.starts(with: Array("//".utf8)) else { return hasOnly(rest, besides: "/") }
        rest = rest.dropFirst(2)
        let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        return isAuthority(rest[..<end]) && hasOnly(rest[end...], besides: "/")
    }

    private static func isAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
        var host = bytes
        if let at = bytes.firstIndex(of: UInt8(ascii: "@")) {
            guard hasOnly(bytes[..<at], besides: "", except: "@") else { return false }
            host = bytes[(at + 1)...]
        }
        if host.first == UInt8(ascii: "[") {
            guard let close = host.firstIndex(of: UInt8(ascii: "]")),
                isIPv6(host[(host.startIndex + 1)..<close])
                    || host.dropFirst().first.map({ $0 | 0x20 }) == UInt8(ascii: "v")
            else { return false }
            host = host[(close + 1)...]
            guard host.isEmpty || host.first == UInt8(ascii: ":") else { return false }
        }
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            guard host[(colon + 1)...].allSatisfy(isDigit) else { return false }
            host = host[..<colon]
        }
        return hasOnly(host, besides: "", except: "@:")
    }

    /// Whether these are `pchar`s of RFC 3986 only.
    private static func hasOnly(_ bytes: ArraySlice<UInt8>, besides more: String, except less: String = "") -> Bool {
        var rest = bytes
        while let byte = rest.popFirst() {
            if less.utf8.contains(byte) { return false }
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst(), let low = rest.popFirst(), isHex(high), isHex(low) else {
                    return false
                }
            } else if !isLetter(byte), !isDigit(byte), !"-._~!$&'()*+,;=:@".utf8.contains(byte),
                !more.utf8.contains(byte)
            {
                return false
            }
        }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
    private static func isHex(_ byte: UInt8) -> Bool { ByteScan.hexDigit(byte) != nil }
}
