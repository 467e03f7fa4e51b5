import Foundation
import TestSupport
import Testing

@Suite("A project, in a terminal", .serialized)
struct ProjectWalkTests {
    @Test(
        "the playground opens a project's prompt by its name, lists its files, and saves among them",
        .timeLimit(.minutes(1)))
    func playground() async throws {
        let (home, project) = (try Etude.Folder(), try Etude.Folder())
        for folder in [".etude", "prompts/support"] {
            try FileManager.default.createDirectory(
                atPath: project.path + "/" + folder, withIntermediateDirectories: true)
        }
        _ = try project.write(
            "---\nmodel: gpt-4o\ntemperature: 0.2\n---\n<system>\nBe brief.\n</system>\n",
            to: "prompts/support/triage.prompt")
        let session = try await TmuxSession(
            "cd \(project.path) && etude support/triage", home: home, width: 80, height: 24)
        try await session.see("support/triage  v1", "Temperature 0.2")
        try await session.press("C-o")
        try await session.see("prompts/support/")
        try await session.press("Escape")
        try await session.seeGone("File or prompt")
        try await session.press("C-p")
        try await session.type("Save as")
        try await session.press("Enter")
        try await session.see("Name or path")
        try await session.press("C-u")
        try await session.type("other")
        try await session.press("Enter")
        try await session.see("saved")
        try await session.press("C-q")
        try await session.see("shell>")
        #expect(try project.read("prompts/other.prompt").contains("temperature: 0.2"))
    }
}
