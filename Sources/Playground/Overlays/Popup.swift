package import TextUI

/// The letters after Ctrl-X.
package enum Popup {
    /// The commands that have a letter, in the order of help.
    package static let commands = Command.all.filter { $0.popupKey != nil }

    /// The command of a key: its letter, with Ctrl held or not.
    package static func command(for key: Key) -> Command? {
        guard case .character(let character) = key.onLatinLayout.code, key.modifiers.isSubset(of: .control) else {
            return nil
        }
        return commands.first { $0.popupKey == character }
    }
}

extension AppState {
    package mutating func openPopup() {
        overlays.append(.popup)
    }

    mutating func pressInPopup(_ key: Key) {
        if key == .escape { return closeOverlay() }
        guard let command = Popup.command(for: key) else {
            closeOverlay()
            return say("\(key.label) means nothing after ^X", .warning)
        }
        return performFromPopup(command)
    }

    mutating func performFromPopup(_ command: Command) {
        closeOverlay()
        perform(command)
    }
}
