import Prompts
package import RequestCore
package import TextUI

/// Keys, pastes and clicks go to the overlay on top.
extension AppState {
    package mutating func pressInOverlay(_ key: Key) {
        switch overlays.last {
        case .palette(let palette): pressInPalette(palette, key)
        case .popup: pressInPopup(key)
        case .help(let page): pressInHelp(page, key)
        case .dropdown(let dropdown): pressInDropdown(dropdown, key)
        case .editor(let editor): pressInEditor(editor, key)
        case .form(let form): pressInForm(form, key)
        case .proposal(let proposal): pressInProposal(proposal, key)
        case .line(let input): pressInLine(input, key)
        case .versions(let list): pressInVersions(list, key)
        case .reading(let reading): pressInReading(reading, key)
        case .findings(let list): pressInFindings(list, key)
        case .approval(let approval): pressInApproval(approval, key)
        case .image(let viewer): pressInImage(viewer, key)
        case .log: pressInLog(key)
        case nil: break
        }
    }

    package mutating func pasteIntoOverlay(_ text: String) {
        switch overlays.last {
        case .palette(var palette):
            palette.type(.insert(text))
            setTopOverlay(.palette(palette))
        case .dropdown(var dropdown):
            dropdown.type(.insert(text))
            setTopOverlay(.dropdown(dropdown))
        case .editor(let editor): return edit(editor, .insert(text))
        case .form(let form): return paste(text, into: form)
        case .line(let input): return type(.insert(text), in: input)
        case .help(var page):
            page.type(.insert(text))
            setTopOverlay(.help(page))
        case .log: return pasteIntoLog(text)
        case .versions(let browser): return filter(browser, .insert(text))
        case .popup, .image, .reading, .findings, .approval, .proposal, nil: break
        }
    }

    /// A click on a row of the top overlay's list, counted from its first row.
    package mutating func clickedOverlayRow(_ index: Int) {
        switch overlays.last {
        case .palette(let palette): return perform(palette, row: index)
        case .popup:
            let commands = Popup.commands
            if commands.indices.contains(index) { performFromPopup(commands[index]) }
        case .dropdown(let dropdown): return take(dropdown, row: index)
        case .form(let form): return clicked(form, row: index)
        case .line(let input): return take(input, row: index)
        case .versions(var list):
            if list.selection == index { return restoreSelected(list) }
            list.selection = index
            setTopOverlay(.versions(list))
        case .findings(let list): return clicked(list, row: index)
        case .editor, .help, .image, .log, .approval, .proposal, .reading, nil: break
        }
    }

    /// The wheel over the top overlay.
    package mutating func scrollOverlay(by lines: Int) {
        switch overlays.last {
        case .help(var page):
            page.scroll(by: lines, in: self)
            setTopOverlay(.help(page))
        case .log: return scrollLog(by: lines)
        case .palette, .dropdown, .image, .versions, .findings, .editor, .form, .line, .proposal,
            .reading:
            let key: Key = lines < 0 ? .up : .down
            for _ in 0..<abs(lines) { pressInOverlay(key) }
        case .popup, .approval, nil: break
        }
    }

    package mutating func setTopOverlay(_ overlay: Overlay) {
        if overlays.isEmpty { overlays.append(overlay) } else { overlays[overlays.count - 1] = overlay }
    }

    package mutating func closeOverlay() {
        if !overlays.isEmpty { overlays.removeLast() }
    }

    /// The stored prompts, for the list of those who asked.
    package mutating func promptsLoaded(_ prompts: [PromptSummary]) {
        guard let index = overlays.lastIndex(where: { if case .line = $0 { true } else { false } }),
            case .line(var input) = overlays[index]
        else { return }
        input.prompts = prompts
        overlays[index] = .line(input)
    }

    /// Paths that complete what was typed in the line input of that serial.
    package mutating func completed(_ serial: Int, _ paths: [String]) {
        guard case .line(var input)? = overlays.last, input.serial == serial else { return }
        input.receive(paths)
        setTopOverlay(.line(input))
    }
}
