import ArgumentParser
import JSON
import Logbook
import TextUI

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `etude logs filters`
struct LogsFiltersCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "filters", abstract: "Filters under a name, which @NAME stands for.",
        discussion: """
            etude logs filters save costly 'cost:>0.01 since:7d'
            etude logs filters
            etude logs @costly
            """,
        subcommands: [
            LogsFiltersListCommand.self, LogsFiltersSaveCommand.self, LogsFiltersRenameCommand.self,
            LogsFiltersRemoveCommand.self,
        ], defaultSubcommand: LogsFiltersListCommand.self)

    func run(_ session: CommandSession) async throws {}
}

/// `etude logs filters [list]`
struct LogsFiltersListCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the saved filters by name.")

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let filters = try await session.store.store().savedFilters()
        session.sayEmpty(
            filters.isEmpty, json: json, "there are no saved filters; etude logs filters save NAME FILTER makes one")
        for filter in filters {
            if json {
                try session.output.writeLine(["name": .string(filter.name), "filter": .string(filter.text)])
            } else {
                try session.output.write("@\(filter.name)  \(Sanitiser.oneLine(filter.text))\n")
            }
        }
    }
}

/// `etude logs filters save NAME FILTER…`
struct LogsFiltersSaveCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Save a filter, in the place of one with the same name.")

    @Argument(help: "The name, without @.")
    var name: String

    @Argument(parsing: .allUnrecognized, help: "The filter, in one argument or several.")
    var filter: [String]

    func validate() throws { try LogFilterOptions.refuseOptions(in: filter) }

    func run(_ session: CommandSession) async throws {
        let text = LogFilterOptions.text(of: filter)
        let store = try await session.store.store()
        let filter = SavedFilter(name: name, text: text)
        // What cannot be read now would be an error wherever it is named. It is read under its name, which may be in a circle.
        let others = try await store.savedFilters().filter { $0.name != name }
        var context = LogFilterContext(now: Date(), offset: LocalTime.offset())
        for saved in others + [filter] { context.saved[saved.name] = saved.text }
        do throws(LogFilterError) {
            _ = try LogFilter(parsing: text, context, named: name)
        } catch {
            throw CommandFailure("the filter \(text) cannot be read: \(error)")
        }
        try await store.save(filter)
    }
}

/// `etude logs filters rename NAME NEW`
struct LogsFiltersRenameCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Rename a saved filter, also where other filters name it.")

    @Argument(help: "The name, without @.")
    var name: String

    @Argument(help: "The new name, without @.")
    var new: String

    func run(_ session: CommandSession) async throws {
        try await session.store.store().renameFilter(name, to: new)
    }
}

/// `etude logs filters remove NAME`
struct LogsFiltersRemoveCommand: SettingsFreeCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a saved filter.", aliases: ["delete"])

    @Argument(help: "The name, without @.")
    var name: String

    func run(_ session: CommandSession) async throws {
        let store = try await session.store.store()
        try await store.removeFilter(name)
        let users = try await store.savedFilters().filter { $0.names(name) }.map { "@" + $0.name }
        guard !users.isEmpty else { return }
        session.errors.line(
            "etude: \(users.joined(separator: ", ")) \(users.count == 1 ? "names" : "name") @\(name) and cannot be read now; "
                + "save another filter under that name, or change \(users.count == 1 ? "it" : "them")")
    }
}
