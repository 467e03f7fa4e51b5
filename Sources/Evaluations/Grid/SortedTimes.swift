/// Milliseconds in ascending order. Adding or removing one costs a look-up by halves.
struct SortedTimes: Sendable, Hashable {
    private(set) var values: [Double] = []

    /// Adds times, many of them by sorting anew.
    mutating func add(_ times: [Double]) {
        guard times.count < values.count / 16 else {
            values.append(contentsOf: times)
            values.sort()
            return
        }
        for time in times { values.insert(time, at: place(of: time)) }
    }

    /// Removes a time, once.
    mutating func remove(_ time: Double) {
        let place = place(of: time)
        if place < values.count, values[place] == time { values.remove(at: place) }
    }

    /// The place of the first value that is not less.
    private func place(of time: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
