import Foundation
import JSON
import Playground
import Prompts
import RequestCore
import TextUI

/// Measures how long keys hold the main actor up.
///
/// - `KeySpeed MESSAGES TIMES`: lines with the median and the longest time in microseconds. In the config pane: a key that
///   moves the cursor, one that settles a changed value, and the latter with its frame. In the thread, each with its frame: a
///   letter, a page upwards, what ``reportReading`` names, and the opening of the conversation as it comes from the store.
/// - `KeySpeed MESSAGES TIMES long`: a letter with its frame, below an answer of 5 MB.
/// - `KeySpeed MESSAGES N count`: settles N changes and says nothing, for whoever counts instructions.
@main @MainActor
enum KeySpeed {
    private static var blocks = ThreadBlocks()

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3, let messages = Int(arguments[1]), let times = Int(arguments[2]) else {
            print("usage: KeySpeed MESSAGES TIMES [count]")
            return
        }
        var state = state(messages)
        draw(&state)
        if arguments.dropFirst(3).first == "long" {
            _ = state.thread.append(
                Message(.assistant, String(repeating: "An answer without an end. ", count: 200_000)))
            return reportTyping(times, &state)
        }
        if arguments.count > 3 {
            for number in 0..<times { settle(number, &state) }
            return
        }
        report("move", (0..<times).map { number in microseconds { press(number % 2 == 0 ? .down : .up, &state) } })
        report(
            "settle",
            (0..<times).map { number in
                type(number, &state)
                return microseconds { press(.enter, &state) }
            })
        report(
            "settle and draw",
            (0..<times).map { number in
                type(number, &state)
                return microseconds {
                    press(.enter, &state)
                    draw(&state)
                }
            })
        reportTyping(times, &state)
        state.endTyping()
        report(
            "page and draw",
            (0..<times).map { _ in
                microseconds {
                    press(Key(.pageUp), &state)
                    draw(&state)
                }
            })
        reportReading(times, state)
        reportOpening(times, state)
    }

    /// Searches and selects in a thread of which nothing was read before: the first letter of a search, the others, the way from
    /// match to match, the beginning of visual mode, a line in it, and the way to both ends.
    private static func reportReading(_ times: Int, _ state: AppState) {
        var names: [String] = []
        var rest: [Int] = []
        var durations: [String: [Int]] = [:]
        for _ in 0..<max(1, times / 5) {
            var fresh = state
            blocks = ThreadBlocks()
            draw(&fresh)
            func measure(_ name: String, _ keys: [Key]) {
                if durations[name] == nil { names.append(name) }
                for key in keys {
                    let duration = microseconds {
                        press(key, &fresh)
                        draw(&fresh)
                        // As the program does where a part was laid out and all is needed.
                        if fresh.awaitsLayout { draw(&fresh) }
                    }
                    durations[name, default: []].append(duration)
                }
            }
            measure("search and draw, at first", [.character("/")])
            measure("search and draw, a letter", "lazy".map { .character($0) })
            // The frames between keys.
            while fresh.metrics.searchGoesOn { rest.append(microseconds { draw(&fresh) }) }
            measure("search and draw, kept", [.enter])
            measure("search and draw, the next", Array(repeating: .character("n"), count: 8))
            press(.escape, &fresh)
            blocks = ThreadBlocks()
            draw(&fresh)
            measure("visual and draw, at first", [.character("V")])
            measure("visual and draw, a line", Array(repeating: .up, count: 8))
            measure("visual and draw, the ends", [.character("g"), .character("G")])
        }
        for name in names { report(name, durations[name] ?? []) }
        if !rest.isEmpty { report("search, a frame between keys (\(rest.count * 5 / max(1, times)) of them)", rest) }
    }

    private static func reportTyping(_ times: Int, _ state: inout AppState) {
        state.beginTyping()
        draw(&state)
        report(
            "type and draw",
            (0..<times).map { _ in
                microseconds {
                    press(.character("a"), &state)
                    draw(&state)
                }
            })
    }

    /// Opens the conversation of a state as the store has it, with its first frame.
    private static func reportOpening(_ times: Int, _ state: AppState) {
        let taken = TakenConversation(state.session.conversation)
        let tree = taken.tree
        report(
            "open and draw",
            (0..<times).map { number in
                var fresh = self.state(0)
                fresh.taking = number
                let (blocks, action) = (ThreadBlocks(), Action.conversations(.taken(number, taken, tree)))
                return microseconds {
                    _ = fresh.update(action)
                    fresh.metrics = ScreenView.frame(of: fresh, blocks: blocks).metrics
                }
            })
    }

    /// A thread of questions and answers, some with tool calls, under a config of the usual size.
    private static func state(_ messages: Int) -> AppState {
        var state = AppState(
            size: Size(width: 120, height: 40),
            settings: AppSettings(
                providers: ProviderDirectory(names: []) { _ in .ready(.simulator) }, keymap: .standard))
        let parameters: JSONValue = [
            "type": "object", "properties": ["city": ["type": "string", "description": "The city to look up."]],
            "required": ["city"],
        ]
        let tools = (0..<5).map { Tool(name: "tool_\($0)", description: "Looks something up.", parameters: parameters) }
        state.draft = Draft(
            name: "weather",
            config: Config(
                model: "gpt-4.1-mini", tools: tools,
                template: [Message(.system, String(repeating: "You answer briefly and kindly. ", count: 40))]))
        let text = String(repeating: "The quick brown fox jumps over the lazy dog. ", count: 20)
        for number in 0..<messages {
            switch number % 4 {
            case 0: _ = state.thread.append(Message(.user, text))
            case 1:
                let call = ToolCall(id: "call_\(number)", name: "tool_1", arguments: #"{"city":"Paris"}"#)
                _ = state.thread.append(Message(role: .assistant, toolCalls: [call]))
            case 2: _ = state.thread.append(.toolResult(text, for: "call_\(number - 1)"))
            default: _ = state.thread.append(Message(.assistant, text))
            }
        }
        state.canSaveSession = true
        state.focus = .config
        state.moveConfigCursor(to: .value(.temperature))
        return state
    }

    /// Changes the temperature without leaving its field.
    private static func type(_ number: Int, _ state: inout AppState) {
        state.moveConfigCursor(to: .value(.temperature))
        for digit in "0.\(number % 90 + 10)" { press(.character(digit), &state) }
    }

    private static func settle(_ number: Int, _ state: inout AppState) {
        type(number, &state)
        press(.enter, &state)
    }

    private static func press(_ key: Key, _ state: inout AppState) { _ = state.update(.key(key)) }

    private static func draw(_ state: inout AppState) {
        state.metrics = ScreenView.frame(of: state, blocks: blocks).metrics
    }

    private static func report(_ name: String, _ times: [Int]) {
        let sorted = times.sorted()
        print("\(name): median \(sorted[sorted.count / 2]), longest \(sorted.last ?? 0)")
    }

    private static func microseconds(_ work: () -> Void) -> Int {
        let duration = ContinuousClock().measure(work)
        return Int(duration.components.attoseconds / 1_000_000_000_000) + Int(duration.components.seconds) * 1_000_000
    }
}
