/// Writes values for people: one member or element a line, except short arrays of scalars.
struct JSONPrettyWriter {
    /// The longest line that an array may stay on, in Unicode scalars.
    private static let width = 60

    private(set) var bytes: [UInt8] = []
    private let indent: Int
    private var lineStart = 0

    init(indent: Int) {
        self.indent = max(0, indent)
    }

    mutating func write(_ value: JSONValue, depth: Int = 0) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            if !writeOnOneLine(elements) {
                writeLines(elements, depth)
            }
        case .object(let object) where !object.isEmpty:
            writeLines(object, depth)
        default:
            JSONWriter.write(value, to: &bytes)
        }
    }

    /// Writes `[1, 2, 3]` if all are scalars and the line stays short; else nothing, and says false.
    private mutating func writeOnOneLine(_ elements: [JSONValue]) -> Bool {
        // Each element takes at least three columns with its separator.
        guard elements.count * 3 <= Self.width, elements.allSatisfy(Self.isScalar) else { return false }
        let start = bytes.count
        var separator = "["
        for element in elements {
            bytes.append(contentsOf: separator.utf8)
            JSONWriter.write(element, to: &bytes)
            separator = ", "
        }
        bytes.append(UInt8(ascii: "]"))
        let columns = bytes[lineStart...].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        if columns <= Self.width { return true }
        bytes.removeSubrange(start...)
        return false
    }

    private mutating func writeLines(_ elements: [JSONValue], _ depth: Int) {
        var separator = UInt8(ascii: "[")
        for element in elements {
            bytes.append(separator)
            breakLine(depth + 1)
            write(element, depth: depth + 1)
            separator = UInt8(ascii: ",")
        }
        breakLine(depth)
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func writeLines(_ object: JSONObject, _ depth: Int) {
        var separator = UInt8(ascii: "{")
        for member in object.members {
            bytes.append(separator)
            breakLine(depth + 1)
            JSONWriter.write(member.key, to: &bytes)
            bytes.append(contentsOf: ": ".utf8)
            write(member.value, depth: depth + 1)
            separator = UInt8(ascii: ",")
        }
        breakLine(depth)
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func breakLine(_ depth: Int) {
        bytes.append(UInt8(ascii: "\n"))
        lineStart = bytes.count
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indent))
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        default: true
        }
    }
}
