package import Prompts

/// Something about a request that the person may want to know before it is sent.
///
/// A finding never keeps a request from being sent: the server has the last word.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// How certain it is that the server refuses the request.
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The API is known to refuse the request.
        case error
        /// The server may refuse the request, or do something else than the person means.
        case warning
        /// The person may want to know it.
        case note
    }

    /// The rule that the request breaks.
    package var rule: RuleID
    /// How certain it is that the server refuses the request.
    package var severity: Severity
    /// The part of the request that the finding is about.
    package var place: Place
    /// What is wrong, as a sentence that ``place`` begins.
    package var text: String
    /// The change that settles the finding; nil where only the person can tell.
    package var fix: Fix?

    /// A change of the config that settles a finding.
    package struct Fix: Sendable, Hashable {
        /// What the change does, for example `unset temperature`.
        package var title: String
        /// The config after the change.
        package var config: Config

        /// Makes a fix from its title and the config that it leads to.
        package init(_ title: String, config: Config) {
            self.title = title
            self.config = config
        }
    }

    /// Makes a finding from the rule that is broken, where, and how to say it.
    package init(_ rule: RuleID, _ severity: Severity, _ place: Place, _ text: String, fix: Fix? = nil) {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.text = text
        self.fix = fix
    }

    /// The finding as one line: `error: tools[0].name: …`.
    package var description: String { "\(severity.rawValue): \(place): \(text)" }
}

extension Config {
    /// Returns a fix that changes this config.
    func fix(_ title: String, _ change: (inout Config) -> Void) -> Finding.Fix {
        var config = self
        change(&config)
        return Finding.Fix(title, config: config)
    }

    /// Returns the fix that leaves a field out of the request.
    func unsetting(_ parameter: Parameter) -> Finding.Fix {
        fix("unset \(parameter.rawValue)") { $0[parameter] = nil }
    }
}
