package import TextUI

/// Draws the whole screen: the panes by ``Layout``, header and footer, then what lies over them.
@MainActor package enum ScreenView {
    /// Draws the state.
    ///
    /// - Parameter blocks: laid-out messages, kept from frame to frame.
    package static func frame(of state: AppState, blocks: ThreadBlocks) -> (frame: Frame, metrics: ScreenMetrics) {
        var canvas = Canvas(size: state.size, theme: state.settings.theme, borders: state.settings.borders)
        canvas.images = state.images
        guard let layout = state.layout else {
            drawTooSmall(on: &canvas)
            return (canvas.frame, canvas.metrics)
        }
        HeaderView.draw(state, in: layout.header, on: &canvas)
        if let comparison = state.comparison, !state.layers.all(ComparePage.self).isEmpty {
            CompareView.draw(comparison, state, in: layout.body, layouts: blocks.compared, on: &canvas)
        } else {
            drawPanes(state, layout, blocks: blocks, on: &canvas)
        }
        LayerView.draw(state, on: &canvas)
        FooterView.draw(state, in: layout.footer, on: &canvas)
        canvas.coverBackground()
        canvas.metrics.frame = canvas.frame
        return (canvas.frame, canvas.metrics)
    }

    private static func drawPanes(
        _ state: AppState, _ layout: Layout, blocks: ThreadBlocks, on canvas: inout Canvas
    ) {
        if let rect = layout.panes[.config] { ConfigPaneView.draw(state, in: rect, on: &canvas) }
        if let rect = layout.panes[.thread] { ThreadPaneView.draw(state, in: rect, blocks: blocks, on: &canvas) }
        if let rect = layout.panes[.logs] { LogsPaneView.draw(state, in: rect, on: &canvas) }
    }

    private static func drawTooSmall(on canvas: inout Canvas) {
        let size = canvas.frame.size
        let sentence =
            "Terminal too small (\(size.width)×\(size.height), needs \(Layout.least.width)×\(Layout.least.height)). Your run continues."
        for (row, line) in TextWrapper.wrap(sentence, width: max(1, size.width)).enumerated() where row < size.height {
            canvas.frame.put(line.text, at: Point(x: 0, y: row), style: canvas.theme[.text])
        }
    }
}
