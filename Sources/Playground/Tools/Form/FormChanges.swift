import JSON
import Prompts

/// The form's changes of the JSON.
extension SchemaForm {
    /// Sets a cell from its text.
    ///
    /// - Throws: ``FieldError`` if the text is not valid in the cell.
    mutating func set(_ text: String) throws(FieldError) {
        switch row {
        case .name: change { $0.json["name"] = .string(text) }
        case .description: change { $0.json.put("description", text.isEmpty ? nil : .string(text), after: "name") }
        case .strict: break
        case .property:
            guard let property else { return }
            switch cell {
            case .name: try rename(property, to: text)
            case .values:
                let values = try FormValues.values(text, of: property.schema)
                let nullable = FormType.isNullable(property.schema)
                edit(property) {
                    $0["enum"] = values.isEmpty ? nil : .array(values.filter { !$0.isNull } + (nullable ? [.null] : []))
                }
            case .description:
                edit(property) { $0.put("description", text.isEmpty ? nil : .string(text), after: "type") }
            case .type, .required: break
            }
        }
    }

    mutating func toggleStrict() {
        change { form in
            let next: JSONValue? =
                switch form.json["strict"] {
                case nil: true
                case .bool(true): false
                default: nil
                }
            form.json.put("strict", next, after: form.json["description"] == nil ? "name" : "description")
        }
    }

    /// Gives the property under the cursor another type. `or null` adds or removes null.
    mutating func setType(_ word: String) {
        guard let property else { return }
        edit(property) { $0 = word == "or null" ? FormType.togglingNull($0) : FormType.setting(word, of: $0) }
    }

    mutating func toggleRequired() {
        guard let property else { return }
        editObject(at: property.owner) { owner in
            var names = (owner["required"]?.arrayValue ?? []).filter { $0 != .string(property.name) }
            if !property.isRequired { names.append(.string(property.name)) }
            owner["required"] = .array(names.ordered(by: owner))
        }
    }

    /// Adds a property below the one under the cursor, or as the last one.
    ///
    /// - Parameter inside: whether it becomes a property of the one under the cursor.
    /// - Returns: false if there is no object to add it to.
    mutating func add(inside: Bool) -> Bool {
        let current = property
        guard !inside || current?.inside != nil else { return false }
        let owner = inside ? current?.inside?.path ?? [] : current?.owner ?? []
        let names = Set((schema.value(at: owner)?["properties"]?.objectValue ?? JSONObject()).keys)
        var (name, count) = ("new_property", 1)
        while names.contains(name) {
            count += 1
            name = "new_property_\(count)"
        }
        let isStrict = json["strict"]?.boolValue == true
        editObject(at: owner) { object in
            if object["type"] == nil, object["properties"] == nil { object.put("type", "object", after: nil) }
            var members = (object["properties"]?.objectValue ?? JSONObject()).members.map { ($0.key, $0.value) }
            let place = inside ? nil : current.flatMap { property in members.firstIndex { $0.0 == property.name } }
            members.insert((name, ["type": "string"]), at: place.map { $0 + 1 } ?? members.count)
            object["properties"] = .object(JSONObject(members))
            if isStrict {
                let required = (object["required"]?.arrayValue ?? []) + [.string(name)]
                object["required"] = .array(required.ordered(by: object))
                if object["additionalProperties"] == nil { object["additionalProperties"] = false }
            }
        }
        row = .property(owner + ["properties", name])
        cell = .name
        return true
    }

    /// Deletes the property under the cursor.
    mutating func deleteProperty() {
        guard let property else { return }
        let place = rows.firstIndex(of: row) ?? 0
        editObject(at: property.owner) { owner in
            var properties = owner["properties"]?.objectValue ?? JSONObject()
            properties[property.name] = nil
            owner["properties"] = .object(properties)
            owner["required"] = owner["required"].map {
                .array(($0.arrayValue ?? []).filter { $0 != .string(property.name) })
            }
        }
        let left = rows
        row = left[min(place, left.count - 1)]
    }

    /// Moves the property under the cursor within its object.
    mutating func moveProperty(by step: Int) {
        guard let property else { return }
        editObject(at: property.owner) { owner in
            var members = (owner["properties"]?.objectValue ?? JSONObject()).members.map { ($0.key, $0.value) }
            guard let place = members.firstIndex(where: { $0.0 == property.name }),
                members.indices.contains(place + step)
            else { return }
            members.swapAt(place, place + step)
            owner["properties"] = .object(JSONObject(members))
            if let required = owner["required"]?.arrayValue { owner["required"] = .array(required.ordered(by: owner)) }
        }
    }

    private mutating func rename(_ property: FormProperty, to name: String) throws(FieldError) {
        guard name != property.name else { return }
        guard !name.isEmpty else { throw FieldError(message: "a property needs a name") }
        guard schema.value(at: property.owner)?["properties"]?[name] == nil else {
            throw FieldError(message: "there is another property \(name) here")
        }
        editObject(at: property.owner) { owner in
            let members = (owner["properties"]?.objectValue ?? JSONObject()).members
            owner["properties"] = .object(
                JSONObject(members.map { ($0.key == property.name ? name : $0.key, $0.value) }))
            owner["required"] = owner["required"].map {
                .array(($0.arrayValue ?? []).map { $0 == .string(property.name) ? .string(name) : $0 })
            }
        }
        row = .property(property.owner + ["properties", name])
    }

    private mutating func edit(_ property: FormProperty, _ edit: (inout JSONObject) -> Void) {
        editObject(at: property.path, edit)
    }

    /// Changes an object of the schema in place.
    mutating func editObject(at path: [String], _ edit: (inout JSONObject) -> Void) {
        change { form in form.json[form.schemaKey] = form.schema.editing(path[...], edit) }
    }
}

extension [JSONValue] {
    /// The names in the order of an object's properties; other names last.
    fileprivate func ordered(by owner: JSONObject) -> [JSONValue] {
        let keys = (owner["properties"]?.objectValue ?? JSONObject()).keys.map(JSONValue.string)
        return keys.filter(contains) + filter { !keys.contains($0) }
    }
}

extension JSONValue {
    /// The value at a path of keys.
    func value(at path: [String]) -> JSONValue? {
        path.reduce(Optional(self)) { value, key in value?[key] }
    }

    /// The value with a change of the object at a path. What is not an object becomes one.
    fileprivate func editing(_ path: ArraySlice<String>, _ edit: (inout JSONObject) -> Void) -> JSONValue {
        var object = objectValue ?? JSONObject()
        guard let key = path.first else {
            edit(&object)
            return .object(object)
        }
        object[key] = (object[key] ?? .object(JSONObject())).editing(path.dropFirst(), edit)
        return .object(object)
    }
}

extension JSONObject {
    /// Sets a member in its place. A new one comes after `key`, or first.
    mutating func put(_ name: String, _ value: JSONValue?, after key: String?) {
        guard let value, self[name] == nil else {
            self[name] = value
            return
        }
        var members = members.map { ($0.key, $0.value) }
        let place = key.flatMap { key in members.firstIndex { $0.0 == key } }.map { $0 + 1 } ?? 0
        members.insert((name, value), at: place)
        self = JSONObject(members)
    }
}
