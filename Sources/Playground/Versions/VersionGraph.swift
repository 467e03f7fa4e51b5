import Prompts

/// Which version was made from which, as lines beside a list that has the newest first.
///
/// A version stands at `●`, one that was made from no other at `○`; a line goes down from it to the one that it was made from; lines of several meet there.
enum VersionGraph {
    /// Beyond so many lines side by side the rest is not drawn.
    static let widest = 8

    /// What stands beside each version.
    ///
    /// - Parameter versions: the newest first; a parent stands below all that were made from it.
    static func lines(_ versions: [VersionSummary]) -> [String] {
        /// The version that each line goes down to.
        var lanes: [VersionID?] = []
        /// The lines that go down to a version, from left to right.
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
                    text += version.parent == nil ? "○" : "●"
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
