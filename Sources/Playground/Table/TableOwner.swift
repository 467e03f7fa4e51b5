/// The tables that there are.
package enum TableOwner: Sendable, Hashable, CaseIterable {
    case logs
}

extension AppState {
    /// All columns of a table, in its own order.
    package func columns(of owner: TableOwner) -> [TableColumn] {
        switch owner {
        case .logs: LogTable.columns
        }
    }

    /// What the person has changed of a table.
    package func manner(of owner: TableOwner) -> TableManner {
        switch owner {
        case .logs: logs.manner
        }
    }

    /// Changes what a person may change of a table.
    package mutating func changeManner(of owner: TableOwner, _ change: (inout TableManner) -> Void) {
        switch owner {
        case .logs:
            let before = logs.manner
            change(&logs.manner)
            guard logs.manner != before else { return }
            isSessionDirty = true
            if logs.manner.sort != before.sort { reorderLogs() }
        }
    }
}
