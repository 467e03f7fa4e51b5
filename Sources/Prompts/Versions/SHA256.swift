import CCrypto

/// SHA-256 by libcrypto.
package enum SHA256 {
    /// Returns the digest of `bytes` as 64 lower-case hex digits.
    package static func hex(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let succeeded = bytes.withUnsafeBytes { etude_sha256($0.baseAddress, $0.count, &digest) }
        // Every version, log and image is named by its hash: without libcrypto nothing can go on.
        guard succeeded == 1 else { fatalError("libcrypto cannot be loaded; install libssl3") }
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
