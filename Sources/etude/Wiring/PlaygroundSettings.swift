import Commands
import Glibc
import Playground
import Prompts
import RequestCore
import TextUI

/// What `config.yaml` and the environment say of the playground.
enum PlaygroundSettings {
    /// - Parameter provider: from `--provider`.
    /// - Throws: ``FieldError`` for a keymap or a provider that cannot be used.
    static func make(_ surroundings: Surroundings, provider: String?) throws -> AppSettings {
        let settings = surroundings.settings
        let keymap: Keymap
        do {
            keymap = settings.keys.isEmpty ? .standard : try Keymap(custom: settings.keys)
        } catch {
            throw FieldError(file: surroundings.home.settingsFile, message: error.description)
        }
        let resolver = ProviderResolver(
            settings: settings, environment: surroundings.environment, dotEnv: surroundings.dotEnv)
        if let provider { _ = try resolver.resolve(requested: provider) }
        let directory = ProviderDirectory(names: resolver.names) { configured in
            do throws(FieldError) {
                return .ready(try resolver.resolve(requested: provider, config: configured))
            } catch {
                return .missing(error)
            }
        }
        let noColor = !(surroundings.environment["NO_COLOR"] ?? "").isEmpty
        var made = AppSettings(
            providers: directory, theme: noColor ? .plain : try theme(surroundings), themes: [.terminal, .plain],
            keymap: keymap,
            borders: settings.ascii ? .ascii : .lines, usesMouse: settings.mouse, timeZoneOffset: timeZoneOffset())
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

    /// What of the settings the playground cannot use.
    static func problems(_ surroundings: Surroundings) -> [FieldError] {
        do {
            _ = try make(surroundings, provider: nil)
            return []
        } catch let error as FieldError {
            return [error]
        } catch {
            return [FieldError(file: surroundings.home.settingsFile, message: "\(error)")]
        }
    }

    private static func theme(_ surroundings: Surroundings) throws -> Theme {
        switch surroundings.settings.theme {
        case nil, "terminal": .terminal
        case "plain": .plain
        case .some(let name): try ThemeFiles.theme(named: name, home: surroundings.home)
        }
    }

    /// Seconds east of Greenwich, now.
    private static func timeZoneOffset() -> Int {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return local.tm_gmtoff
    }
}
