/// How far the arguments of a streamed call have come. It reads every byte once and keeps none.
struct ArgumentsProgress: Sendable {
    private var progress = JSONShape.ObjectProgress()
    private var length = 0
    /// FNV-1a of the bytes, to recognise arguments that are sent again.
    private var hash = Self.emptyHash
    private var first: UInt8?
    private var lastVisible: UInt8?
    /// Whether the arguments are JSON that has been closed, so that nothing more belongs to them.
    private(set) var isClosed = false

    private static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Whether nothing has come.
    var isEmpty: Bool { length == 0 }

    /// Whether an opening brace could go on with what has come: at the beginning, in a text, or where a value is
    /// missing.
    var takesBrace: Bool {
        guard !progress.isInString, let lastVisible else { return !isClosed }
        return [UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "[")].contains(lastVisible)
    }

    mutating func take(_ text: String, isJSON: Bool) {
        for byte in text.utf8 {
            length += 1
            hash = Self.hash(hash, byte)
            progress.take(byte)
            guard byte > 0x20 else { continue }
            first = first ?? byte
            lastVisible = byte
            if isJSON, progress.isClosed, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { isClosed = true }
        }
    }

    /// Whether a text is what has come so far.
    func isRepeated(by text: String) -> Bool {
        text.utf8.count == length && text.utf8.reduce(Self.emptyHash, Self.hash) == hash
    }

    private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
