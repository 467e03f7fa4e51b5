/// Goes through text that may end anywhere and notes how much of it can be shown.
struct PartialScanner {
    private enum Expected {
        case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, nothing
    }

    /// How a token ended: complete, at the end of the text, or wrong.
    private enum Outcome {
        case finished, cutOff, wrong
    }

    /// How many bytes from the start can be shown.
    private(set) var kept = 0
    private let base: UnsafePointer<UInt8>
    private let count: Int
    private var at = 0
    private var expected = Expected.value
    /// The closing brackets of what is open, outermost first.
    private var open: [UInt8] = []
    /// Whether the text was cut off inside a string that is shown.
    private var endsInString = false

    init(_ base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    /// What closes the text after the bytes that are kept.
    var closers: [UInt8] {
        (endsInString ? [UInt8(ascii: "\"")] : []) + open.reversed()
    }

    /// Scans the whole text.
    /// - Returns: whether it is the beginning of a JSON text.
    mutating func scan() -> Bool {
        while at < count {
            let byte = base[at]
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                at += 1
                continue
            }
            switch token(byte) {
            case .finished: continue
            case .cutOff: return true
            case .wrong: return false
            }
        }
        return true
    }

    private mutating func token(_ byte: UInt8) -> Outcome {
        switch expected {
        case .value:
            return value(byte)
        case .valueOrEnd:
            return byte == open.last ? close() : value(byte)
        case .key:
            return key(byte)
        case .keyOrEnd:
            return byte == open.last ? close() : key(byte)
        case .colon:
            return mark(byte, UInt8(ascii: ":"), then: .value)
        case .commaOrEnd:
            if byte == open.last { return close() }
            return mark(byte, UInt8(ascii: ","), then: open.last == UInt8(ascii: "}") ? .key : .value)
        case .nothing:
            return .wrong
        }
    }

    private mutating func mark(_ byte: UInt8, _ wanted: UInt8, then next: Expected) -> Outcome {
        guard byte == wanted else { return .wrong }
        at += 1
        expected = next
        return .finished
    }

    private mutating func value(_ byte: UInt8) -> Outcome {
        switch byte {
        case UInt8(ascii: "{"): return open(UInt8(ascii: "}"), then: .keyOrEnd)
        case UInt8(ascii: "["): return open(UInt8(ascii: "]"), then: .valueOrEnd)
        case UInt8(ascii: "\""): return stringValue()
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        case UInt8(ascii: "n"): return word("null")
        default: return number()
        }
    }

    private mutating func key(_ byte: UInt8) -> Outcome {
        guard byte == UInt8(ascii: "\"") else { return .wrong }
        let (outcome, _) = string()
        expected = .colon
        return outcome
    }

    private mutating func open(_ closer: UInt8, then next: Expected) -> Outcome {
        guard open.count < JSONValue.maximumDepth else { return .wrong }
        open.append(closer)
        at += 1
        kept = at
        expected = next
        return .finished
    }

    private mutating func close() -> Outcome {
        open.removeLast()
        at += 1
        return finishValue()
    }

    private mutating func finishValue() -> Outcome {
        kept = at
        expected = open.isEmpty ? .nothing : .commaOrEnd
        return .finished
    }

    private mutating func stringValue() -> Outcome {
        let (outcome, shown) = string()
        switch outcome {
        case .finished:
            return finishValue()
        case .cutOff:
            kept = shown
            endsInString = true
            return .cutOff
        case .wrong:
            return .wrong
        }
    }

    private mutating func word(_ word: StaticString) -> Outcome {
        for offset in 0..<word.utf8CodeUnitCount {
            guard at < count else { return .cutOff }
            guard base[at] == word.utf8Start[offset] else { return .wrong }
            at += 1
        }
        return finishValue()
    }

    private mutating func number() -> Outcome {
        let byte = base[at]
        guard byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10 else { return .wrong }
        let start = at
        let scan = NumberScan(base, from: at, end: count)
        at = scan.end
        if scan.isComplete { return finishValue() }
        guard scan.end == count else { return .wrong }
        if scan.longest > start { kept = scan.longest }
        return .cutOff
    }

    /// Passes a string; `shown` is the end of what can be shown of it when the text is cut off.
    private mutating func string() -> (outcome: Outcome, shown: Int) {
        at += 1
        var shown = at
        while at < count {
            let unit = at
            at = ByteScan.endOfPlain(base, from: at, end: count)
            if at > unit { shown = at }
            guard at < count else { break }
            switch base[at] {
            case UInt8(ascii: "\""):
                at += 1
                return (.finished, at)
            case UInt8(ascii: "\\"):
                let start = at
                let (outcome, isHighSurrogate) = escape()
                guard outcome == .finished else { return (outcome, shown) }
                // A high surrogate waits: its low half may be the next escape.
                shown = isHighSurrogate ? start : at
            default:
                return (.wrong, shown)
            }
        }
        return (.cutOff, shown)
    }

    private mutating func escape() -> (outcome: Outcome, isHighSurrogate: Bool) {
        at += 1
        guard at < count else { return (.cutOff, false) }
        switch base[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 1
            return (.finished, false)
        case UInt8(ascii: "u"):
            at += 1
        default:
            return (.wrong, false)
        }
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard at < count else { return (.cutOff, false) }
            guard let digit = ByteScan.hexDigit(base[at]) else { return (.wrong, false) }
            value = value << 4 | digit
            at += 1
        }
        return (.finished, value & 0xFC00 == 0xD800)
    }
}
