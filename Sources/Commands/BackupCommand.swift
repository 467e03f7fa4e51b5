import ArgumentParser
import Storage

/// `etude backup FILE`
struct BackupCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store to a file while others go on using it.",
        discussion: """
            etude backup ~/backups/etude-2026-11-30.db

            The copy has all versions, logs, conversations and evaluations. To use it,
            name it etude.db in a home of its own (ETUDE_HOME). The bytes of images are
            files in blobs/ beside the store; copy that folder, too.
            """)

    @Argument(help: "The file to write; it must not exist.")
    var file: String

    func run(_ session: CommandSession) async throws {
        let path = session.surroundings.folder.place(of: file)
        try await session.store.store().backUp(to: path)
        session.errors.line("etude: \(file) is a copy of \(session.surroundings.home.data)/etude.db")
    }
}
