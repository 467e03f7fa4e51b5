import Prompts
import RequestCore
import TextUI

/// Opening a comparison, and adding columns to it.
extension AppState {
    /// F7: opens the comparison of the thread, with what is marked in a list of versions or models as columns. Opened
    /// already, it closes.
    package mutating func toggleComparison() {
        switch layers.top {
        case is ComparePage, is EvaluationList: layers.pop()
        case let page as GridPage: page.close(in: &self)
        case let browser as VersionBrowser: compareMarked(browser)
        case let list as Dropdown: compareMarked(list)
        default:
            if comparison == nil, thread.entries.isEmpty, thread.composer.isEmpty { return openEvaluations() }
            openComparison()
        }
    }

    /// Opens the comparison, at first with the draft and the version that it was made from.
    package mutating func openComparison() {
        if comparison == nil {
            compare([ComparedColumn.Recipe()])
            if draft.config != draft.base, let base = draft.parentID ?? draft.version?.id {
                ask(.compare(.loadVersions([base], prompt: draft.name)))
            }
        }
        showComparison()
    }

    private mutating func showComparison() {
        guard layers.all(ComparePage.self).isEmpty else { return }
        settleTyping()
        forgetGoneAnswers()
        if focus == .config { leaveConfig() }
        focus = .thread
        thread.cursor = .composer
        layers.removeAll()
        layers.push(ComparePage(isWriting: comparison?.hasAnswers != true))
    }

    /// Forgets answers to a question that is not in the thread any more. Their logs stay.
    private mutating func forgetGoneAnswers() {
        guard let comparison, !comparison.isUnderWay, let asked = comparison.asked,
            !thread.messages.starts(with: asked)
        else { return }
        self.comparison?.forgetAnswers()
        isSessionDirty = true
    }

    /// Adds columns, and opens the comparison.
    package mutating func compare(_ recipes: [ComparedColumn.Recipe]) {
        var comparison = comparison ?? Comparison(document: draft.documentID)
        if comparison.columns.isEmpty, recipes.count == 1, recipes != [ComparedColumn.Recipe()] {
            comparison.add(ComparedColumn.Recipe())
        }
        let isNew = recipes.map { comparison.add($0) }
        self.comparison = comparison
        isSessionDirty = true
        if !isNew.contains(true), !recipes.isEmpty { say("this column is there already") }
        showComparison()
    }

    package mutating func dropColumn() {
        guard let comparison else { return }
        for place in comparison.targets { stop(column: place) }
        self.comparison?.dropTargets()
        isSessionDirty = true
    }

    /// Takes versions that were asked for as columns.
    mutating func versionsCompared(_ prompt: String, _ versions: [Version]) {
        guard prompt == draft.name else { return }
        compare(versions.map { ComparedColumn.Recipe(.version($0)) })
    }
}

/// The lists that columns are chosen from.
extension AppState {
    package mutating func openComparedModels() {
        openModels()
        withTop(Dropdown.self) { list, _ in
            list.title = "Models to compare"
            list.addsColumns = true
        }
    }

    package mutating func openComparedVersions() {
        openVersions()
        withTop(VersionBrowser.self) { browser, _ in browser.addsColumns = true }
    }

    /// Compares the marked versions, else the one under the cursor.
    mutating func compareMarked(_ browser: VersionBrowser) {
        let marked = versions.filter { browser.marked.contains($0.id) }.map(\.id)
        let chosen = marked.isEmpty ? [browser.selected(in: versions)?.id].compactMap(\.self) : marked
        guard !chosen.isEmpty else { return say("there is no version to compare", .warning) }
        layers.pop()
        ask(.compare(.loadVersions(chosen, prompt: draft.name)))
    }

    /// Compares the marked models, else the one under the cursor.
    mutating func compareMarked(_ list: Dropdown) {
        let chosen = list.marked.isEmpty ? [list.selectedModel].compactMap(\.self) : list.marked
        guard !chosen.isEmpty else { return say("only models can be compared", .warning) }
        layers.pop()
        compare(chosen.map { ComparedColumn.Recipe(model: $0.name, provider: $0.provider) })
    }

    /// Asks for the change of a clone.
    package mutating func openCloning() {
        guard let column = comparison?.focused else { return }
        let title = "Clone column \(column.label)"
        layers.push(
            LineInput(
                title: title, label: "A change such as temperature=0, model=gpt-4o or provider=openai", word: "clone"
            ) {
                state, texts in state.cloneColumn(column.recipe, with: texts[0])
            })
    }

    private mutating func cloneColumn(_ recipe: ComparedColumn.Recipe, with change: String) {
        let change = change.trimmingSpaces
        let key = change.prefix { $0 != "=" }
        let value = change.dropFirst(key.count + 1)
        var changed = recipe
        switch key {
        // Where a request goes is no part of its version.
        case "provider" where !value.isEmpty: changed.provider = String(value)
        case "model" where !value.isEmpty: changed.model = String(value)
        default:
            changed.settings.removeAll { $0.hasPrefix(key + "=") }
            changed.settings.append(change)
        }
        do throws(FieldError) {
            _ = try changed.config(of: draft.config)
            compare([changed])
        } catch {
            say(error.description, .error)
        }
    }

    /// Asks for the words that answers have to have.
    package mutating func openComparedSearch() {
        guard let comparison, comparison.hasAnswers else { return say("no column has an answer yet", .warning) }
        var line = LineInput(
            title: "Find columns by their answers", label: "Words; none for all columns", word: "show",
            text: comparison.words.joined(separator: " ")
        ) { state, texts in
            state.comparison?.find(texts[0])
            guard let comparison = state.comparison, !comparison.words.isEmpty else { return }
            let count = comparison.columns.count { $0.hasAnswer(with: comparison.words) }
            state.say("\(count) of \(comparison.columns.count) columns have these words. Esc shows all.")
        }
        line.allowsEmpty = true
        layers.push(line)
    }

    /// Asks how often each column is to be asked.
    package mutating func openRepeats() {
        guard let comparison else { return }
        let label = "How often each column is asked, 1 to \(Comparison.mostRepeats)"
        layers.push(
            LineInput(title: "Repeats", label: label, word: "set", text: "\(comparison.repeats)") { state, texts in
                guard let count = Int(texts[0].trimmingSpaces), (1...Comparison.mostRepeats).contains(count) else {
                    return state.say("'\(texts[0])' is not a number from 1 to \(Comparison.mostRepeats)", .error)
                }
                state.comparison?.setRepeats(count)
                state.isSessionDirty = true
                if let seed = state.draft.config.parameters[.seed], count > 1 {
                    state.say("Each column is asked \(count) times. The repeats share the seed \(seed.compact).")
                }
            })
    }
}
