import RequestCore

/// Puts a response's head together from the lines libcurl hands over.
///
/// Interim answers (1xx) are passed over, and so are trailers after the body.
struct HeadReader {
    enum Step {
        case more
        /// The head of the final answer is complete.
        case complete(ResponseHead)
        /// The head is longer than the limit.
        case tooLong
    }

    private static let limit = 1 << 20

    private enum Place {
        case beforeStatus, inHeaders, done
    }

    private var place = Place.beforeStatus
    private var head = ResponseHead(status: 0)
    private var size = 0

    mutating func read(_ line: UnsafeRawBufferPointer) -> Step {
        size += line.count
        if size > HeadReader.limit {
            return .tooLong
        }
        let text = trimmed(line[...])
        switch place {
        case .beforeStatus:
            head = ResponseHead(status: status(in: text))
            place = .inHeaders
        case .inHeaders where text.isEmpty:
            place = (100..<200).contains(head.status) ? .beforeStatus : .done
            return place == .done ? .complete(head) : .more
        case .inHeaders:
            add(text, isContinuation: line.first == 0x20 || line.first == 0x09)
        case .done:
            break
        }
        return .more
    }

    private mutating func add(_ text: Slice<UnsafeRawBufferPointer>, isContinuation: Bool) {
        if isContinuation, let last = head.headers.indices.last {
            head.headers[last].value += " " + String(decoding: text, as: UTF8.self)
            return
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: trimmed(text[..<colon]), as: UTF8.self).lowercased()
        let value = String(decoding: trimmed(text[(colon + 1)...]), as: UTF8.self)
        head.headers.append(.init(name: name, value: value))
    }

    /// The number in `HTTP/1.1 200 OK`; 0 if there is none.
    private func status(in line: Slice<UnsafeRawBufferPointer>) -> Int {
        let words = line.split(separator: 0x20, maxSplits: 2)
        guard words.count > 1 else { return 0 }
        return Int(String(decoding: words[1], as: UTF8.self)) ?? 0
    }

    private func trimmed(_ text: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return text[text.endIndex...] }
        return text[first...last]
    }
}
