import ArgumentParser
import Foundation
import Fuzzing

/// Runs a target of `Tests/Fuzzing` over as many inputs as one has time for. CONTRIBUTING.md says how.
@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Feeds damaged texts to what reads texts, and checks what has to hold of each.")

    @Argument(help: "One of: \(fuzzTargets.map { $0.name }.joined(separator: ", ")).")
    var target: String

    @Option(help: "How many inputs.")
    var inputs: UInt64 = 100_000

    @Option(help: "Where the inputs come from; the same seed gives the same inputs.")
    var seed = UInt64(Date().timeIntervalSince1970)

    @Option(help: "Only the input of this number, to repeat what was found.")
    var only: UInt64?

    @Option(help: "The folder for what is found.")
    var folder = ".build/fuzz"

    func run() throws {
        guard let type = fuzzTargets.first(where: { $0.name == target }) else {
            throw ValidationError("There is no target '\(target)'.")
        }
        let fuzzed = type.init()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let current = try CurrentInput(path: "\(folder)/\(type.name).now", target: type.name, seed: seed)
        current.watch()
        Self.say("\(type.name): seed \(seed); the number of the input under way stands in \(current.path)")
        let begun = ContinuousClock.now
        let numbers = only.map { $0..<($0 + 1) } ?? 0..<inputs
        var next = begun + .seconds(10)
        for number in numbers {
            current.number = number
            do throws(FuzzFinding) {
                try fuzzed.run(seed: seed, number: number)
            } catch {
                try keep(error)
                throw ExitCode.failure
            }
            if number % 1024 == 0, ContinuousClock.now > next {
                next += .seconds(10)
                Self.say("\(type.name): \(number) inputs in \(Self.seconds(since: begun)) s")
            }
        }
        current.end()
        Self.say(
            "\(type.name): \(numbers.count) inputs of seed \(seed) in \(Self.seconds(since: begun)) s, nothing found")
    }

    private func keep(_ finding: FuzzFinding) throws {
        let file = "\(folder)/\(finding.target)-\(finding.seed)-\(finding.number)"
        try Data(finding.input).write(to: URL(fileURLWithPath: file))
        Self.say("\(finding)")
        Self.say(
            "The input is in \(file); again: Fuzz \(finding.target) --seed \(finding.seed) --only \(finding.number)")
    }

    private static func seconds(since begun: ContinuousClock.Instant) -> Int64 {
        (ContinuousClock.now - begun).components.seconds
    }

    static func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
