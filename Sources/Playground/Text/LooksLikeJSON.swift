extension String {
    /// Whether a text begins and ends as a JSON object or array does. It is only worth colouring; nothing is promised.
    var looksLikeJSON: Bool {
        guard let first = first(where: { !$0.isWhitespace }), let last = last(where: { !$0.isWhitespace }) else {
            return false
        }
        return first == "{" && last == "}" || first == "[" && last == "]"
    }
}
