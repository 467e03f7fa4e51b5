import JSON
import Testing

@testable import Prompts

/// A pasted `curl` command is the request that it sends, without the key.
@Suite struct CurlCommandTests {
    private static let key = "sk-proj-0123456789abcdefghij"

    @Test(
        "the body of a pasted curl command is read, and its key goes nowhere",
        arguments: [
            "curl https://api.openai.com/v1/chat/completions \\\n  -H \"Content-Type: application/json\" \\\n  -H \"Authorization: Bearer KEY\" \\\n  -d '{\n    \"model\": \"m\",\n    \"messages\": [{\"role\": \"user\", \"content\": \"it'\\''s me\"}]\n  }'\n",
            "$ curl -sS -X POST --url https://h/v1/chat/completions --header 'authorization: Bearer KEY' --data-raw $'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"it\\'s me\"}]}' --compressed",
            "curl \"https://h/v1/chat/completions\" -HAuthorization:KEY --json \"{\\\"model\\\":\\\"m\\\",\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"it's me\\\"}]}\" | jq .",
            "curl -u :KEY -sSd '{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"it'\"'\"'s me\"}]}' https://h/v1/chat/completions\n",
        ])
    func read(command: String) throws {
        let text = command.replacing("KEY", with: Self.key)
        #expect(Bridge.recognise(text, path: nil) == .request)
        #expect(Bridge.recognise(text, path: "a.txt") == .request)
        let reading = try Bridge.request.read(text)
        #expect(reading.document.config.model == "m")
        #expect(reading.document.thread == [Message(.user, "it's me")])
        #expect(reading.losses.contains { $0.field == "headers" })
        #expect(!PromptFormat.text(of: reading.document).contains(Self.key))
        #expect(!reading.losses.description.contains(Self.key))
    }

    @Test("a command without a body, or with one in a file, says so and shows no key")
    func noBody() {
        func problem(_ text: String) -> String {
            do throws(FieldError) {
                _ = try Bridge.request.read(text)
                return "no error"
            } catch {
                return error.message
            }
        }
        let head = "curl https://h/v1/chat/completions -H 'Authorization: Bearer \(Self.key)'"
        #expect(problem(head) == "the curl command has no body; expected -d or --json with a request")
        #expect(problem(head + " -d @body.json").contains("in the file body.json"))
        #expect(problem(head + " -d 'x=1'").hasPrefix("the body of the curl command is not JSON"))
    }
}
