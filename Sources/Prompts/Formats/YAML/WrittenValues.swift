/// The places of a YAML text whose values are meant as they are written: those of variables, which become part of a text.
///
/// A postcode `02134` is no number there, and `True` is not `true`.
struct WrittenValues {
    private var paths: [ArraySlice<String>] = []
    private var isAll = false

    /// The last step of a path that ends at a scalar and does not mean a mapping at its place.
    static let scalar = "."

    /// Nothing is meant so.
    static let none = WrittenValues(at: [])

    /// - Parameter paths: the keys that lead to each place; `*` stands for any key or item.
    init(at paths: [[String]]) {
        self.paths = paths.map { $0[...] }
    }

    /// Whether a scalar here is meant as it is written.
    var coversScalar: Bool { isAll || paths.contains([Self.scalar]) }

    /// Returns the places within the value of a key, or within an item of a list (nil).
    func within(_ key: String?) -> WrittenValues {
        guard !isAll, !paths.isEmpty else { return self }
        var inner = self
        inner.paths = paths.compactMap { path in
            path.first == "*" || key != nil && path.first == key ? path.dropFirst() : nil
        }
        inner.isAll = inner.paths.contains { $0.isEmpty }
        return inner
    }
}
