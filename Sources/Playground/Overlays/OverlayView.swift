import TextUI

/// Draws what lies over the panes, the lowest first.
package enum OverlayView {
    package static func draw(_ state: AppState, on canvas: inout Canvas) {
        for (index, overlay) in state.overlays.enumerated() {
            canvas.frame.cursor = nil
            let isTop = index == state.overlays.count - 1
            switch overlay {
            case .palette(let palette): PaletteView.draw(palette, state, on: &canvas)
            case .popup: PopupView.draw(state, on: &canvas)
            case .help(let page): HelpPageView.draw(page, state, on: &canvas)
            case .dropdown(let dropdown): DropdownView.draw(dropdown, state, on: &canvas)
            case .editor(let editor): TextEditorView.draw(editor, state, isTop: isTop, on: &canvas)
            case .form(let form): SchemaFormView.draw(form, state, isTop: isTop, on: &canvas)
            case .proposal(let proposal): proposal.draw(state, on: &canvas)
            case .line(let input): LineInputView.draw(input, state, on: &canvas)
            case .log(let view): LogViewView.draw(view, state: state, on: &canvas)
            case .versions(let browser): VersionBrowserView.draw(browser, state, on: &canvas)
            case .reading(let reading): reading.draw(state, on: &canvas)
            case .approval(let approval): ApprovalView.draw(approval, state, on: &canvas)
            case .image(let viewer): ImageViewerView.draw(viewer, state, on: &canvas)
            case .findings(let list): FindingListView.draw(list, state, on: &canvas)
            }
        }
    }
}
