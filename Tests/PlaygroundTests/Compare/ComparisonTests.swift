import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct ComparisonTests {
    private func comparison(_ recipes: ComparedColumn.Recipe...) -> Comparison {
        var comparison = Comparison(document: 0)
        for recipe in recipes { comparison.add(recipe) }
        return comparison
    }

    @Test("columns are named in order, the first one is the baseline, and names are not given again")
    func labels() {
        var comparison = comparison(.init(), .init(model: "a"), .init(model: "b"))
        #expect(comparison.columns.map(\.label) == ["A", "B", "C"])
        #expect(comparison.baseline == "A" && comparison.focused?.label == "C")
        comparison.moveFocus(to: 1)
        comparison.dropTargets()
        comparison.add(.init(model: "c"))
        #expect(comparison.columns.map(\.label) == ["A", "C", "D"])
    }

    @Test("a column of the same recipe is moved to, and not added")
    func same() {
        var comparison = comparison(.init(), .init(model: "a"))
        let isNew = comparison.add(.init())
        #expect(!isNew && comparison.columns.count == 2 && comparison.focused?.label == "A")
    }

    @Test("without its baseline, a comparison compares with its first column")
    func baseline() {
        var comparison = comparison(.init(), .init(model: "a"), .init(model: "b"))
        comparison.setBaseline()
        #expect(comparison.baseline == "C")
        comparison.dropTargets()
        #expect(comparison.baseline == "A" && comparison.focused?.label == "B")
        comparison.dropTargets()
        comparison.dropTargets()
        #expect(comparison.baseline == nil && comparison.columns.isEmpty)
        comparison.dropTargets()
        comparison.moveFocus(by: 1)
        #expect(comparison.focused == nil)
    }

    @Test("a recipe changes model and settings of its source, the later ones winning")
    func recipe() throws {
        let draft = Config(model: "gpt-4.1-mini", parameters: [.temperature: 0.2])
        let recipe = ComparedColumn.Recipe(
            model: "gpt-4o", settings: ["temperature=1", "reasoning.effort=low", "temperature="])
        let config = try recipe.config(of: draft)
        #expect(config.model == "gpt-4o" && config.parameters[.temperature] == nil)
        #expect(config.field("reasoning")?["effort"]?.stringValue == "low")
        #expect(recipe.title() == "draft · gpt-4o temperature=1 reasoning.effort=low temperature=")
        #expect(throws: FieldError.self) { try ComparedColumn.Recipe(settings: ["hotter"]).config(of: draft) }
    }

    @Test("answers that say the same are one, the most frequent first, those under way last")
    func groups() {
        var column = ComparedColumn(label: "A", recipe: .init())
        for text in ["{\"a\": 1, \"b\": 2}", "no", "{\"b\":2,\"a\":1.0}", "yes", " yes\n", "yes"] {
            column.answers.append(answer(text))
        }
        column.answers.append(ComparedAnswer(run: ActiveRun(id: 9, provider: "p", model: "m", startedAt: 0), tools: []))
        #expect(column.groups == [[3, 4, 5], [0, 2], [1], [6]])
        #expect(column.current?.message.text == "yes")
        column.choice = 1
        #expect(column.current?.message.text == "{\"a\": 1, \"b\": 2}")
    }

    @Test("failures are told apart from answers and from each other")
    func failures() {
        var column = ComparedColumn(label: "A", recipe: .init())
        let limited = RunError(kind: .rateLimit, message: "slow down")
        column.answers = [answer("yes"), answer("yes", limited), answer("yes", limited), answer("yes", .cancelled)]
        #expect(column.groups.map(\.count) == [2, 1, 1])
    }

    @Test("together all columns have one place; apart each has its own, from where they were")
    func scrolling() {
        var comparison = comparison(.init(), .init(model: "a"))
        comparison.scroll(to: 7)
        #expect(comparison.columns.map(comparison.top(of:)) == [7, 7])
        comparison.toggleApart()
        comparison.scroll(to: 3)
        #expect(comparison.columns.map(comparison.top(of:)) == [7, 3])
        comparison.toggleApart()
        #expect(comparison.columns.map(comparison.top(of:)) == [3, 3])
    }

    @Test("as many columns stand side by side as have room, the baseline at the left")
    func layout() {
        var comparison = comparison(.init(), .init(model: "a"), .init(model: "b"), .init(model: "c"), .init(model: "d"))
        func places(_ width: Int, _ height: Int = 20) -> [Int] {
            let inside = Rect(x: 1, y: 2, width: width, height: height)
            return CompareLayout(comparison, in: inside, writtenRows: 1).columns.map(\.place)
        }
        comparison.moveFocus(to: 1)
        #expect(places(78) == [0, 1] && places(118) == [0, 1, 2] && places(198) == [0, 1, 2, 3, 4])
        comparison.moveFocus(to: 4)
        #expect(places(78) == [0, 4] && places(118) == [0, 3, 4] && places(38) == [4])
        comparison.setBaseline()
        comparison.moveFocus(to: 0)
        #expect(places(118) == [4, 0, 1])
        comparison.isZoomed = true
        #expect(places(198) == [0])
    }

    @Test("whatever the size, the parts of a comparison stay inside and do not overlap")
    func sizes() {
        var comparison = comparison(.init(), .init(model: "a"), .init(model: "b"))
        comparison.moveFocus(to: 1)
        for width in stride(from: 38, through: 200, by: 9) {
            for height in 6...60 {
                let inside = Rect(x: 1, y: 2, width: width, height: height)
                let layout = CompareLayout(comparison, in: inside, writtenRows: height)
                for column in layout.columns {
                    #expect(inside.intersection(column.body) == column.body && column.body.width >= 18)
                    #expect(column.body.maxY < layout.composer.y && column.head.maxY <= column.body.y)
                }
                for (left, right) in zip(layout.columns, layout.columns.dropFirst()) {
                    #expect(left.body.maxX == right.body.x - 1)
                }
            }
        }
    }

    private func answer(_ text: String, _ error: RunError? = nil) -> ComparedAnswer {
        var run = ActiveRun(id: 1, provider: "p", model: "m", startedAt: 0)
        run.reply.apply(.textDelta(choice: 0, block: 0, text))
        run.reply.apply(.ended(error: error))
        var answer = ComparedAnswer(run: run, tools: [])
        answer.end(AnswerFacts(provider: "p", model: "m", totalMS: 1, isIncomplete: false), firstMS: nil)
        return answer
    }

    @Test("marked columns are dropped together; without marks it is the one that keys are about")
    func marks() {
        var comparison = comparison(.init(), .init(model: "a"), .init(model: "b"), .init(model: "c"))
        comparison.moveFocus(to: 1)
        comparison.markFocused()
        comparison.markFocused()
        #expect(comparison.targets == [1, 2] && comparison.focused?.label == "D")
        comparison.dropTargets()
        #expect(comparison.columns.map(\.label) == ["A", "D"] && comparison.focused?.label == "D")
        #expect(comparison.targets == [1] && comparison.marks.isEmpty)
    }
}
