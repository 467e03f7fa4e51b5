import TextUI

/// Keys, pastes, clicks and the wheel go to the top layer.
extension AppState {
    /// Does the layer's command of a key. Any other key is text or moves in a list, or it is said that it means nothing here.
    ///
    /// - Parameter elsewhere: the key's command that works anywhere, but not over this layer.
    mutating func pressInLayer(_ key: Key, elsewhere: Command?) {
        guard let top = layers.top else { return }
        let isText = top.takesAllKeys || top.isTyping && key.typedCharacter != nil
        if !isText, let command = settings.keymap.command(for: key, in: type(of: top).place) { return perform(command) }
        let isTab = key == .tab || key == .shiftTab
        if isText && key.typedCharacter != nil || top.takes(key) {
            withTop { $0.press(key, in: &$1) }
        } else if let elsewhere, !isTab {
            pressElsewhere(key, elsewhere, over: top)
        } else if key.typedCharacter != nil || isTab && !top.isTyping && !top.takesAllKeys {
            sayMeaningless(key)
        } else {
            withTop { $0.press(key, in: &$1) }
        }
    }

    mutating func pasteIntoLayer(_ text: String) { withTop { $0.paste(text, in: &$1) } }

    /// A click on a row of the top layer's list, counted from its first row.
    mutating func clickedLayerRow(_ index: Int) { withTop { $0.click(row: index, in: &$1) } }

    /// A click on the title of a column of the top layer's table.
    mutating func clickedLayerHead(_ column: TableColumn.ID) { withTop { $0.click(head: column, in: &$1) } }

    mutating func scrollLayer(by lines: Int) { withTop { $0.scroll(by: lines, in: &$1) } }

    mutating func leaveLayer() { withTop { $0.leave(in: &$1) } }

    /// Opens the layer, or closes it if it is already on top.
    mutating func toggle<L: Layer>(_ layer: L) {
        if layers.top is L { layers.pop() } else { layers.push(layer) }
    }

    /// Lets the top layer change itself and the state. A layer that it closes or replaces meanwhile stays so.
    mutating func withTop<L: Layer>(_ kind: L.Type, _ change: (inout L, inout AppState) -> Void) {
        guard let id = layers.topID, var layer = layers.top as? L else { return }
        change(&layer, &self)
        layers.putBack(layer, id: id)
    }

    private mutating func withTop(_ change: (inout any Layer, inout AppState) -> Void) {
        guard let id = layers.topID, var layer = layers.top else { return }
        change(&layer, &self)
        layers.putBack(layer, id: id)
    }

    /// The keys that a layer names at its lower border.
    func borderHint(_ isTop: Bool) -> String {
        isTop ? layerHints.map { "\($0.label) \($0.word)" }.joined(separator: "   ") : ""
    }
}

/// Draws the layers over the panes, the lowest first.
package enum LayerView {
    package static func draw(_ state: AppState, on canvas: inout Canvas) {
        let layers = state.layers.all
        for (index, layer) in layers.enumerated() where !(layer is ComparePage) {
            canvas.frame.cursor = nil
            layer.draw(state, isTop: index == layers.count - 1, on: &canvas)
        }
    }
}
