import JSON
import Markdown
import TextUI

/// Shows Markdown as the thread does: for each line of stdin, a JSON string, a line of stdout with the rows of the screen as a
/// JSON array.
///
///     screens WIDTH
guard CommandLine.arguments.count == 2, let width = Int(CommandLine.arguments[1]), width > 0 else {
    fatalError("usage: screens WIDTH")
}
guard MarkdownParser.isAvailable else { fatalError("md4c is not installed") }

while let line = readLine() {
    guard let text = (try? JSONValue(parsing: line))?.stringValue else { fatalError("no JSON string: \(line)") }
    let rows = MarkdownLayout(width: width, theme: .terminal).rows(of: MarkdownParser.blocks(of: text) ?? [])
    var frame = Frame(size: Size(width: width, height: max(1, rows.count)))
    for (y, row) in rows.enumerated() { frame.put(row, at: Point(x: 0, y: y)) }
    print(JSONValue.array((0..<rows.count).map { .string(frame.row($0)) }).compact)
}
