import ArgumentParser
import Glibc
import JSON
import Logbook
import Prompts
import RequestCore
import Storage
import TextUI

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `etude doctor`
struct DoctorCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check what Étude needs here, and say what is missing and what to do.",
        discussion: """
            etude doctor
            etude doctor --online     also asks the provider for its models
            etude doctor --check      also reads the whole store and the search of its logs
            etude doctor --repair     makes that search anew before

            One finding a line: ok, note (something works less well) or problem. Exit
            status 1 with a problem. Nothing is sent without --online, and no key is shown.
            """)

    @Flag(help: "Ask the provider for its models.")
    var online = false

    @Flag(help: "Check the whole store for damage.")
    var check = false

    @Flag(help: "Make the search of logs anew, then check.")
    var repair = false

    @Flag(help: "One JSON object a line.")
    var json = false

    private enum Verdict: String {
        case ok, note, problem
    }

    private struct Check {
        var verdict: Verdict
        var subject: String
        var text: String
    }

    func run(_ session: CommandSession) async throws {
        let surroundings = session.surroundings
        var checks = [Check(verdict: .ok, subject: "etude", text: RootCommand.version)]
        checks += Self.settings(session)
        if let project = surroundings.project {
            checks.append(Check(verdict: .ok, subject: "project", text: project.root))
        }
        checks.append(await Self.store(session))
        if check || repair { checks += await damages(session) }
        checks += Self.terminal(surroundings.environment)
        checks += await provider(session)
        checks += ProxyVariables.notes(surroundings.environment).map {
            Check(verdict: $0.isProblem ? .note : .ok, subject: "proxy", text: $0.text)
        }
        checks += surroundings.notes.map { Check(verdict: .note, subject: ".env", text: $0) }
        checks += await Self.telemetry(session)
        if let span = session.surroundings.settings.keepLogs {
            let text = "those older than \(Int(span / 86_400)) days are removed after runs and by the playground"
            checks.append(Check(verdict: .ok, subject: "logs", text: text))
        }
        checks += Self.helpers(surroundings)
        for check in checks {
            if json {
                try session.output.writeLine([
                    "verdict": .string(check.verdict.rawValue), "subject": .string(check.subject),
                    "text": .string(check.text),
                ])
            } else {
                let verdict = check.verdict.rawValue
                let gap = String(repeating: " ", count: 8 - verdict.count)
                try session.output.write("\(verdict)\(gap)\(check.subject): \(Sanitiser.oneLine(check.text))\n")
            }
        }
        if checks.contains(where: { $0.verdict == .problem }) { throw ExitCode(1) }
    }

    // MARK: Checks

    private static func settings(_ session: CommandSession) -> [Check] {
        var problems = [session.surroundings.settingsFault].compactMap(\.self)
        do throws(FieldError) {
            _ = try session.surroundings.servers()
        } catch {
            problems.append(error)
        }
        problems += session.edges.playgroundProblems(session.surroundings)
        guard problems.isEmpty else {
            return problems.map { Check(verdict: .problem, subject: "settings", text: $0.description) }
        }
        let file = session.surroundings.home.settingsFile
        let isThere = access(file, F_OK) == 0
        return [Check(verdict: .ok, subject: "settings", text: isThere ? file : "none; \(file) would be read")]
    }

    private static func store(_ session: CommandSession) async -> Check {
        let folder = session.surroundings.home.data
        guard access(folder + "/etude.db", F_OK) == 0 else {
            // Looking makes nothing: the first run or start does.
            guard let reason = session.surroundings.home.unwritableReason else {
                return Check(verdict: .ok, subject: "store", text: "\(folder)/etude.db, which the first run makes")
            }
            return Check(verdict: .problem, subject: "store", text: reason)
        }
        do {
            try session.surroundings.home.prepare()
            let prompts = try await session.store.store().prompts()
            return Check(
                verdict: .ok, subject: "store", text: "\(folder)/etude.db, \(Plural.of(prompts.count, "prompt"))")
        } catch {
            return Check(verdict: .problem, subject: "store", text: "\(error)")
        }
    }

    private func damages(_ session: CommandSession) async -> [Check] {
        let file = session.surroundings.home.data + "/etude.db"
        guard access(file, F_OK) == 0 else { return [] }
        do {
            let store = try await session.store.store()
            if repair { try await store.rebuildSearch() }
            let damages = try await store.damages()
            guard !damages.isEmpty else {
                return [Check(verdict: .ok, subject: "check", text: "the store and the search of its logs are whole")]
            }
            return damages.map { damage in
                let remedy = damage.isOfSearch && !repair ? "; etude doctor --repair makes the search anew" : ""
                return Check(verdict: .problem, subject: "check", text: "\(file): \(damage.text)\(remedy)")
            }
        } catch {
            return [Check(verdict: .problem, subject: "check", text: "\(error)")]
        }
    }

    /// Where new logs go; nothing where they stay here.
    private static func telemetry(_ session: CommandSession) async -> [Check] {
        let surroundings = session.surroundings
        guard let own = surroundings.settings.otlp else { return [] }
        do throws(FieldError) {
            let target = try TelemetryTarget(endpoint: nil, settings: own, environment: surroundings.environment)
            let said = target.contents ? "with what was said" : "without what was said"
            let goes = Check(verdict: .ok, subject: "otlp", text: "new logs go to \(target.traces), \(said)")
            return [goes, await sent(to: target.traces, session)].compactMap(\.self)
                + target.notes.map { Check(verdict: .note, subject: "otlp", text: $0) }
        } catch {
            return [Check(verdict: .problem, subject: "otlp", text: error.description)]
        }
    }

    /// What was sent to a collector last, and what waits; nil where no store is there yet.
    private static func sent(to target: String, _ session: CommandSession) async -> Check? {
        guard access(session.surroundings.home.data + "/etude.db", F_OK) == 0,
            let store = try? await session.store.store(),
            let state = try? await store.telemetryState(of: target)
        else { return nil }
        let last = state.sentAt.map { "logs were sent last at \(RunLine.timestamp($0))" } ?? "nothing was sent so far"
        let waits = state.waiting == 0 ? "none waits" : state.waiting == 1 ? "1 waits" : "\(state.waiting) wait"
        // A collector that takes logs has none waiting but those of this moment.
        let isLate = state.waiting > 0 && (state.sentAt.map { $0.timeIntervalSinceNow < -3600 } ?? true)
        return Check(verdict: isLate ? .note : .ok, subject: "otlp", text: "\(last); \(waits)")
    }

    private static func terminal(_ environment: [String: String]) -> [Check] {
        var checks: [Check] = []
        let name = environment["TERM"] ?? ""
        checks.append(
            name.isEmpty || name == "dumb"
                ? Check(
                    verdict: .problem, subject: "terminal",
                    text: "TERM is \(name.isEmpty ? "not set" : name): the playground needs one such as xterm-256color")
                : Check(verdict: .ok, subject: "terminal", text: name))
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let isUnicode = locale.lowercased().replacingDashes.contains("utf8")
        checks.append(
            isUnicode
                ? Check(verdict: .ok, subject: "locale", text: locale)
                : Check(
                    verdict: .note, subject: "locale",
                    text: "\(locale.isEmpty ? "none" : locale) is not UTF-8; C.UTF-8 is tried, else borders are ASCII"))
        return checks
    }

    private func provider(_ session: CommandSession) async -> [Check] {
        let provider: Provider
        do throws(FieldError) {
            provider = try session.surroundings.provider(named: nil, config: Config())
        } catch {
            return [Check(verdict: .problem, subject: "provider", text: error.message)]
        }
        guard provider.kind == .http else {
            let text = "the simulator: no key is set; nothing leaves this machine"
            return [Check(verdict: .ok, subject: "provider", text: text)]
        }
        let filled: Provider
        do {
            filled = online ? try await session.keys.filled(provider) : provider
        } catch {
            return [Check(verdict: .problem, subject: "provider", text: "\(provider.name): \(error)")]
        }
        let key = Self.words(for: filled)
        let found = Check(verdict: .ok, subject: "provider", text: "\(provider.name), \(key)")
        guard online else { return [found] }
        do {
            let names = try await ModelList.names(at: filled, over: session.edges.transport(for: provider))
            return [found, Check(verdict: .ok, subject: "online", text: "it has \(Plural.of(names.count, "model"))")]
        } catch {
            return [found, Check(verdict: .problem, subject: "online", text: error.description)]
        }
    }

    private static func words(for provider: Provider) -> String {
        guard let command = provider.keyCommand else { return provider.key == nil ? "without a key" : "with a key" }
        guard let key = provider.key else { return "key: from \(command.program), not run without --online" }
        return "key: from \(command.program), \(key.revealed.count) characters"
    }

    /// Helper programs by purpose. The first one that is installed is enough.
    private static let wanted: [(subject: String, programs: [String], without: String)] = [
        ("images", ["chafa"], "images are described, not drawn: apt install chafa"),
        ("smaller images", ["magick", "convert"], "images cannot be made smaller: apt install imagemagick"),
        (
            "clipboard", ["wl-paste", "xclip", "pngpaste"],
            "images cannot be taken from the clipboard: install wl-clipboard or xclip"
        ),
        ("viewer", ["xdg-open", "open"], "images cannot be opened in the system's viewer: install xdg-utils"),
    ]

    private static func helpers(_ surroundings: Surroundings) -> [Check] {
        let environment = surroundings.environment
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        func path(of program: String) -> String? {
            if program.contains("/") {
                return access(surroundings.folder.place(of: program), X_OK) == 0 ? program : nil
            }
            return folders.map { $0 + "/" + program }.first { access($0, X_OK) == 0 }
        }
        var checks = wanted.map { helper in
            helper.programs.lazy.compactMap(path).first.map { Check(verdict: .ok, subject: helper.subject, text: $0) }
                ?? Check(verdict: .note, subject: helper.subject, text: helper.without)
        }
        let editor = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
        let program = editor?.split(separator: " ").first.map(String.init)
        if let editor, let program {
            checks.append(
                path(of: program) == nil
                    ? Check(verdict: .problem, subject: "editor", text: "\(program) of '\(editor)' was not found")
                    : Check(verdict: .ok, subject: "editor", text: editor))
        } else {
            checks.append(
                Check(verdict: .note, subject: "editor", text: "neither VISUAL nor EDITOR is set; Ctrl-G uses vi"))
        }
        return checks
    }
}

extension String {
    fileprivate var replacingDashes: String { filter { $0 != "-" } }
}
