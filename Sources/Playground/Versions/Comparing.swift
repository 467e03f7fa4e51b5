package import Prompts
import RequestCore
import TextUI

/// One side of a comparison.
package enum ComparedSide: Hashable, Sendable {
    case version(VersionID)
    case draft(Config)
}

extension AppState {
    /// Compares with the marked version, else with the parent.
    mutating func compare(_ version: VersionSummary, _ browser: VersionBrowser) {
        if let marked = browser.marked.last(where: { $0 != version.id }) {
            let other = versions.first { $0.id == marked }?.number ?? 0
            let isOlder = other < version.number
            return ask(
                .version(
                    .compare(
                        .version(isOlder ? marked : version.id), .version(isOlder ? version.id : marked),
                        prompt: draft.name
                    )))
        }
        guard let parent = version.parent else {
            return say("v\(version.number) has no parent; mark a version with Space to compare with", .warning)
        }
        ask(.version(.compare(.version(parent), .version(version.id), prompt: draft.name)))
    }

    /// Compares with the deployed version as the old side, to show what would change there.
    mutating func compareWithDeployed(_ version: VersionSummary, _ browser: VersionBrowser) {
        let others = (browser.facts?.deployed ?? []).filter { $0.version != version.id }
        guard let place = others.first(where: { $0.environment == "production" }) ?? others.first else {
            return say("no other version is deployed", .warning)
        }
        ask(.version(.compare(.version(place.version), .version(version.id), prompt: draft.name)))
    }

    package mutating func compared(_ old: String, _ new: String, _ diff: ConfigDiff) {
        layers.push(Reading(title: "\(old) → \(new)", content: .difference(diff)))
    }

    mutating func openHistory(_ browser: VersionBrowser) {
        let title = "Deployments of \(Sanitiser.oneLine(draft.name))"
        layers.push(Reading(title: title, content: .history(browser.facts?.history ?? [])))
    }
}
