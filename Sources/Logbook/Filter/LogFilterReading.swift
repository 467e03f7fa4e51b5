#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

extension LogFilter {
    /// Reads the text of a filter, with the saved filters of a store if the text may name one.
    ///
    /// - Throws: ``LogFilterError``, or the store's error.
    package init(reading text: String, now: Date, offset: Int, saved store: any SavedFilterStore) async throws {
        var context = LogFilterContext(now: now, offset: offset)
        if text.contains("@") {
            for filter in try await store.savedFilters() { context.saved[filter.name] = filter.text }
        }
        try self.init(parsing: text, context)
    }
}
