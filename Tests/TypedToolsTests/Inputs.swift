import JSON
import TypedTools

enum Units: String, CaseIterable, ToolInputValue { case imperial, metric }
enum Level: Int, CaseIterable, ToolInputValue { case low = 1, high = 3 }

/// Looks the weather up.
///
/// "Now" or later.
@ToolInput struct Weather: Equatable {
    /// City name
    var location: String
    @ToolProperty(minimum: 1, maximum: 14) var days = 1
    var units: Units?
}

@ToolInput("google_search") struct Search: Equatable {
    @ToolProperty("What to look for", key: "q", minLength: 1) var query: String
}

@ToolInput(strict: true) struct Order: Equatable {
    @ToolInput struct Item: Equatable {
        var name: String
        var price: Double
        var tags: [String]
    }

    var items: [Item]
    var note: String?
    var level: Level = .low
    var express = false
    var `default`: Int64
}

/// Leads back to itself.
@ToolInput struct Folder: Equatable {
    var name: String
    var folders: [Folder]
}

@ToolInput struct Shelf: Equatable {
    var top: Folder
    var labels: [String: Int]
}

@ToolInput struct Nothing: Equatable {}
