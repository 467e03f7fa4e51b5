package import TextUI

extension AppState {
    /// Takes the themes found on disk, and restores the one that was chosen in the last session.
    ///
    /// - Parameter chosen: the theme of the settings, which the screen already has.
    package mutating func themesLoaded(_ themes: [Theme], chosen: String?) {
        settings.themes = themes
        guard settings.theme != .plain, let name = chosenTheme, name != chosen,
            let theme = themes.first(where: { $0.name == name })
        else { return }
        settings.theme = theme
    }

    /// Applies a theme that the person chose.
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
