import RequestCore

extension LogOrder {
    /// The order as SQL. Logs of equal value are listed newest first.
    var sql: String {
        let direction = isDescending ? "DESC" : "ASC"
        if key == .time { return "createdAt \(direction), key \(direction)" }
        return "\(expression) IS NULL, \(expression) \(direction), createdAt DESC, key DESC"
    }

    private var expression: String {
        switch key {
        case .time: "createdAt"
        case .prompt: "prompt"
        case .version: "number"
        case .provider: "provider"
        case .model: "model"
        case .source: "source"
        case .status: "status"
        case .message: "message"
        case .answer: "answer"
        case .calls: "callCount"
        case .cost: "cost"
        case .first: "firstTokenMS"
        case .total: "totalMS"
        case .tokens: "totalTokens"
        }
    }
}
