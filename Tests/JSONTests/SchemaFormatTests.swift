import JSON
import Testing

@Suite("JSON Schema: formats")
struct SchemaFormatTests {
    @Test(
        "formats are asserted when asked",
        arguments: [
            (
                "date", ["2024-02-29", "1999-12-31"],
                ["2023-02-29", "2024-13-01", "2024-1-01", "2024-01-01T", "٢٠٢٤-01-01", ""]
            ),
            (
                "time", ["09:30:00Z", "23:59:60z", "08:30:06.283185+01:00", "15:59:60-08:00"],
                [
                    "09:30:00", "24:00:00Z", "09:60:00Z", "22:59:60Z", "09:30:00.Z", "09:30:00+24:00", "9:30:00Z",
                    "09:30Z",
                ]
            ),
            (
                "date-time", ["2026-05-01T09:30:00Z", "1990-12-31t15:59:60.5-08:00"],
                ["2026-05-01 09:30:00Z", "2026-05-01", "2026-02-30T00:00:00Z", "T"]
            ),
            (
                "email", ["a@b.example", "a.b+c@d-e.example", #""a@ b"@c.example"#, "a@[127.0.0.1]", "a@[IPv6:::1]"],
                [
                    "a", "@b.example", "a@", "a..b@c.example", ".a@b.example", "a b@c.example", "a@-b.example",
                    "a@[1.2.3]", "a@b@c\n",
                ]
            ),
            (
                "uri",
                [
                    "https://a.example/b?c=d#e", "mailto:a@b.example", "urn:isbn:1", "http://[::1]:80/",
                    "ftp://u:p@h/%20", "tel:+1-2", "a:",
                ],
                [
                    "//a.example/", "/a", "a b", "http:// a", "http://a/<b>", "http://a/%zz", "http://[::1",
                    "http://a:b/", ":a", "1a:b", "http://a/é", "http://a/#b#c", "",
                ]
            ),
            (
                "uuid", ["2EB8AA08-aa98-11ea-b4aa-73b441d16380", "00000000-0000-0000-0000-000000000000"],
                [
                    "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811eab4aa73b441d16380",
                    "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
                ]
            ),
            (
                "ipv4", ["192.168.0.1", "0.0.0.0", "255.255.255.255"],
                ["256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.", "1.2.3.٤", ""]
            ),
            (
                "ipv6",
                [
                    "::1", "::", "1:2:3:4:5:6:7:8", "fe80::a", "::ffff:192.168.0.1", "1::", "1:2:3:4:5:6:1.2.3.4",
                    "::1.2.3.4",
                ],
                [
                    "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1::", ":1", "1:", "12345::", "g::", "1.2.3.4", "::1.2.3",
                    "1.2.3.4::", "1:2:3:4:5:6:7::8", "::1%eth0", "",
                ]
            ),
            (
                "hostname", ["a", "a-b.example", "x1.example"],
                ["-a", "a-", "a..b", "a_b", "a.", "", "é.example", String(repeating: "a", count: 64)]
            ),
            ("regex", ["^a+$", "[a-z]", #"\p{Letter}"#], ["(", "[z-a]", "a**"]),
        ] as [(String, [String], [String])])
    func asserted(format: String, right: [String], wrong: [String]) throws {
        let schema: JSONValue = ["format": .string(format)]
        let (strict, lenient) = (try JSONSchema(schema, assertsFormats: true), try JSONSchema(schema))
        for text in right { #expect(strict.validate(.string(text)) == []) }
        for text in wrong {
            #expect(strict.validate(.string(text)).map(\.keyword) == ["format"], "\(format) \(text)")
            #expect(lenient.allows(.string(text)))
        }
        #expect(strict.allows(1) && strict.allows(["a": "b"]))
    }

    @Test("a format without a rule says nothing")
    func unknown() throws {
        #expect(try JSONSchema(["format": "duration"], assertsFormats: true).allows("x"))
    }
}
