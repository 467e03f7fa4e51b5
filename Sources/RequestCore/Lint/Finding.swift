package import Prompts

/// Something about a request that the person may want to know before it is sent. It never forbids: the server has the
/// last word.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// How sure it is that the server will refuse.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The API is known to refuse it.
        case error
        /// It is likely to be refused, or to do something else than meant.
        case warning
        case note
    }

    /// How sure it is.
    package var severity: Severity
    /// The path of the field, for example `tools[0].name` or `messages[3]`.
    package var place: String
    /// A sentence.
    package var text: String
    /// What would settle it; nil where only the person can tell.
    package var fix: Fix?

    /// A change of the config that settles a finding.
    package struct Fix: Sendable, Hashable {
        /// What it does, for example `unset temperature`.
        package var title: String
        /// The config after it.
        package var config: Config

        /// A fix of these fields.
        package init(_ title: String, config: Config) {
            self.title = title
            self.config = config
        }
    }

    /// A finding; see the fields.
    package init(_ severity: Severity, _ place: String, _ text: String, fix: Fix? = nil) {
        self.severity = severity
        self.place = place
        self.text = text
        self.fix = fix
    }

    /// `error: tools[0].name: …`.
    package var description: String { "\(severity.rawValue): \(place): \(text)" }
}

extension Config {
    /// A fix that changes this config.
    func fix(_ title: String, _ change: (inout Config) -> Void) -> Finding.Fix {
        var config = self
        change(&config)
        return Finding.Fix(title, config: config)
    }

    /// The fix that does not send a field.
    func unsetting(_ parameter: Parameter) -> Finding.Fix {
        fix("unset \(parameter.rawValue)") { $0[parameter] = nil }
    }
}
