/// A line of the thread, told by a message: the number of a line would change with what stands above it, which is not laid out
/// before somebody looks at it.
package struct ThreadAnchor: Sendable, Hashable {
    /// The message from whose first line on lines are counted; nil for the beginning of the thread.
    package var ref: EntryRef?
    /// The lines below that one. There may be more than the message has.
    package var row = 0
    /// Whether the message's last line is at the bottom of the view, if the message fits into it, whatever the row says.
    package var endsView = false

    package init(ref: EntryRef?, row: Int = 0, endsView: Bool = false) {
        self.ref = ref
        self.row = row
        self.endsView = endsView
    }
}
