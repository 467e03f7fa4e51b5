import JSON

/// `is-xml`: whether an answer is a well-formed document, with elements that it must have.
enum XMLCheck {
    static func finding(_ output: String, _ value: JSONValue) -> CheckFinding {
        var scanner = XMLScanner(Array(CheckReading.trimmed(output).utf8))
        if let problem = scanner.scan() { return CheckFinding(.fail, score: 0, reason: "not XML: \(problem)") }
        let wanted =
            value["requiredElements"]?.arrayValue?.compactMap(\.stringValue) ?? value.arrayValue?.compactMap(
                \.stringValue)
            ?? value.stringValue.map(CheckReading.list) ?? []
        let missing = wanted.filter { !$0.isEmpty && !scanner.paths.contains($0) }
        return .rule(missing.isEmpty, "has no \(missing.joined(separator: ", "))")
    }
}

/// Reads XML far enough to know whether it is well-formed, and which elements it has. Entities are not expanded, and a document
/// with a DTD of its own is refused.
struct XMLScanner {
    private let bytes: [UInt8]
    private var at = 0
    private var open: [String] = []
    private var hasRoot = false
    /// The paths of the elements from the root: `report.city`.
    private(set) var paths: Set<String> = []

    private static let deepest = 512

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What is wrong; nil for a well-formed document.
    mutating func scan() -> String? {
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "<") {
                if let problem = tag() { return problem }
            } else if let problem = text() {
                return problem
            }
        }
        if let last = open.last { return "<\(last)> is not closed" }
        return hasRoot ? nil : "there is no element"
    }

    private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    /// Moves behind the next place of a text; false if there is none.
    private mutating func skip(past text: String) -> Bool {
        let wanted = Array(text.utf8)
        while at + wanted.count <= bytes.count {
            if bytes[at...].starts(with: wanted) {
                at += wanted.count
                return true
            }
            at += 1
        }
        return false
    }

    private mutating func text() -> String? {
        while at < bytes.count, bytes[at] != UInt8(ascii: "<") {
            if bytes[at] == UInt8(ascii: "&") {
                if let problem = reference() { return problem }
            } else {
                if open.isEmpty, !Self.isSpace(bytes[at]) { return "there is text outside of the element" }
                at += 1
            }
        }
        return nil
    }

    private mutating func reference() -> String? {
        let end = bytes[at...].prefix(40).firstIndex(of: UInt8(ascii: ";"))
        guard !open.isEmpty, let end else { return "an & stands alone; it is written &amp;" }
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        at = end + 1
        if ["amp", "lt", "gt", "quot", "apos"].contains(name) { return nil }
        let digits = name.dropFirst(name.hasPrefix("#x") ? 2 : 1)
        guard name.hasPrefix("#"), let code = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10),
            Unicode.Scalar(code) != nil
        else { return "&\(name); is not known" }
        return nil
    }

    private mutating func tag() -> String? {
        if starts("<!--") {
            at += 4
            return skip(past: "-->") ? nil : "a comment is not closed"
        }
        if starts("<![CDATA[") {
            if open.isEmpty { return "there is text outside of the element" }
            return skip(past: "]]>") ? nil : "a CDATA section is not closed"
        }
        if starts("<?") { return skip(past: "?>") ? nil : "a processing instruction is not closed" }
        if starts("<!DOCTYPE") {
            let start = at
            guard !hasRoot, skip(past: ">") else { return "a DOCTYPE is not closed, or comes too late" }
            return bytes[start..<at].contains(UInt8(ascii: "[")) ? "a DTD of its own is not read" : nil
        }
        at += 1
        if at < bytes.count, bytes[at] == UInt8(ascii: "/") { return closing() }
        return opening()
    }

    private mutating func closing() -> String? {
        at += 1
        let name = self.name()
        skipSpace()
        guard let last = open.popLast(), last == name, at < bytes.count, bytes[at] == UInt8(ascii: ">") else {
            return "</\(name)> closes nothing that is open"
        }
        at += 1
        return nil
    }

    private mutating func opening() -> String? {
        let name = self.name()
        guard !name.isEmpty else { return "a < stands alone; it is written &lt;" }
        if open.isEmpty, hasRoot { return "there is more than one element" }
        guard open.count < Self.deepest else { return "it is nested more than \(Self.deepest) deep" }
        hasRoot = true
        open.append(name)
        paths.insert(open.joined(separator: "."))
        var attributes: Set<String> = []
        while true {
            let before = at
            skipSpace()
            guard at < bytes.count else { return "<\(name) is not closed" }
            if bytes[at] == UInt8(ascii: ">") {
                at += 1
                return nil
            }
            if starts("/>") {
                at += 2
                open.removeLast()
                return nil
            }
            guard at > before else { return "<\(name)> has attributes without a space between them" }
            let attribute = self.name()
            guard !attribute.isEmpty, attributes.insert(attribute).inserted else {
                return "<\(name)> has an attribute twice, or something that is none"
            }
            if let problem = value(of: attribute) { return problem }
        }
    }

    private mutating func value(of attribute: String) -> String? {
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return "\(attribute) has no value" }
        at += 1
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else {
            return "the value of \(attribute) has no quotes"
        }
        let quote = bytes[at]
        at += 1
        while at < bytes.count, bytes[at] != quote {
            if bytes[at] == UInt8(ascii: "<") { return "the value of \(attribute) has a <" }
            if bytes[at] == UInt8(ascii: "&") {
                if let problem = reference() { return problem }
            } else {
                at += 1
            }
        }
        guard at < bytes.count else { return "the value of \(attribute) is not closed" }
        at += 1
        return nil
    }

    private mutating func name() -> String {
        let start = at
        while at < bytes.count, Self.mayBeInName(bytes[at], isFirst: at == start) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func skipSpace() { while at < bytes.count, Self.isSpace(bytes[at]) { at += 1 } }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func mayBeInName(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3A, 0x80...: true
        case 0x30...0x39, 0x2D, 0x2E: !isFirst
        default: false
        }
    }
}
