import Prompts
package import RequestCore
import TextUI

/// A move of an environment that may need confirmation.
package struct PlannedMove: Hashable, Sendable {
    var version: VersionID
    var environment: String
    var kind = Deployment.Kind.deploy
    var note = ""
}

/// Deploys from the version browser.
extension AppState {
    private static let stillReading = "the deployments are still being read; try again in a moment"

    /// Opens the browser on the draft's version and asks where to deploy it.
    mutating func deployDraft() {
        openVersions()
        withTop(VersionBrowser.self) { browser, _ in browser.deploysNext = true }
    }

    /// Lists the environments. Any other name can be typed.
    mutating func openDeploying(_ version: VersionSummary, _ browser: VersionBrowser) {
        guard let facts = browser.facts else { return say(Self.stillReading, .warning) }
        let id = version.id
        var items = facts.deployed.map { place in
            Dropdown.Item(
                place.environment, columns: ["v\(place.number)", place.isProtected ? "protected" : ""],
                value: place.environment,
                note: place.version == id
                    ? "already deployed there" : "moves from v\(place.number) to v\(version.number)"
            ) { $0.deploy(id, to: place.environment) }
        }
        for name in ["production", "staging"] where !items.contains(where: { $0.value == name }) {
            items.append(
                Dropdown.Item(name, columns: ["–", ""], value: name, note: "nothing is there yet") {
                    $0.deploy(id, to: name)
                })
        }
        let typed = Dropdown.Typed(note: "a new environment") { $0.deploy(id, to: $1) }
        layers.push(Dropdown(title: "Deploy v\(version.number) to", items: items, current: nil, typed: typed))
    }

    /// Deploys, after a question if the environment is production or protected and not empty.
    mutating func deploy(_ id: VersionID, to environment: String) {
        guard let browser = layers.top as? VersionBrowser else { return }
        let name = environment.trimmingSpaces
        let current = browser.facts?.deployed.first { $0.environment == name }
        if current?.version == id { return say("\(name) already has it") }
        let move = PlannedMove(version: id, environment: name)
        let number = versions.first { $0.id == id }.map { "v\($0.number)" } ?? id.short
        return confirm(move, current, to: number)
    }

    mutating func rollBack(_ version: VersionSummary, _ browser: VersionBrowser) {
        guard let facts = browser.facts else { return say(Self.stillReading, .warning) }
        guard let place = facts.deployed.first(where: { $0.version == version.id }) else {
            return say("v\(version.number) is not deployed; b rolls back a deployed version (◆)", .warning)
        }
        guard let before = Deployment.beforeLast(of: place.environment, in: facts.history) else {
            return say("\(place.environment) has no earlier version to roll back to", .warning)
        }
        let move = PlannedMove(
            version: before.version, environment: place.environment, kind: .rollback,
            note: Deployment.note(backFrom: place.number))
        return confirm(move, place, to: "v\(before.number)")
    }

    private mutating func confirm(_ move: PlannedMove, _ current: DeployedVersion?, to number: String) {
        guard let current, current.asksBeforeMoving else { return carryOut(move) }
        let items = [
            Dropdown.Item("no, keep it", value: nil) { $0.say("nothing was changed") },
            Dropdown.Item("yes, move it", value: "yes") { $0.carryOut(move) },
        ]
        let title = "Move \(Sanitiser.oneLine(move.environment)) from v\(current.number) to \(number)?"
        layers.push(Dropdown(title: title, items: items, current: nil))
    }

    mutating func carryOut(_ move: PlannedMove) {
        ask(.version(.deploy(move, prompt: draft.name, by: settings.account)))
    }

    package mutating func deployed(_ prompt: String, _ place: DeployedVersion) {
        say("\(prompt)@\(place.environment) is v\(place.number) \(place.version.short)")
        // What was read before is out of date: the next deployment must not be decided by it.
        layers.change(VersionBrowser.self) { $0.facts = nil }
        ask(.version(.loadFacts(prompt: prompt)))
        ask(.version(.list(prompt: prompt)))
    }
}
