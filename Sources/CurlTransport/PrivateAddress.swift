import CCurl
import Glibc

/// Addresses that a stranger's URL must not reach: this machine, its network, and addresses that do not belong to a
/// single machine (IANA's special-purpose registries).
enum PrivateAddress {
    /// Whether libcurl is about to connect to such an address.
    static func holds(_ pointer: UnsafeMutablePointer<curl_sockaddr>) -> Bool {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return true }
        let place = UnsafeRawPointer(pointer) + offset
        let length = Int(pointer.pointee.addrlen)
        switch pointer.pointee.family {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            let address = place.loadUnaligned(as: sockaddr_in.self)
            return withUnsafeBytes(of: address.sin_addr) { isPrivate(v4: Array($0)) }
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            let address = place.loadUnaligned(as: sockaddr_in6.self)
            return withUnsafeBytes(of: address.sin6_addr) { isPrivate(v6: Array($0)) }
        default: return true
        }
    }

    /// Whether a URL's host names a private address itself: as a number, or as `localhost`.
    static func isNamed(_ host: String) -> Bool {
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        if bare == "localhost" || bare.hasSuffix(".localhost") { return true }
        var (v4, v6) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, bare, &v4) == 1 { return withUnsafeBytes(of: v4) { isPrivate(v4: Array($0)) } }
        if inet_pton(AF_INET6, bare, &v6) == 1 { return withUnsafeBytes(of: v6) { isPrivate(v6: Array($0)) } }
        return false
    }

    static func isPrivate(v4 bytes: [UInt8]) -> Bool {
        guard bytes.count == 4 else { return true }
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (172, 16...31), (192, 168), (224..., _): return true
        case (100, 64...127), (198, 18...19): return true
        case (192, 0): return bytes[2] == 0
        default: return false
        }
    }

    static func isPrivate(v6 bytes: [UInt8]) -> Bool {
        guard bytes.count == 16 else { return true }
        // IPv4 within IPv6: mapped, compatible (`::` and `::1` among them) and translated.
        if bytes[..<10].allSatisfy({ $0 == 0 }), [0, 0xFF].contains(bytes[10]), bytes[10] == bytes[11] {
            return isPrivate(v4: Array(bytes[12...]))
        }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) { return isPrivate(v4: Array(bytes[12...])) }
        // 6to4 carries an IPv4 address in its second to sixth byte.
        if bytes.starts(with: [0x20, 0x02]) { return isPrivate(v4: Array(bytes[2..<6])) }
        return bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFE && bytes[1] & 0x80 != 0 || bytes[0] == 0xFF
    }
}
