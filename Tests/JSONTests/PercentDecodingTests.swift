import Testing

@testable import JSON

@Suite struct PercentDecodingTests {
    @Test(
        "Two hexadecimal digits after a percent sign are a byte; anything else stays",
        arguments: [
            ("a%20b", "a b"), ("%C3%A9", "é"), ("100%", "100%"), ("%+5", "%+5"), ("%2", "%2"), ("%zz", "%zz"),
            ("%ff", "\u{FFFD}"),
            ("plain", "plain"), ("", ""),
        ])
    func decodes(written: String, meant: String) {
        #expect(written.percentDecoded == meant)
    }
}
