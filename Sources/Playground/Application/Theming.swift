package import TextUI

extension AppState {
    /// Takes the themes found on disk; the one that was chosen here in the last session comes back.
    ///
    /// - Parameter chosen: what the settings name; the screen has it already.
    package mutating func themesLoaded(_ themes: [Theme], chosen: String?) {
        settings.themes = themes
        guard settings.theme != .plain, let name = chosenTheme, name != chosen,
            let theme = themes.first(where: { $0.name == name })
        else { return }
        settings.theme = theme
    }

    /// Takes a theme that a person chose.
    package mutating func chooseTheme(_ theme: Theme) {
        settings.theme = theme
        chosenTheme = theme.name
        isSessionDirty = true
        saveSession()
        ask(.terminal(.redraw))
    }

    package mutating func chooseModel(_ model: String) {
        rememberMoment()
        draft.config.model = model
        return settle()
    }
}
