import Prompts

/// Draws which version was made from which, as lines beside a list with the newest version first.
///
/// `◦` is a version; `●` stands for the current one in all lists, and is not the graph's. A line leads down to the parent, where the lines of several children
/// meet.
enum VersionGraph {
    /// The most lines side by side. More are not drawn.
    static let widest = 8
    /// Stands for a version in its line.
    static let sign: Character = "◦"

    /// The graph beside each version.
    ///
    /// - Parameter versions: the newest first; a parent comes after all its children.
    static func lines(_ versions: [VersionSummary]) -> [String] {
        /// The version that each line leads to.
        var lanes: [VersionID?] = []
        /// The lines that lead to a version, from left to right.
        var awaiting: [VersionID: [Int]] = [:]
        return versions.map { version in
            let ends = awaiting.removeValue(forKey: version.id)?.sorted() ?? []
            let own = ends.first ?? lanes.firstIndex { $0 == nil } ?? lanes.count
            if own == lanes.count { lanes.append(nil) }
            var text = ""
            let last = ends.last ?? own
            for lane in lanes.indices.prefix(widest) {
                let isJoined = lane > own && lane <= last
                if lane > 0 { text += isJoined ? "─" : " " }
                if lane == own {
                    text.append(sign)
                } else if ends.contains(lane) {
                    text += lane == last ? "╯" : "┴"
                } else {
                    text += lanes[lane] == nil ? isJoined ? "─" : " " : isJoined ? "┼" : "│"
                }
            }
            for lane in ends { lanes[lane] = nil }
            lanes[own] = version.parent
            if let parent = version.parent { awaiting[parent, default: []].append(own) }
            while let lane = lanes.last, lane == nil { lanes.removeLast() }
            return text
        }
    }
}
