/// An answer as the bytes of an event stream, in one of the simulator's dialects.
protocol AnswerStream {
    /// How many tokens were sent so far.
    var tokens: Int { get }
    /// The stop sequence that ended the answer; nil if none did.
    var stopSequence: String? { get }
    /// The beginning of an event, for a connection that breaks in the middle of it.
    var brokenEvent: [UInt8] { get }

    /// Appends the next event; nil at the end, else whether it carried a token.
    mutating func writeNext(to bytes: inout [UInt8]) -> Bool?
    /// Appends the event of an error in the middle of the stream.
    mutating func write(_ error: APIError, to bytes: inout [UInt8])
}
