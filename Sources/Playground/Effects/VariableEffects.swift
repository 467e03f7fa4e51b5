import Evaluations
import JSON
import Logbook
import Prompts
import RequestCore

/// Finds values of variables: those of earlier runs, and the rows of a dataset.
@MainActor final class VariableEffects {
    /// The last logs that are looked through.
    private static let looked = 40

    private let files: any PromptFileAccess
    private let store: StoreQueue
    private let send: @MainActor (Action) -> Void

    init(world: World, store: StoreQueue, send: @escaping @MainActor (Action) -> Void) {
        files = world.files
        self.store = store
        self.send = send
    }

    func perform(_ effect: VariableEffect) {
        switch effect {
        case .recall(let name, let prompt):
            store.read { stores in
                var values: [JSONValue] = []
                for log in try await stores.logs(matching: LogQuery(.prompt(prompt), limit: Self.looked)) {
                    guard let value = try await stores.log(id: log.id)?.inputs?[name], !value.isNull else { continue }
                    if !values.contains(value) { values.append(value) }
                }
                return .variable(.recalled(name, values))
            }
        case .readRows(let path, let directory): Task { await readRows(path, directory) }
        }
    }

    private func readRows(_ path: String, _ directory: String?) async {
        do {
            guard let file = try await files.text(of: directory.map { $0 + "/" + path } ?? path) else {
                throw FieldError(file: path, message: "there is no such file")
            }
            let rows = try await Self.rows(of: file)
            send(.variable(.rowsRead(DatasetRows(path: path, rows: rows))))
        } catch {
            send(.failed("\(error)"))
        }
    }

    @concurrent private nonisolated static func rows(of file: FileText) async throws(FieldError) -> [JSONObject] {
        try DatasetReader(file: file.path).read(Array(file.text.utf8), format: DatasetReader.format(ofPath: file.path))
            .rows.map(\.vars)
    }
}
