import Commands
import Playground
import Prompts
import RequestCore
import TextUI

/// What `config.yaml` and the environment say of the playground.
enum PlaygroundSettings {
    /// - Parameter provider: from `--provider`.
    /// - Throws: ``FieldError`` for a provider that cannot be used.
    static func make(_ surroundings: Surroundings, provider: String?) throws -> AppSettings {
        let settings = surroundings.settings
        let keymap = settings.keys.isEmpty ? .standard : Keymap(settings.keys)
        let resolver = surroundings.resolver
        if let provider { _ = try resolver.resolve(requested: provider) }
        let directory = ProviderDirectory(names: resolver.names) { configured in
            do throws(FieldError) {
                return .ready(try resolver.resolve(requested: provider, config: configured))
            } catch {
                return .missing(error)
            }
        }
        let noColor = !(surroundings.environment["NO_COLOR"] ?? "").isEmpty
        let (theme, themeProblem) = theme(surroundings)
        var made = AppSettings(
            providers: directory, theme: noColor ? .plain : theme, themes: [.terminal, .plain],
            keymap: keymap,
            borders: settings.ascii ? .ascii : .lines, usesMouse: settings.mouse, timeZoneOffset: LocalTime.offset())
        made.problems = (keyProblems(keymap, surroundings) + [themeProblem].compactMap(\.self)).map(notice)
        made.models = settings.models
        made.readyProviders = resolver.ready
        made.account = DiskFiles.account
        if let project = surroundings.project {
            made.promptFolders = [
                project.prompts, PromptDocument.path(to: project.prompts, from: surroundings.folder.whole),
            ]
        }
        made.maxSpend = settings.maxSpend
        made.fetchImages = settings.fetchImages
        made.servers = try surroundings.servers()
        return made
    }

    /// The entries of `config.yaml` that the playground cannot use and starts without.
    static func problems(_ surroundings: Surroundings) -> [FieldError] {
        keyProblems(Keymap(surroundings.settings.keys), surroundings) + [theme(surroundings).problem].compactMap(\.self)
    }

    /// A problem as one line of the footer has room for it: the file by its name.
    private static func notice(_ problem: FieldError) -> String {
        var problem = problem
        problem.file = problem.file.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        return problem.description
    }

    private static func keyProblems(_ keymap: Keymap, _ surroundings: Surroundings) -> [FieldError] {
        keymap.problems.map { problem in
            FieldError(file: surroundings.home.settingsFile, line: problem.line, message: problem.description)
        }
    }

    /// The theme that the settings name; the terminal's own, and why, where it cannot be read.
    private static func theme(_ surroundings: Surroundings) -> (theme: Theme, problem: FieldError?) {
        switch surroundings.settings.theme {
        case nil, "terminal": return (.terminal, nil)
        case "plain": return (.plain, nil)
        case .some(let name):
            do {
                return (try ThemeFiles.theme(named: name, home: surroundings.home), nil)
            } catch {
                return (.terminal, error as? FieldError ?? FieldError(message: "\(error)"))
            }
        }
    }
}
