import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("PDFs and texts in a request")
struct AttachedFileTests {
    private static let pdf = Array("%PDF-1.7\n%\u{1}\n".utf8)
    private static let notes = Array("Tides at Brest: ±6 m\n".utf8)

    private func prepared(
        _ path: String, _ bytes: [UInt8], _ dialect: DialectID, model: String = "gpt-4o"
    ) async throws -> PreparedRun {
        var provider = Running.provider
        provider.dialect = dialect
        let message = Message(role: .user, content: [.text("What is this?"), .image(ImagePart(url: path))])
        let request = RunRequest(prompt: "p", config: Config(model: model), thread: [message], provider: provider)
        return try await request.prepare { _ in bytes }
    }

    private func part(_ run: PreparedRun, logged: Bool = false) throws -> JSONValue? {
        let body = logged ? run.logRequest : try JSONValue(parsing: run.body)
        return (body["messages"] ?? body["input"])?.arrayValue?.last?["content"]?[1]
    }

    private static let pdfURL = JSONValue.string(DataURL.encode(mediaType: "application/pdf", bytes: pdf))
    private static let notesURL = JSONValue.string(DataURL.encode(mediaType: "text/plain", bytes: notes))

    @Test("a PDF goes out in the words of each dialect")
    func pdf() async throws {
        let chat = try part(await prepared("in/tides.pdf", Self.pdf, .chat))
        #expect(chat == ["type": "file", "file": ["filename": "tides.pdf", "file_data": Self.pdfURL]])
        let responses = try part(await prepared("in/tides.pdf", Self.pdf, .responses))
        #expect(responses == ["type": "input_file", "filename": "tides.pdf", "file_data": Self.pdfURL])
        let messages = try part(await prepared("in/tides.pdf", Self.pdf, .messages))
        let data = try #require(Self.pdfURL.stringValue?.split(separator: ",").last)
        let source: JSONValue = ["type": "base64", "media_type": "application/pdf", "data": .string(String(data))]
        #expect(messages == ["type": "document", "source": source, "title": "tides.pdf"])
    }

    @Test("a text goes out in the words of each dialect, whatever its file is called")
    func text() async throws {
        let responses = try part(await prepared("notes", Self.notes, .responses))
        #expect(responses == ["type": "input_file", "filename": "notes", "file_data": Self.notesURL])
        let messages = try part(await prepared("notes.md", Self.notes, .messages))
        let source: JSONValue = ["type": "text", "media_type": "text/plain", "data": "Tides at Brest: ±6 m\n"]
        #expect(messages == ["type": "document", "source": source, "title": "notes.md"])
    }

    @Test("a log has the hash of a file, and gives the file back", arguments: DialectID.allCases)
    func logged(_ dialect: DialectID) async throws {
        for bytes in [Self.pdf, Self.notes] {
            let run = try await prepared("in/tides.pdf", bytes, dialect)
            let facts = try #require(run.images.first)
            let hash = "sha256:" + facts.sha256
            #expect(try part(run, logged: true)?.compact.contains(hash) == true)
            #expect(!run.logRequest.compact.contains("base64,"))
            let conversation = dialect.dialect.conversation(in: run.logRequest)
            let urls = conversation.messages.flatMap { logged -> [String] in
                if case .known(let message) = logged { message.images.map(\.url) } else { [] }
            }
            #expect(urls == [hash])
            #expect(facts.name == "tides.pdf" && facts.isDocument && facts.byteCount == bytes.count)
        }
    }

    @Test("a PDF by its address is left to the server to fetch, where the dialect can say so")
    func remote() async throws {
        let url = "https://example.org/a/tides.pdf?x=1"
        let messages = try part(await prepared(url, [], .messages))
        #expect(
            messages == ["type": "document", "source": ["type": "url", "url": .string(url)], "title": "tides.pdf"])
        let responses = try part(await prepared(url, [], .responses))
        #expect(responses == ["type": "input_file", "filename": "tides.pdf", "file_url": .string(url)])
        let chat = try await prepared(url, [], .chat)
        #expect(chat.findings.contains { $0.rule == .fileType && $0.text.contains("by its address") })
    }

    @Test("lint says what has no place in chat completions, and which model is not known to read PDFs")
    func lint() async throws {
        let text = try await prepared("notes.txt", Self.notes, .chat)
        #expect(text.findings.contains { $0.rule == .fileType && $0.text.hasPrefix("notes.txt: ") })
        let old = try await prepared("tides.pdf", Self.pdf, .chat, model: "gpt-3.5-turbo")
        #expect(old.findings.contains { $0.rule == .noPDF })
        #expect(!old.findings.contains { $0.rule == .noVision })
        let new = try await prepared("tides.pdf", Self.pdf, .chat)
        #expect(!new.findings.contains { [.noPDF, .fileType].contains($0.rule) })
    }

    @Test(
        "what is neither an image nor a PDF nor text is refused",
        arguments: [
            ("a.bin", [0, 1, 2]), ("a.txt", [0xFF, 0x41]), ("a.png", Array("text".utf8)),
            ("a.svg", Array("<svg/>".utf8)),
        ])
    func refused(_ name: String, _ bytes: [UInt8]) async throws {
        #expect(throws: ImageProblem.self) { try ImageFacts(attaching: bytes, name: name) }
        await #expect(throws: RunPreparationError.self) { try await prepared(name, bytes, .chat) }
    }
}
