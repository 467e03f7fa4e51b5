import Prompts
import RequestCore
import TextUI

/// The prompt as a program.
extension AppState {
    mutating func openPrograms() {
        let notes: [CodeExport.Language: String] = [
            .curl: "a shell script", .python: "with the vendor's package", .swift: "with this package's RequestCore",
            .javascript: "with the vendor's package, as an ES module", .json: "the body of the request",
        ]
        let items = CodeExport.Language.allCases.map { language in
            Dropdown.Item(language.rawValue, value: language.rawValue, note: notes[language] ?? "") {
                $0.showProgram(in: language)
            }
        }
        layers.push(Dropdown(title: "Export as code", items: items, current: nil))
    }

    /// Shows the settled config as a program. Images that only the store has are shown as hashes; `etude export`
    /// includes their bytes.
    mutating func showProgram(in language: CodeExport.Language) {
        settleFields()
        settleTyping()
        let export = CodeExport(
            prompt: draft.name, config: draft.config, inputs: draft.inputs, folder: draftFolder, model: modelName,
            dialect: provider.provider?.dialect(for: draft.config) ?? .chat)
        let title = "\(Sanitiser.oneLine(draft.name)) as \(language.rawValue)"
        let name = language == .curl ? "sh" : language.rawValue
        layers.push(Reading(title: title, content: .program(export.text(in: language), language: name)))
        guard let warning = export.warnings(in: language).first else { return }
        say(warning, .warning)
    }
}
