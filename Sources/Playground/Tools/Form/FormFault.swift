import JSON
import RequestCore

/// Something in a form that the API is known to refuse, with its place.
struct FormFault: Hashable, Sendable {
    /// A change that fixes it.
    enum Fix: Hashable, Sendable {
        case rename(String)
        /// Closes every object of the schema and requires every property.
        case close
        /// Removes a name that is not a property from `required`.
        case unrequire(String, at: [String])
        /// Gives the schema's root or a property the type that it lacks.
        case type(String, at: [String])

        var title: String {
            switch self {
            case .rename(let name): "call it \(name)"
            case .close: "close the schema: require all properties, allow no others"
            case .unrequire(let name, _): "remove \(name) from required"
            case .type(let type, _): "make it \(type == "object" ? "an object" : "a \(type)")"
            }
        }
    }

    /// The row that shows it.
    var row: FormRow
    var text: String
    var fix: Fix?
}

extension SchemaForm {
    /// All faults, the name's first.
    var faults: [FormFault] {
        var faults: [FormFault] = []
        let name = json["name"]?.stringValue ?? ""
        if !Lint.isName(name) {
            faults.append(
                FormFault(row: .name, text: "the name " + Lint.namePattern, fix: .rename(Lint.allowedName(name))))
        } else if taken.contains(name) {
            faults.append(
                FormFault(
                    row: .name, text: "another tool is called \(name)", fix: .rename(Lint.allowedName(name + "_2"))))
        }
        guard let schema = json[schemaKey] else {
            if json["strict"]?.boolValue == true {
                faults.append(FormFault(row: .strict, text: "strict needs a schema"))
            }
            return faults
        }
        do throws(SchemaError) {
            _ = try JSONSchema(schema)
        } catch {
            faults.append(FormFault(row: row(at: Self.keys(ofPointer: error.path)), text: error.description))
        }
        return faults + (json["strict"]?.boolValue == true ? strictFaults(schema) : looseFaults(schema))
    }

    /// The row that shows a fault: that of its property, else Strict.
    private func row(at path: [String]) -> FormRow {
        let paths = properties.map(\.path)
        let best = paths.filter { path.starts(with: $0) }.max { $0.count < $1.count }
        return best.map(FormRow.property) ?? .strict
    }

    private func strictFaults(_ schema: JSONValue) -> [FormFault] {
        StrictMode.faults(in: schema).map { fault in
            var fix: FormFault.Fix? = fault.isSettledByClosing ? .close : nil
            switch fault.rule {
            case .rootType: fix = .type("object", at: [])
            // Schemas inside anyOf can only be edited as JSON.
            case .noType where schema.value(at: fault.path)?.objectValue != nil: fix = .type("string", at: fault.path)
            default: break
            }
            var row = row(at: fault.path)
            // An object's fault about one of its properties is shown at that property.
            if case .notRequired(let names) = fault.rule, let name = names.first {
                row = self.row(at: fault.path + ["properties", name])
            }
            return FormFault(row: row, text: StrictSchema.sentence(for: fault.rule), fix: fix)
        }
    }

    private func looseFaults(_ schema: JSONValue) -> [FormFault] {
        let owners: [(JSONValue, [String])] =
            [(schema, [])] + properties.compactMap { $0.inside.map { ($0.schema, $0.path) } }
        return owners.flatMap { owner, path -> [FormFault] in
            let known = owner["properties"]?.objectValue ?? JSONObject()
            let required = (owner["required"]?.arrayValue ?? []).compactMap(\.stringValue)
            return required.filter { known[$0] == nil }.map { name in
                FormFault(
                    row: row(at: path), text: "\(name) is required but not a property",
                    fix: .unrequire(name, at: path))
            }
        }
    }

    /// The fault to show: that of the row under the cursor, else the first that can be fixed, else the first.
    var shownFault: FormFault? {
        let faults = faults
        return faults.first { $0.row == row } ?? faults.first { $0.fix != nil } ?? faults.first
    }

    /// Fixes the shown fault.
    ///
    /// - Returns: false if only the person can fix it.
    mutating func settle() -> Bool {
        let candidates = [shownFault] + faults.map(Optional.some)
        guard let fault = candidates.compactMap(\.self).first(where: { $0.fix != nil }), let fix = fault.fix else {
            return false
        }
        switch fix {
        case .rename(let name): change { $0.json["name"] = .string(name) }
        case .close: change { $0.json[$0.schemaKey] = StrictMode.closing($0.schema) }
        case .unrequire(let name, let path):
            editObject(at: path) { object in
                object["required"] = .array((object["required"]?.arrayValue ?? []).filter { $0 != .string(name) })
            }
        case .type(let type, let path): editObject(at: path) { $0 = FormType.setting(type, of: $0) }
        }
        return true
    }

    /// The keys of a JSON Pointer (RFC 6901).
    private static func keys(ofPointer pointer: String) -> [String] {
        pointer.split(separator: "/").map {
            $0.split(separator: "~1", omittingEmptySubsequences: false)
                .map { String($0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")) }
                .joined(separator: "/")
        }
    }
}
