import JSON
import Prompts

/// `is-json` and `contains-json`, each with or without a schema.
enum JSONCheck {
    static func isJSON(_ output: String, _ check: Check) -> CheckFinding {
        guard let value = try? JSONValue(parsing: output) else {
            return NativeCheck.negating(
                check, CheckFinding(.fail, score: 0, reason: "not JSON: \(TextCheck.shown(output))"))
        }
        switch schema(check) {
        case .none: return NativeCheck.negating(check, CheckFinding(.pass, score: 1))
        case .failure(let problem): return .failed(problem.description)
        case .success(let schema):
            let violation = schema.validate(value).first
            return NativeCheck.negating(check, .rule(violation == nil, violation?.description ?? ""))
        }
    }

    static func containsJSON(_ output: String, _ check: Check) -> CheckFinding {
        let schema: JSONSchema?
        switch self.schema(check) {
        case .none: schema = nil
        case .failure(let problem): return .failed(problem.description)
        case .success(let read): schema = read
        }
        var reason = "no JSON object in it"
        for object in objects(in: output) {
            guard let violation = schema?.validate(object).first else {
                return NativeCheck.negating(check, CheckFinding(.pass, score: 1))
            }
            reason = violation.description
        }
        return NativeCheck.negating(check, CheckFinding(.fail, score: 0, reason: reason))
    }

    private struct Problem: Error, CustomStringConvertible { let description: String }

    private static func schema(_ check: Check) -> Result<JSONSchema, Problem>? {
        guard var value = check.value, value.stringValue != "" else { return nil }
        if let text = value.stringValue {
            guard let read = try? YAMLSource.read(text, file: nil)?.json, read.stringValue == nil else {
                return .failure(Problem(description: "its value is not a JSON schema"))
            }
            value = read
        }
        do {
            return .success(try JSONSchema(value))
        } catch {
            return .failure(Problem(description: error.description))
        }
    }

    /// The bytes that are looked at for the ends of objects, so that a text of opening braces cannot take quadratic time.
    private static let mostSteps = 16 << 20

    /// The JSON objects in a text, from left to right; what is within one is not listed again.
    static func objects(in text: String) -> [JSONValue] {
        let bytes = Array(text.utf8)
        var (objects, at, steps): ([JSONValue], Int, Int) = ([], 0, 0)
        while at < bytes.count, steps < mostSteps {
            guard bytes[at] == UInt8(ascii: "{") else {
                at += 1
                continue
            }
            let end = endOfObject(bytes, at, &steps)
            if let end, let value = try? JSONValue(parsing: bytes[at..<end]) {
                objects.append(value)
                at = end
            } else {
                at += 1
            }
        }
        return objects
    }

    /// Where the braces that open at a place are all closed; nil if they never are.
    private static func endOfObject(_ bytes: [UInt8], _ start: Int, _ steps: inout Int) -> Int? {
        var (depth, isString, isEscaped) = (0, false, false)
        for at in start..<bytes.count {
            steps += 1
            guard steps < mostSteps else { return nil }
            if isEscaped {
                isEscaped = false
            } else if isString {
                if bytes[at] == UInt8(ascii: "\\") { isEscaped = true }
                if bytes[at] == UInt8(ascii: "\"") { isString = false }
            } else {
                switch bytes[at] {
                case UInt8(ascii: "\""): isString = true
                case UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "}"):
                    depth -= 1
                    if depth == 0 { return at + 1 }
                default: break
                }
            }
        }
        return nil
    }
}
