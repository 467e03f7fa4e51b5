import Logbook
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Searches, loads and rates logs.
@MainActor final class LogEffects {
    private let world: World
    private let store: StoreQueue
    private let wires: WireShelf
    private let send: @MainActor (Action) -> Void
    /// The newest search. Answers to earlier ones do not matter.
    private var search: Task<Void, Never>?

    init(world: World, store: StoreQueue, wires: WireShelf, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.store = store
        self.wires = wires
        self.send = send
    }

    func perform(_ effect: LogEffect) {
        switch effect {
        case .list(let serial, let question): list(serial, question)
        case .load(let id):
            store.read { [wires] stores in
                guard let record = try await stores.log(id: id) else { return .failed("the log \(id) is gone") }
                let number = try await stores.version(record.version, prompt: record.prompt)?.number
                return .logs(.loaded(record, versionNumber: number, wire: wires.record(ofLog: id)))
            }
        case .loadVersion(let record):
            store.read { stores in
                .logs(.versionLoaded(record, try await stores.version(record.version, prompt: record.prompt)))
            }
        case .judge(let id, let feedback):
            store.write { stores in
                try await stores.judge(log: id, as: feedback)
                return .logs(.judged(id, feedback))
            }
        }
    }

    /// The most logs that are counted, for a number at the list.
    private static let countedLogs = 10_000

    private func list(_ serial: Int, _ question: LogQuestion) {
        search?.cancel()
        search = Task {
            do {
                let stores = try await world.stores()
                let filter = try await LogFilter(
                    reading: question.filter, now: Date(), offset: question.offset, saved: stores)
                let page = try await stores.logs(
                    matching: LogQuery(filter, page: question.page, limit: question.limit))
                let total = try await stores.count(of: filter, upTo: Self.countedLogs)
                if !Task.isCancelled { send(.logs(.listed(serial, page, total: total))) }
            } catch let error as LogFilterError {
                if !Task.isCancelled { send(.logs(.refused(serial, error))) }
            } catch {
                if !Task.isCancelled { send(.failed("\(error)")) }
            }
        }
    }
}
