import Evaluations
import Logbook
import Prompts
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
    private let watch: LogWatch
    private let send: @MainActor (Action) -> Void
    /// What was said last of logs that cannot be read.
    private var told: String?
    /// The newest search. Answers to earlier ones do not matter.
    private var search: Task<Void, Never>?

    init(world: World, store: StoreQueue, wires: WireShelf, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.store = store
        self.wires = wires
        watch = LogWatch(world: world) { send(.logs(.changed)) }
        self.send = send
    }

    func perform(_ effect: LogEffect) {
        switch effect {
        case .list(let serial, let question): list(serial, question)
        case .find(let serial, let question, let time): find(serial, question, time)
        case .watch(let isOpen): watch.watch(isOpen)
        case .load(let id):
            store.read { [wires] stores in
                guard let record = try await stores.log(id: id) else { return .failed("the log \(id) is gone") }
                let number = try await stores.version(record.version, prompt: record.prompt)?.number
                var title: String?
                if let conversation = record.context.conversation {
                    title = try await stores.title(ofConversation: conversation)
                }
                return .logs(
                    .loaded(record, versionNumber: number, wire: wires.record(ofLog: id), conversation: title))
            }
        case .loadVersion(let record):
            store.read { stores in
                .logs(.versionLoaded(record, try await stores.version(record.version, prompt: record.prompt)))
            }
        case .count(let serial, let question, let grouping, let points):
            // The screen that waits for the numbers says why there are none.
            store.read { stores in
                do {
                    let filter = try await Self.filter(of: question, stores)
                    return .logs(.counted(serial, try await stores.numbers(of: filter, by: grouping, points: points)))
                } catch {
                    return .logs(.countRefused(serial, "\(error)"))
                }
            }
        case .addRows(let tried, let path):
            store.write { [files = world.files] stores in
                let rows = try await Self.rows(tried, stores)
                let added = try await files.add(rows, to: path)
                return .logs(.rowsAdded(rows.count, path: path, leavesOutExpected: added.leavesOutExpected))
            }
        case .compare(let first, let second):
            store.read { stores in
                let sides = try await (Self.side(first, stores), Self.side(second, stores))
                return .logs(.compared(LogDifference(sides.0, sides.1)))
            }
        case .delete(let ids):
            store.write { .logs(.deleted(try await $0.deleteLogs(ids), asked: ids.count)) }
        case .restoreDeleted:
            store.write { .logs(.restored(try await $0.restoreDeletedLogs())) }
        case .values(let field):
            store.read {
                .logs(.valuesListed(field, try await $0.values(of: field, limit: LogFilterChoices.mostValues)))
            }
        case .filters(let work):
            store.write { stores in
                switch work {
                case .list: break
                case .restore(let filter): try await stores.save(filter)
                case .save(let filter):
                    // What cannot be read now would be an error wherever it is named.
                    _ = try await LogFilter(reading: filter.text, now: Date(), offset: 0, saved: stores)
                    try await stores.save(filter)
                    return .logs(.filtersListed(try await stores.savedFilters(), saved: filter.name))
                case .rename(let name, let new): try await stores.renameFilter(name, to: new)
                case .remove(let name): try await stores.removeFilter(name)
                }
                return .logs(.filtersListed(try await stores.savedFilters()))
            }
        case .export(let ids, let path, let replaces):
            Task { [files = world.logFiles, send] in
                do {
                    let written = try await files.export(ids, to: path, replaces: replaces)
                    send(.logs(.exported(written, path: path)))
                } catch is LogFileExists {
                    send(.logs(.exportRefused(ids, path: path)))
                } catch {
                    send(.failed("the logs were not exported: \(error)"))
                }
            }
        case .askJudgement(let id):
            store.read { stores in
                let record = try await Self.record(id, stores)
                return .logs(.judgementLoaded([id], record.judgement))
            }
        case .change(let ids, let change):
            store.write { stores in
                var judgements: [String: Judgement] = [:]
                for id in ids { judgements[id] = try await stores.judge(log: id) { try change.apply(to: &$0) } }
                return .logs(.judgementsChanged(judgements))
            }
        case .judge(let id, let feedback):
            store.write { stores in
                try await stores.judge(log: id, as: feedback)
                return .logs(.judged(id, feedback))
            }
        }
    }

    private nonisolated static func record(_ id: String, _ stores: any Stores) async throws -> LogRecord {
        guard let record = try await stores.log(id: id) else { throw FieldError(message: "the log \(id) is gone") }
        return record
    }

    private nonisolated static func rows(_ tried: TriedRows, _ stores: any Stores) async throws -> [DataRow] {
        switch tried {
        case .row(let row): return [row]
        case .logs(let ids):
            var rows: [DataRow] = []
            for id in ids {
                let side = try await side(id, stores)
                rows.append(try DataRow(log: side.record, template: side.version?.config.template.count ?? 0))
            }
            return rows
        }
    }

    private nonisolated static func side(_ id: String, _ stores: any Stores) async throws -> LogDifference.Side {
        let record = try await record(id, stores)
        return LogDifference.Side(record, try await stores.version(record.version, prompt: record.prompt))
    }

    /// The most logs that are counted for a number at the list, unless a place far from its beginning has to be known.
    private nonisolated static let countedLogs = 10_000

    private func list(_ serial: Int, _ question: LogQuestion) {
        ask(serial) { stores in
            let filter = try await Self.filter(of: question, stores)
            let page = try await stores.logs(
                matching: LogQuery(filter, page: question.page, limit: question.limit, order: question.order))
            let bound = question.countsAll ? Int.max : Self.countedLogs
            return .listed(serial, page, total: try await stores.count(of: filter, upTo: bound))
        }
    }

    /// Lists the logs that were sent at a time or before it, and counts those that are newer.
    private func find(_ serial: Int, _ question: LogQuestion, _ time: String) {
        ask(serial) { stores in
            guard let date = LogTime.date(time, now: Date(), offset: question.offset) else {
                throw FieldError(message: LogTime.refusal(time))
            }
            let filter = try await Self.filter(of: question, stores)
            let since = LogMatch.time(from: date.addingTimeInterval(0.001), to: nil, written: time)
            let newer = filter.and(LogFilter([LogTerm(.field(.since, [since]))]))
            let start = try await stores.count(of: newer, upTo: .max).count
            let page = LogQuery.Page.after(LogPosition(createdAt: date, key: .max))
            let logs = try await stores.logs(matching: LogQuery(filter, page: page, limit: question.limit))
            return .found(serial, logs, start: start, total: try await stores.count(of: filter, upTo: .max))
        }
    }

    private nonisolated static func filter(of question: LogQuestion, _ stores: any Stores) async throws -> LogFilter {
        try await LogFilter(reading: question.filter, now: Date(), offset: question.offset, saved: stores)
    }

    /// Asks the store a question that takes the place of the last one.
    private func ask(_ serial: Int, _ question: @escaping @Sendable (any Stores) async throws -> LogAction) {
        search?.cancel()
        search = Task {
            do {
                let stores = try await world.stores()
                let answer = try await question(stores)
                if !Task.isCancelled { send(.logs(answer)) }
                if let complaint = await stores.complaint(), complaint != told {
                    told = complaint
                    send(.failed(complaint))
                }
            } catch let error as LogFilterError {
                if !Task.isCancelled { send(.logs(.refused(serial, error))) }
            } catch {
                if !Task.isCancelled { send(.logs(.notListed(serial, "\(error)"))) }
            }
        }
    }
}
