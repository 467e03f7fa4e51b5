package import Prompts

extension PromptDocument {
    /// The document with the settings of tools that were renamed in its text: what answers a tool goes along with its name.
    ///
    /// A tool counts as renamed where the text has another name at its place, and neither name elsewhere. Settings that the text
    /// has under the new name stay as they are.
    ///
    /// - Parameter earlier: the config before the text was changed.
    package func withSettingsOfRenamedTools(since earlier: Config) -> PromptDocument {
        var document = self
        for (old, new) in earlier.renamedTools(in: config)
        where config.tool(named: old) == nil && earlier.tool(named: new) == nil {
            document.etude = ToolSettings.renaming(old, to: new, in: document.etude)
            document.config.followRenaming(of: old, to: new)
        }
        return document
    }
}
