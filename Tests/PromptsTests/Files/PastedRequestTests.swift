import JSON
import Testing

@testable import Prompts

/// What people paste besides `curl`: the request that it sends, without the key.
@Suite struct PastedRequestTests {
    private static let key = "sk-proj-0123456789abcdefghij"
    private static let escaped =
        #"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"it's é 😀\"}]}"#
    private static let plain = escaped.replacing("\\", with: "")
    private static let shell = plain.replacing("'", with: #"'\''"#)

    private static let commands = [
        "wget --quiet --method POST --header 'Authorization: Bearer KEY' --body-data '\(shell)' \\\n  --output-document - https://h/v1/chat/completions",
        "$ wget -qO- --header=\"Authorization: Bearer KEY\" --post-data='\(shell)' https://h/v1/chat/completions | jq",
        #"http POST https://h/v1/chat/completions Authorization:"Bearer KEY" model=m messages:='[{"role":"user","content":"it'\''s é 😀"}]'"#,
        #"https -v h/v1/chat/completions -A bearer -a KEY model=m 'messages[0][role]=user' "messages[0][content]=it's é 😀""#,
        "http --raw='\(shell)' POST :8080/v1/chat/completions 'x-api-key: KEY'",
        "echo '\(shell)' | http POST https://h/v1/chat/completions Authorization:KEY",
        "xhs POST h/v1/chat/completions Authorization:KEY <<< '\(shell)'",
        "await fetch(\"https://h/v1/chat/completions\", {\n  \"headers\": {\n    \"authorization\": \"Bearer KEY\"\n  },\n  \"body\": \"\(escaped)\",\n  \"method\": \"POST\",\n  \"mode\": \"cors\"\n});",
        "fetch('https://h/v1/chat/completions', {\"method\":\"POST\",\"headers\":{\"x-api-key\":\"KEY\"},\"body\":\"\(escaped)\"}).then(r => r.json()) // }",
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"Mozilla/5.0\"\nInvoke-WebRequest -UseBasicParsing -Uri \"https://h/v1/chat/completions\" `\n-Method \"POST\" `\n-WebSession $session `\n-Headers @{\n\"authorization\"=\"Bearer KEY\"\n} `\n-ContentType \"application/json\" `\n-Body ([System.Text.Encoding]::UTF8.GetBytes(\"\(plain.replacing("\"", with: "`\"").replacing("é", with: "$([char]0xe9)").replacing("😀", with: "$([char]0xD83D)$([char]56832)"))\"))",
        "Invoke-RestMethod -Uri 'https://h/v1/chat/completions' -Headers @{Authorization='Bearer KEY'} -Method Post -Body '\(plain.replacing("'", with: "''"))'",
        "irm https://h/v1/chat/completions -Headers @{ 'x-api-key' = 'KEY' } -Method Post -Body @'\n\(plain)\n'@",
    ]

    @Test("the body of a pasted command or call is read, and its key goes nowhere", arguments: commands)
    func read(command: String) throws {
        let text = command.replacing("KEY", with: Self.key)
        #expect(Bridge.recognise(text, path: nil) == .request)
        let reading = try Bridge.request.read(text)
        #expect(reading.document.config.model == "m")
        #expect(reading.document.thread == [Message(.user, "it's é 😀")])
        #expect(reading.losses.contains { $0.field == "headers" })
        #expect(!PromptFormat.text(of: reading.document).contains(Self.key))
        #expect(!reading.losses.description.contains(Self.key))
    }

    @Test(
        "what has no body that can be read says what it is and what to do, and shows no key",
        arguments: [
            ("wget --header='A: KEY' https://h/v1/messages", "the wget command has no body; expected --post-data"),
            (
                "wget --post-file=a.json --header='A: KEY' https://h",
                "the body of the wget command is in the file a.json"
            ),
            ("http POST https://h/v1/x A:KEY", "the HTTPie command has no body; expected fields such as model=…"),
            ("http POST h/v1/x A:KEY < a.json", "the body of the HTTPie command is in the file a.json"),
            ("http POST h/v1/x A:KEY messages:=@a.json", "the body of the HTTPie command is in the file a.json"),
            (
                "http POST h/v1/x A:KEY messages:=[KEY",
                "the HTTPie command has a field messages whose value is not JSON"
            ),
            ("fetch(\"https://h\", {headers: {a: 'KEY'}, body: JSON.stringify({})})", "copy the request as cURL"),
            ("fetch(\"https://h\", {\"headers\": {\"a\": \"KEY\"}})", "the fetch call has no body"),
            ("Invoke-RestMethod -Uri 'https://h' -Headers @{a='KEY'} -Body $body", "makes its body with a program"),
            ("irm 'https://h' -Headers @{a='KEY'}", "the PowerShell command has no body; expected -Body"),
        ])
    func problem(command: String, words: String) {
        let text = command.replacing("KEY", with: Self.key)
        #expect(Bridge.recognise(text, path: nil) == .request)
        do throws(FieldError) {
            _ = try Bridge.request.read(text)
            Issue.record("no error")
        } catch {
            #expect(error.message.contains(words), "\(error.message)")
            #expect(!error.description.contains(Self.key))
        }
    }

    @Test("a HTTPie command makes nested fields, numbers and lists as HTTPie does")
    func nested() throws {
        let text =
            #"http h/v1/chat/completions model=m temperature:=0.5 stop[]=a stop[]=b 'response_format[type]=text' messages:='[{"role":"user","content":"x"}]' page==2"#
        let config = try Bridge.request.read(text).document.config
        #expect(config.model == "m")
        #expect(config[.temperature]?.doubleValue == 0.5)
        #expect(config[.stop] == ["a", "b"])
        #expect(config.responseFormat == .text)
    }

    @Test(
        "prose that begins alike is a prompt",
        arguments: [
            "http is a protocol.", "https or http?", "fetch (the ball)", "fetch the answer", "wgetting it", "curly",
            "$5 is what you get", "invoke the muse", "echo what I say",
        ])
    func prose(text: String) { #expect(Bridge.recognise(text, path: nil) == .prompt) }
}
