import Foundation
import Playground
import Prompts
import RequestCore
import TextUI

/// - `VersionsSpeed TIMES`: a line for each number of versions: opening the browser, and one key in it to its frame, in
///   microseconds, medians.
/// - `VersionsSpeed VERSIONS N`: presses N keys and says nothing, for whoever counts instructions.
@main @MainActor
enum VersionsSpeed {
    private static let blocks = ThreadBlocks()

    static func main() {
        let arguments = CommandLine.arguments
        if arguments.count == 2, let times = Int(arguments[1]) {
            for count in [10, 10_000] { measure(count, times) }
        } else if arguments.count == 3, let count = Int(arguments[1]), let keys = Int(arguments[2]) {
            var state = state(count)
            _ = state.update(.key(.function(4)))
            for _ in 0..<keys { press(.down, &state) }
        } else {
            print("usage: VersionsSpeed TIMES | VersionsSpeed VERSIONS N")
        }
    }

    /// Every third version was made from an older one, so that the graph has branches.
    private static func state(_ count: Int) -> AppState {
        var state = AppState(
            size: Size(width: 120, height: 40),
            settings: AppSettings(
                providers: ProviderDirectory(names: []) { _ in .ready(.simulator) }, keymap: .standard))
        let ids = (0...count).map { VersionID(canonical: "\($0)") }
        state.versions = (1...count).reversed().map { number in
            VersionSummary(
                id: ids[number], number: number,
                parent: number == 1 ? nil : ids[number % 3 == 0 ? number / 2 : number - 1],
                createdAt: Date(timeIntervalSince1970: Double(number)), runCount: number % 4)
        }
        return state
    }

    private static func press(_ key: Key, _ state: inout AppState) {
        _ = state.update(.key(key))
        state.metrics = ScreenView.frame(of: state, blocks: blocks).metrics
    }

    private static func measure(_ count: Int, _ times: Int) {
        var state = state(count)
        let opening = (0..<times).map { _ in
            microseconds {
                press(.function(4), &state)
                press(.escape, &state)
            }
        }
        press(.function(4), &state)
        let moving = (0..<times * 10).map { _ in microseconds { press(.down, &state) } }
        print(count, median(opening), median(moving))
    }

    private static func microseconds(_ work: () -> Void) -> Int {
        let duration = ContinuousClock().measure(work)
        return Int(duration.components.attoseconds / 1_000_000_000_000) + Int(duration.components.seconds) * 1_000_000
    }

    private static func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }
}
