import Evaluations
import Prompts
import RequestCore

/// The commands of script checks, and the person's approval of them.
enum EvalScripts {
    /// The distinct commands of a dataset's checks, in order.
    static func commands(of rows: [DataRow]) -> [[String]] {
        var seen: Set<[String]> = []
        return rows.flatMap(\.checks).flatMap(\.checks).compactMap { check in
            guard check.type == "script" else { return nil }
            let argv = check.value?.arrayValue?.compactMap(\.stringValue) ?? []
            return argv.isEmpty || !seen.insert(argv).inserted ? nil : argv
        }
    }

    /// The commands that may run. Where somebody can be asked, they are asked about the others.
    ///
    /// - Throws: if a script cannot be read.
    static func approved(
        _ commands: [[String]], in directory: String?, _ session: CommandSession, _ notices: EvalNotices
    ) async throws -> Set<[String]> {
        let bench = session.tools
        var approved: Set<[String]> = []
        for argv in commands {
            let facts = try await bench.facts(of: ToolCommand(argv: argv), tool: "script", directory: directory)
            if await bench.isApproved(facts) {
                approved.insert(argv)
                continue
            }
            let answer = session.ask([
                "etude: a check runs \(facts.shownCommand) in \(facts.directory)? [y]es, [a]lways, [N]o "
            ])
            switch answer.map(CallQuestion.permission) {
            case .always:
                try await bench.approve(facts)
                approved.insert(argv)
            case .once: approved.insert(argv)
            case .no, nil:
                notices.say(
                    "\(facts.shownCommand) is not approved, and its checks are unchecked; etude trust FILE approves it"
                )
            }
        }
        return approved
    }
}
