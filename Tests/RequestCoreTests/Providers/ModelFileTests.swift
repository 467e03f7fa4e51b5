import Testing

@testable import RequestCore

@Suite struct ModelFileTests {
    @Test("every model of the built-in file is found by the line that begins with its name")
    func lines() {
        let all = ModelCatalog.shared.models
        #expect(all.count > 200)
        for model in all { #expect(ModelCatalog.shared.info(for: model.name) == model) }
    }

    @Test(
        "a name that the file does not have is not found",
        arguments: ["", "models", "sources", "gpt", "a\"b", "gpt-4o\n"])
    func absent(name: String) {
        #expect(ModelCatalog.shared.info(for: name) == nil)
    }

    @Test("a file that is no JSON has no models", arguments: ["", "{", "[]", "\n\"gpt-4o\": {", "null\n"])
    func broken(text: String) {
        let catalog = ModelCatalog(bytes: Array(text.utf8))
        #expect(catalog.models.isEmpty)
        #expect(catalog.info(for: "gpt-4o") == nil)
    }
}
