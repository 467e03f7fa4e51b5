/// Random text that is unlikely to occur twice.
enum RandomText {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    static func letters(_ count: Int) -> String {
        let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
