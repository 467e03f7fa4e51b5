/// A command that uses none of the settings, so a `config.yaml` that cannot be understood does not stop it.
protocol SettingsFreeCommand: EtudeCommand {}
