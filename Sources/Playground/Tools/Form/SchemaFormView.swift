import JSON
import TextUI

/// Draws the form: three lines, a table of the properties, and below it the fault.
enum SchemaFormView {
    private static let headHeight = 5
    private static let footHeight = 2
    /// The column of the values in the first lines.
    private static let valueColumn = 13

    /// The number of visible properties.
    static func listHeight(_ size: Size) -> Int {
        max(1, LayerLayout.editor(size).height - 2 - headHeight - footHeight)
    }

    static func draw(_ form: SchemaForm, _ state: AppState, hint: String, isTop: Bool, on canvas: inout Canvas) {
        let properties = form.properties
        let place = form.rows.firstIndex(of: form.row).map { $0 + 1 } ?? 1
        let inside = canvas.layer(
            LayerLayout.editor(state.size), title: Sanitiser.oneLine(form.title),
            right: "\(place) of \(form.rows.count)", hint: hint)
        let faults = form.faults
        let table = Table(properties, width: inside.width, showing: form.cell)
        for (offset, row) in [FormRow.name, .description, .strict].enumerated() {
            let line = Rect(x: inside.x, y: inside.y + offset, width: inside.width, height: 1)
            head(row, form, faults, in: line, isTop: isTop, on: &canvas)
            canvas.hit(line, .layerRow(offset))
        }
        titles(table, form, y: inside.y + 4, in: inside, on: &canvas)
        let list = inside.inset(top: headHeight, bottom: footHeight)
        let selection = properties.firstIndex { .property($0.path) == form.row } ?? -1
        let top = ListView.top(count: properties.count, selection: selection, height: list.height)
        for (index, property) in properties.enumerated().dropFirst(top).prefix(list.height) {
            let line = Rect(x: list.x, y: list.y + index - top, width: list.width, height: 1)
            draw(property, form, faults, table, in: line, isTop: isTop, on: &canvas)
            canvas.hit(line, .layerRow(index + 3))
        }
        if properties.isEmpty {
            let text = StyledText("no properties: a adds one", canvas.theme[.dim])
            canvas.row(text, at: Point(x: list.x + 3, y: list.y), width: list.width - 4)
        }
        foot(form, faults, in: inside.removingBottom(footHeight).removed, on: &canvas)
    }

    private static func head(
        _ row: FormRow, _ form: SchemaForm, _ faults: [FormFault], in line: Rect, isTop: Bool, on canvas: inout Canvas
    ) {
        let (label, text): (String, String) =
            switch row {
            case .name: ("Name", form.json["name"]?.stringValue ?? "")
            case .description: ("Description", form.json["description"]?.stringValue ?? "")
            default: ("Strict", form.json["strict"]?.boolValue.map { $0 ? "on" : "off" } ?? "")
            }
        let theme = canvas.theme
        let isCurrent = form.row == row
        mark(row, isCurrent: isCurrent, faults, in: line, on: &canvas)
        canvas.row(StyledText(label, theme[.dim]), at: Point(x: line.x + 3, y: line.y), width: valueColumn)
        let value = Rect(x: line.x + 3 + valueColumn, y: line.y, width: max(0, line.width - 4 - valueColumn), height: 1)
        if isCurrent, let field = form.field {
            TextArea.draw(field.buffer, in: value, on: &canvas, style: theme[.text], hasCursor: isTop)
        } else {
            let style = row == .name ? theme[.tool] : theme[.text]
            canvas.row(
                StyledText(text.isEmpty ? "–" : Sanitiser.oneLine(text), style), at: value.origin, width: value.width,
                isSelected: isCurrent)
        }
    }

    /// Draws the titles above the columns.
    private static func titles(
        _ table: Table, _ form: SchemaForm, y: Int, in inside: Rect, on canvas: inout Canvas
    ) {
        let name = form.purpose == .schema ? "Properties" : "Parameters"
        canvas.row(StyledText(name, canvas.theme[.heading]), at: Point(x: inside.x + 1, y: y), width: inside.width - 2)
        for cell in FormCell.allCases.dropFirst() {
            guard let column = table.columns[cell] else { continue }
            canvas.row(
                StyledText(cell.title, canvas.theme[.dim]), at: Point(x: inside.x + column.lowerBound, y: y),
                width: column.count)
        }
    }

    private static func draw(
        _ property: FormProperty, _ form: SchemaForm, _ faults: [FormFault], _ table: Table, in line: Rect, isTop: Bool,
        on canvas: inout Canvas
    ) {
        let theme = canvas.theme
        let row = FormRow.property(property.path)
        let isCurrent = form.row == row
        mark(row, isCurrent: isCurrent, faults, in: line, on: &canvas)
        for cell in FormCell.allCases {
            guard let column = table.columns[cell] else { continue }
            let indent = cell == .name ? min(2 * property.depth, max(0, column.count - 6)) : 0
            let place = Rect(x: line.x + column.lowerBound + indent, y: line.y, width: column.count - indent, height: 1)
            let text = Sanitiser.oneLine(SchemaForm.text(cell, of: property))
            let isHere = isCurrent && form.cell == cell
            let style: Style =
                switch cell {
                case .name: theme[.key]
                case .type: theme[.accent]
                case .required: theme[.good]
                case .values: theme[.string]
                case .description: theme[.text]
                }
            canvas.row(
                StyledText(text, style), at: place.origin, width: max(0, place.width - 1), isSelected: isHere)
        }
        guard isCurrent, let field = form.field, let column = table.columns[form.cell] else { return }
        let indent = form.cell == .name ? min(2 * property.depth, max(0, column.count - 6)) : 0
        let start = line.x + min(column.lowerBound + indent, max(0, line.width - 24))
        let place = Rect(x: start, y: line.y, width: line.maxX - 1 - start, height: 1)
        canvas.frame.fill(place, style: theme.background)
        TextArea.draw(field.buffer, in: place, on: &canvas, style: theme[.text], hasCursor: isTop)
    }

    private static func mark(
        _ row: FormRow, isCurrent: Bool, _ faults: [FormFault], in line: Rect, on canvas: inout Canvas
    ) {
        let point = Point(x: line.x + 1, y: line.y)
        if faults.contains(where: { $0.row == row }) {
            canvas.frame.put("!", at: point, style: canvas.theme[.bad], clip: line)
        } else if isCurrent {
            canvas.frame.put("▸", at: point, style: canvas.theme[.accent], clip: line)
        }
    }

    /// Draws the most important fault, and its fix.
    private static func foot(_ form: SchemaForm, _ faults: [FormFault], in rect: Rect, on canvas: inout Canvas) {
        let theme = canvas.theme
        let width = rect.width - 2
        if let problem = form.problem ?? form.field?.problem {
            let lines = TextWrapper.wrap(Sanitiser.oneLine(problem), width: width).prefix(2)
            for (offset, line) in lines.enumerated() {
                canvas.row(
                    StyledText(line.text, theme[.bad]), at: Point(x: rect.x + 1, y: rect.y + offset), width: width)
            }
            return
        }
        guard let fault = form.shownFault else {
            let text =
                form.json["strict"]?.boolValue == true ? "fits the API's rules, strict too" : "fits the API's rules"
            return canvas.row(StyledText(text, theme[.dim]), at: Point(x: rect.x + 1, y: rect.y), width: width)
        }
        let count = faults.count > 1 ? StyledText("1 of \(faults.count) faults", theme[.dim]) : ""
        canvas.row(
            StyledText(Sanitiser.oneLine(place(fault) + fault.text), theme[.bad]), right: count,
            at: Point(x: rect.x + 1, y: rect.y), width: width)
        if let fix = fault.fix {
            canvas.row(
                StyledText("! " + Sanitiser.oneLine(fix.title), theme[.good]), at: Point(x: rect.x + 1, y: rect.y + 1),
                width: width)
        }
    }

    private static func place(_ fault: FormFault) -> String {
        if case .property(let path) = fault.row { (path.last ?? "") + ": " } else { "" }
    }

    /// The places of the columns, counted from the inside of the box. Columns that do not fit are left out from the
    /// right, but never that of the cursor; then those before it are left out.
    private struct Table {
        var columns: [FormCell: Range<Int>] = [:]

        init(_ properties: [FormProperty], width: Int, showing cell: FormCell) {
            let room = width - 1
            func widest(_ cell: FormCell, least: Int, most: Int) -> Int {
                let widths = properties.map {
                    DisplayWidth.of(SchemaForm.text(cell, of: $0)) + (cell == .name ? 2 * $0.depth : 0)
                }
                return max(least, min(most, widths.max() ?? 0)) + 2
            }
            let wide = width >= 90
            let sizes: [(FormCell, Int)] = [
                (.name, widest(.name, least: 12, most: wide ? 30 : 20)),
                (.type, widest(.type, least: 8, most: wide ? 24 : 16)), (.required, 10),
                (.values, widest(.values, least: 8, most: wide ? 24 : 12)),
            ]
            for passedOver in 0..<sizes.count {
                var x = 3
                columns = [:]
                for (place, (cell, size)) in sizes.enumerated()
                where place == 0 || place > passedOver && x + size <= room {
                    columns[cell] = x..<(x + size)
                    x += size
                }
                if room - x >= 6 { columns[.description] = x..<room }
                if columns[cell] != nil { return }
            }
        }
    }
}
