package import TextUI

extension AppState {
    /// Handles the mouse: a click goes to what was drawn at its place, the wheel scrolls what is under it.
    package mutating func click(_ event: MouseEvent) {
        let target = metrics.target(at: event.position)
        switch event.kind {
        case .wheelUp: return wheel(-3, over: target)
        case .wheelDown: return wheel(3, over: target)
        case .drag where event.button == .left && logs.isDragged: return dragLogs(to: event.position.y)
        case .release where logs.isDragged:
            logs.isDragged = false
            return
        case .drag where event.button == .left:
            if dragSelection(to: event.position) { return }
            if layers.isEmpty, focus == .thread, thread.isTyping {
                placeCursor(at: event.position, selecting: true)
                isTextDragged = true
            }
            return
        case .release: return endDrag()
        case .press where event.button == .left: break
        default: return
        }
        notice = nil
        let (layer, isTyping) = (layers.topID, config.isEditing)
        pressed = target.map(startsSelection) == true ? visualMode(at: event.position) : nil
        // A press that opens or closes something has done what it was for.
        defer { if layers.topID != layer || config.isEditing != isTyping { pressed = nil } }
        guard let target else { return }
        if !layers.isEmpty {
            switch target {
            case .layerRow(let index): return clickedLayerRow(index)
            case .tableHead(let column): return clickedLayerHead(column)
            case .logTab(let index): return showLogTab(index)
            case .command(let id): return perform(id)
            case .key(let key): return press(key)
            case .layer: return
            case .log(let index) where layers.top is LogView && layout?.beside != nil:
                selectLog(index)
                return openSelectedLog()
            default: return leaveLayer()
            }
        }
        click(target)
        if focus == .thread, thread.isTyping { placeCursor(at: event.position, selecting: false) }
    }

    /// Moves the cursor of the text being typed to a cell. Dragging selects up to there.
    private mutating func placeCursor(at point: Point, selecting: Bool) {
        guard var buffer = thread.buffer, let target = typingTarget, let origin = metrics.inputs[target] else { return }
        let layout = buffer.layout(width: typingWidth)
        let place = layout.position(at: Point(x: point.x - origin.x, y: point.y - origin.y))
        buffer.apply(.place(place, selecting: selecting))
        thread.setBuffer(buffer)
    }

    /// Whether a drag from a target selects in what is shown there: not in a text that is typed, and not beside the top layer.
    private func startsSelection(_ target: HitTarget) -> Bool {
        if isTypingTarget(target) || target == .logBorder { return false }
        switch target {
        case .layer, .layerRow, .logTab, .tableHead: return true
        default: return layers.isEmpty
        }
    }

    /// Whether a click goes into a text that can be typed, where a drag selects.
    private func isTypingTarget(_ target: HitTarget) -> Bool {
        switch target {
        case .composer, .result: layers.isEmpty
        case .entry(let ref): layers.isEmpty && thread.cursor == .editing(ref)
        default: false
        }
    }

    /// The target of a click on the text being typed.
    private var typingTarget: HitTarget? {
        switch thread.cursor {
        case .composer: .composer
        case .result(let ref): .result(ref)
        case .editing(let ref): .entry(ref)
        case .selected: nil
        }
    }

    private mutating func click(_ target: HitTarget) {
        switch target {
        case .pane(let pane): return show(pane)
        case .configRow(let row):
            show(.config)
            return clickedConfigRow(row)
        case .entry(let ref):
            guard message(ref) != nil else { return }
            if thread.cursor == .editing(ref) { return }
            show(.thread)
            if thread.isTyping { endTyping() }
            return select(ref)
        case .result(let ref):
            show(.thread)
            settleTyping()
            thread.cursor = .result(ref)
        case .composer:
            show(.thread)
            settleTyping()
            thread.cursor = .composer
        case .image(let place, let index):
            show(.thread)
            settleTyping()
            layers.push(ImageViewer(place: place, index: index))
        case .log(let index):
            show(.logs)
            return clickedLog(index)
        case .logBorder:
            show(.logs)
            logs.isDragged = true
        case .logFilterChoice(let index): return clickedLogFilterChoice(index)
        case .tableHead(let column):
            show(.logs)
            return clickedLogHead(column)
        case .command(let id): return perform(id)
        case .key(let key): press(key)
        case .layerRow, .logTab, .layer: break
        }
    }

    private mutating func wheel(_ lines: Int, over target: HitTarget?) {
        if !layers.isEmpty { return scrollLayer(by: lines) }
        switch target {
        case .configRow, .pane(.config): return scrollConfig(by: lines)
        case .log, .logBorder, .logFilterChoice, .tableHead, .pane(.logs): return scrollLogs(by: lines)
        default: return scrollThread(by: lines)
        }
    }
}
