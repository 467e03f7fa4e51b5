import Fuzzing
import JSON
import Testing

@Suite("Numbers")
struct NumberTests {
    @Test(
        "RFC 8785, appendix B",
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"), (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func appendixB(_ bits: UInt64, _ expected: String) {
        let value = Double(bitPattern: bits)
        #expect(JSONNumber(value)?.text == expected)
        #expect(JSONNumber(text: value.description)?.canonicalText == expected)
    }

    @Test(
        "a canonical number is as RFC 8785 writes it, but integers stay in full",
        arguments: [
            ("0", "0"), ("-0", "0"), ("-0.0", "0"), ("0e5", "0"), ("1", "1"), ("1.0", "1"), ("-1.50", "-1.5"),
            ("1e2", "100"), ("1E2", "100"),
            ("0.2", "0.2"), ("0.10", "0.1"), ("1e20", "100000000000000000000"), ("1e21", "1e+21"),
            ("1.5e300", "1.5e+300"), ("12e-1", "1.2"),
            ("1E-7", "1e-7"), ("0.0000001", "1e-7"), ("0.000001", "0.000001"), ("1e-6", "0.000001"),
            ("1.25e-9", "1.25e-9"),
            ("9007199254740993", "9007199254740993"), ("9007199254740993.0", "9007199254740992"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("-123456789012345678901234567890", "-123456789012345678901234567890"),
            ("123456789012345678901234567890.0", "1.2345678901234568e+29"), ("4.50", "4.5"), ("2e-3", "0.002"),
            ("1e23", "1e+23"),
            ("0.000000000000000000000000001", "1e-27"), ("5e-324", "5e-324"), ("1e-999", "0"), ("-1e-999", "0"),
            ("1e999", "1e999"), ("-1E+999", "-1E+999"),
        ])
    func canonicalText(_ text: String, _ expected: String) {
        #expect(JSONNumber(text: text)?.canonicalText == expected)
    }

    @Test("any Double survives being written and read")
    func doubleRoundTrip() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let number = JSONNumber(value)
            #expect(number?.doubleValue == value)
            #expect(number.flatMap { JSONNumber(text: $0.text) } == number)
            #expect(number?.canonicalText == number?.text)
        }
    }

    @Test("infinities and NaN are no JSON numbers")
    func nonFinite() {
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(-Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
    }

    @Test(
        "text that is not wholly a JSON number is refused",
        arguments: [
            "", " ", "1 ", " 1", "+1", "01", "-", ".5", "1.", "1e", "1e+", "0x1", "NaN", "inf", "1_0", "1a", "--1",
            "1.2.3", "１",
        ])
    func refusedText(_ text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test(
        "an integer is exact, however it is written, or it is none",
        arguments: [
            ("0", 0), ("-0", 0), ("3", 3), ("3.0", 3), ("1e2", 100), ("1.5e1", 15), ("100e-2", 1), ("0.0", 0),
            ("0e99999999999999999999", 0),
            ("-2.50e1", -25), ("9007199254740993", 9_007_199_254_740_993),
            ("9007199254740993.0", 9_007_199_254_740_993),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("-9223372036854775808.0", .min),
            ("9223372036854775808", nil),
            ("9223372036854775808.0", nil), ("-9223372036854775809e0", nil), ("0.5", nil), ("1.5", nil), ("1e-1", nil),
            ("1e19", nil), ("1e18", 1_000_000_000_000_000_000),
            ("1e99999999999999999999999", nil), ("1e-99999999999999999999999", nil), ("10000000000000000000000e-22", 1),
            ("123456789012345678901234567890", nil),
        ] as [(String, Int?)])
    func intValue(_ text: String, _ expected: Int?) throws {
        #expect(JSONNumber(text: text)?.intValue == expected)
        #expect(try JSONValue(parsing: text).intValue == expected)
    }

    @Test("an integer is one by how it is written")
    func isInteger() {
        #expect(
            ["0", "-0", "12", "123456789012345678901234567890"].allSatisfy { JSONNumber(text: $0)?.isInteger == true })
        #expect(["0.0", "1e2", "1E2", "-1.5"].allSatisfy { JSONNumber(text: $0)?.isInteger == false })
    }

    @Test("beyond the range of Double a number is infinite, below it zero")
    func range() {
        #expect(JSONNumber(text: "1e999")?.doubleValue == .infinity)
        #expect(JSONNumber(text: "-1e99999999999999999999")?.doubleValue == -.infinity)
        #expect(JSONNumber(text: "1e-999")?.doubleValue == 0)
        let long = String(repeating: "9", count: 5000)
        #expect(JSONNumber(text: long)?.doubleValue == .infinity)
        #expect(JSONNumber(text: "0." + long)?.doubleValue == 1)
    }
}
