internal import JSON
internal import Prompts

/// The items of an answer while it arrives, and which of them a piece belongs to.
///
/// The server's place of the item decides (`output_index`), then its id, then the last item of the kind. Places may have
/// gaps; a server that gives one place to two items is understood by their ids.
struct ResponsesOutput: Sendable {
    /// What an event says about the item that it belongs to.
    struct Address: Sendable {
        var place: Int?
        var id: String?

        /// Of a piece.
        init(_ event: JSONObject) {
            place = event["output_index"]?.intValue.flatMap { (0..<ResponsesOutput.placeLimit).contains($0) ? $0 : nil }
            id = event["item_id"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        }

        /// Of an item that is opened or finished.
        init(item: JSONObject, in event: JSONObject) {
            self.init(event)
            id = ResponsesOutput.id(of: item)
        }
    }

    /// A place beyond this is a mistake.
    private static let placeLimit = 1 << 20

    /// In order of their appearance.
    private var items: [ResponsesOpenItem] = []
    /// The numbers in `items`, by the items' places and ids.
    private var numberAtPlace: [Int: Int] = [:]
    private var numberOfID: [String: Int] = [:]
    private var last: Int?
    private var calls = 0
    private var placesCollide = false

    /// The items in the order of their places.
    private var inOrder: [ResponsesOpenItem] { items.sorted { $0.place < $1.place } }

    private static func id(of item: JSONObject) -> String? {
        ResponsesItem.id(of: .object(item)) ?? item["call_id"]?.stringValue
    }

    /// Opens an item; one that is open already goes on.
    mutating func open(_ item: JSONObject, in event: JSONObject, into events: inout [RunEvent]) {
        let address = Address(item: item, in: event)
        if known(address, type: item["type"]?.stringValue ?? "") == nil { add(item, at: address, into: &events) }
    }

    /// Changes the item that an event belongs to. If none fits, one of this type is made.
    mutating func with(
        _ address: Address, type: String, into events: inout [RunEvent],
        _ change: (inout ResponsesOpenItem, inout [RunEvent]) -> Void
    ) {
        let number =
            known(address, type: type) ?? lastItem(type, address)
            ?? add(["type": .string(type)], at: address, into: &events)
        last = number
        change(&items[number], &events)
    }

    /// Finishes an item.
    mutating func finish(_ item: JSONObject, in event: JSONObject, model: String, into events: inout [RunEvent]) {
        let address = Address(item: item, in: event)
        let type = item["type"]?.stringValue ?? ""
        let number = known(address, type: type) ?? lastItem(type, address) ?? add(item, at: address, into: &events)
        note(item, number)
        items[number].finish(item, into: &events)
        items[number].replace(model: model, into: &events)
    }

    /// Passes on what of an answer's items has not come in pieces.
    ///
    /// - Parameter told: the items as the end of the answer repeats them.
    /// - Returns: the items of the answer: those, or as they streamed if the end repeats none.
    mutating func conclude(_ told: [JSONObject], into events: inout [RunEvent]) -> [JSONValue] {
        guard !told.isEmpty else { return inOrder.map { .object($0.assembled) } }
        let streamed = items.indices.sorted { items[$0].place < items[$1].place }
        return told.enumerated().map { place, item in
            let atPlace = streamed.indices.contains(place) ? streamed[place] : nil
            let fitting = atPlace.flatMap { items[$0].type == item["type"]?.stringValue ? $0 : nil }
            let number =
                Self.id(of: item).flatMap { numberOfID[$0] } ?? fitting
                ?? add(item, at: Address(JSONObject()), into: &events)
            items[number].finish(item, into: &events)
            return .object(items[number].json)
        }
    }

    /// Ends an answer that broke off.
    mutating func close(model: String, into events: inout [RunEvent]) {
        for number in items.indices { items[number].close(model: model, into: &events) }
    }

    // MARK: Which item

    private func known(_ address: Address, type: String) -> Int? {
        let byID = address.id.flatMap { numberOfID[$0] }
        if placesCollide, let byID { return byID }
        guard let number = address.place.flatMap({ numberAtPlace[$0] }) else { return byID }
        let item = items[number]
        guard item.type == type else { return byID.flatMap { items[$0].type == type ? $0 : nil } }
        return isAnother(address, than: item) ? byID : number
    }

    /// Whether a place is used for a second item, although the first is finished.
    private func isAnother(_ address: Address, than item: ResponsesOpenItem) -> Bool {
        guard item.isDone, let id = address.id, let own = ResponsesItem.id(of: .object(item.json)) else { return false }
        return id != own && id != item.json["call_id"]?.stringValue
    }

    /// The item of this type that goes on if an event has no place, and no id that is known.
    private func lastItem(_ type: String, _ address: Address) -> Int? {
        guard address.place == nil else { return nil }
        if let last, items[last].type == type, !items[last].isDone { return last }
        return items.lastIndex { $0.type == type && !$0.isDone }
    }

    @discardableResult
    private mutating func add(_ item: JSONObject, at address: Address, into events: inout [RunEvent]) -> Int {
        let number = items.count
        let next = (numberAtPlace.keys.max() ?? -1) + 1
        let isTaken = address.place.map { numberAtPlace[$0] != nil } ?? false
        if isTaken { placesCollide = true }
        let place = isTaken ? next : address.place ?? next
        let isCall = ResponsesOpenItem.isCall(item)
        items.append(ResponsesOpenItem(item, place: place, callNumber: isCall ? calls : nil, into: &events))
        if isCall { calls += 1 }
        numberAtPlace[place] = number
        if let id = address.id { numberOfID[id] = number }
        note(item, number)
        last = number
        return number
    }

    private mutating func note(_ item: JSONObject, _ number: Int) {
        if let id = ResponsesItem.id(of: .object(item)) { numberOfID[id] = number }
        if let id = item["call_id"]?.stringValue, numberOfID[id] == nil { numberOfID[id] = number }
    }
}
