import JSON
import Prompts
import RequestCore
package import TextUI

/// Draws the config pane.
package enum ConfigPaneView {
    package static func draw(_ state: AppState, in rect: Rect, on canvas: inout Canvas) {
        let isFocused = state.focus == .config
        canvas.hit(rect, .pane(.config))
        let inside = canvas.box(
            rect, title: "Config", right: findings(state), hint: hint(state), isFocused: isFocused)
        let lines = state.configLines
        let top = max(0, min(state.config.top, lines.count - inside.height))
        let columns = Columns(inside)
        let cursor = isFocused && !state.config.isEditing ? state.config.row(in: lines.flatMap(\.rows)) : nil
        for (offset, line) in lines.dropFirst(top).prefix(inside.height).enumerated() {
            let place = Rect(x: inside.x, y: inside.y + offset, width: inside.width, height: 1)
            draw(line, state, columns, in: place, cursor: cursor, on: &canvas)
        }
    }

    /// `! 2 F8`: the number of findings, and the key that lists them.
    private static func findings(_ state: AppState) -> String {
        let count = state.shownFindings.count { $0.severity != .note }
        guard count > 0 else { return "" }
        return "! \(count)" + (state.settings.keymap.label(of: "findings").map { " \($0)" } ?? "")
    }

    private static func hint(_ state: AppState) -> String {
        guard state.draft.config != state.draft.base else { return "" }
        return "* changed" + (state.draft.baseNumber.map { " since v\($0)" } ?? "")
    }

    private static func draw(
        _ line: ConfigLine, _ state: AppState, _ columns: Columns, in place: Rect, cursor: ConfigRow?,
        on canvas: inout Canvas
    ) {
        switch line {
        case .blank: break
        case .heading(let text): put(text, canvas.theme[.heading], x: 1, place, on: &canvas)
        case .penalties: penalties(state, columns, in: place, cursor: cursor, on: &canvas)
        case .row(let row):
            canvas.hit(place, .configRow(row))
            draw(row, state, columns, in: place, on: &canvas)
            mark(state.findings(on: row), in: place, on: &canvas)
            if row == cursor { canvas.markSelected(place) }
        }
    }

    private static func draw(
        _ row: ConfigRow, _ state: AppState, _ columns: Columns, in place: Rect, on canvas: inout Canvas
    ) {
        switch row {
        case .toolsHeading:
            let mark = state.isChanged(row) ? " *" : ""
            put("Tools (\(state.draft.config.tools.count))\(mark)", canvas.theme[.heading], x: 1, place, on: &canvas)
        case .versionsHeading:
            put("Versions (\(state.versions.count))", canvas.theme[.heading], x: 1, place, on: &canvas)
        case .tool(let index): tool(index, state, columns, in: place, on: &canvas)
        case .version(let id): version(id, state, in: place, on: &canvas)
        case .foldedVersions(_, let count):
            put("⋯ \(count == 1 ? "1 change" : "\(count) changes")", canvas.theme[.dim], x: 4, place, on: &canvas)
        default: value(of: row, state, columns, in: place, on: &canvas)
        }
    }

    private static func mark(_ findings: [Finding], in place: Rect, on canvas: inout Canvas) {
        guard let first = findings.first else { return }
        put("!", FindingListView.style(first, canvas.theme).bold(), x: 0, place, on: &canvas)
    }

    /// Draws a label and its value, the mark of a change, and `▾` if Enter opens a list and there is room.
    private static func value(
        of row: ConfigRow, _ state: AppState, _ columns: Columns, in place: Rect, on canvas: inout Canvas
    ) {
        let indent = row.isNested ? 3 : 1
        let label = StyledText(row.label, canvas.theme[row.isVariable ? .variable : .dim])
        canvas.row(label, at: Point(x: place.x + indent, y: place.y), width: columns.value - indent - 1)
        let isChanged = state.isChanged(row)
        if isChanged { put("*", canvas.theme[.accent], x: columns.mark, place, on: &canvas) }
        if row.hasChoices, columns.hasArrows { put("▾", canvas.theme[.dim], x: columns.arrow, place, on: &canvas) }
        let end = isChanged ? columns.mark : columns.hasArrows ? columns.arrow : place.width
        let room = Rect(x: place.x + columns.value, y: place.y, width: end - columns.value, height: 1)
        cell(row, state, in: room, on: &canvas)
    }

    /// Draws the value, or the field in which it is typed.
    private static func cell(_ row: ConfigRow, _ state: AppState, in room: Rect, on canvas: inout Canvas) {
        if let field = state.config.field, field.row == row {
            let hasCursor = state.focus == .config && state.layers.isEmpty
            let style = canvas.theme[field.problem == nil ? .text : .bad].underlined()
            canvas.frame.fill(room, style: style)
            TextArea.draw(field.buffer, in: room, on: &canvas, style: style, hasCursor: hasCursor)
            return
        }
        guard let text = state.configText(of: row) else {
            // Requests go somewhere even if the config does not say where.
            let unset = row == .provider ? state.provider.provider?.name ?? "–" : "–"
            canvas.row(StyledText(unset, canvas.theme[.dim]), at: room.origin, width: room.width)
            return
        }
        let style = canvas.theme[state.configComplaint(about: row) == nil ? .text : .warn]
        canvas.row(StyledText(text, style), at: room.origin, width: room.width)
    }

    /// Draws presence and frequency in one line. The cursor is on one of them.
    private static func penalties(
        _ state: AppState, _ columns: Columns, in place: Rect, cursor: ConfigRow?, on canvas: inout Canvas
    ) {
        put("Penalties", canvas.theme[.dim], x: 1, place, on: &canvas)
        let rows = ConfigLine.penalties.rows
        mark(rows.flatMap(state.findings(on:)), in: place, on: &canvas)
        if rows.contains(where: state.isChanged) {
            put("*", canvas.theme[.accent], x: columns.mark, place, on: &canvas)
        }
        var x = columns.value
        for row in rows {
            let text = state.configText(of: row) ?? "–"
            let isOpen = state.config.field?.row == row
            let width = max(0, min(isOpen ? 6 : DisplayWidth.of(text), columns.mark - x))
            let room = Rect(x: place.x + x, y: place.y, width: width, height: 1)
            cell(row, state, in: room, on: &canvas)
            let isLast = row == rows.last
            canvas.hit(
                Rect(
                    x: isLast ? room.x : place.x, y: place.y, width: isLast ? place.maxX - room.x : room.maxX - place.x,
                    height: 1), .configRow(row))
            if row == cursor {
                canvas.markSelected(room)
                canvas.markSelected(Rect(x: place.x, y: place.y, width: columns.value - 1, height: 1))
            }
            x += width + 2
        }
    }

    /// `✓ tide    ask`.
    private static func tool(
        _ index: Int, _ state: AppState, _ columns: Columns, in place: Rect, on canvas: inout Canvas
    ) {
        let tool = state.draft.config.tools[index]
        let theme = canvas.theme
        if tool.isEnabled { put("✓", theme[.good], x: 2, place, on: &canvas) }
        let mode = state.draft.etude["tools"]?[tool.name]?["mode"]?.stringValue ?? ""
        let isChanged = state.isChanged(.tool(index))
        var end = isChanged ? columns.mark : columns.hasArrows ? columns.mark + 1 : place.width
        if !mode.isEmpty {
            let width = DisplayWidth.of(mode)
            let x = columns.hasArrows ? min(place.width - 6, columns.mark - width) : end - width - (isChanged ? 1 : 0)
            put(mode, theme[.dim], x: x, place, on: &canvas)
            end = x - 2
        }
        if isChanged { put("*", theme[.accent], x: columns.mark, place, on: &canvas) }
        let name = StyledText(tool.name, theme[tool.isEnabled ? .tool : .dim])
        canvas.row(name, at: Point(x: place.x + 4, y: place.y), width: end - 1 - 4)
    }

    /// `● v12 a3f9c2d1  now`.
    private static func version(_ id: VersionID, _ state: AppState, in place: Rect, on canvas: inout Canvas) {
        guard let version = state.versions.first(where: { $0.id == id }) else { return }
        let theme = canvas.theme
        let isCurrent = state.draft.version?.id == id
        if isCurrent {
            put("●", theme[.good], x: 2, place, on: &canvas)
        } else if !version.environments.isEmpty {
            put("◆", theme[.accent], x: 2, place, on: &canvas)
        }
        let numberWidth = "v\(state.versions.first?.number ?? 0)".count
        let number = "v\(version.number)"
        let padding = String(repeating: " ", count: max(0, numberWidth - number.count) + 1)
        var text = StyledText(number, theme[.text]).appending(padding + id.short, theme[.accent])
        text.append("  " + VersionTimes.short(version, state), theme[.dim])
        canvas.row(text, at: Point(x: place.x + 4, y: place.y), width: place.width - 4)
    }

    private static func put(_ text: String, _ style: Style, x: Int, _ place: Rect, on canvas: inout Canvas) {
        canvas.frame.put(text, at: Point(x: place.x + x, y: place.y), style: style, clip: place)
    }

    /// The places in a row, counted from the inside of the pane.
    private struct Columns {
        let value: Int
        let mark: Int
        let arrow: Int
        /// Whether there is a column for `▾`.
        let hasArrows: Bool

        init(_ inside: Rect) {
            hasArrows = inside.width >= 29
            value = hasArrows ? 14 : 13
            arrow = inside.width - 1
            mark = hasArrows ? inside.width - 2 : inside.width - 1
        }
    }
}

extension ConfigRow {
    fileprivate var isNested: Bool {
        switch self {
        case .schema, .variable: true
        default: false
        }
    }

    fileprivate var isVariable: Bool {
        if case .variable = self { true } else { false }
    }
}
