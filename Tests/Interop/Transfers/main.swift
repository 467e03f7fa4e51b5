import CurlTransport
import Glibc
import RequestCore
import Synchronization

/// Sends requests over one `CurlTransport`, which the command line never does, and tells on stdout what came of each:
/// a JSON object a line with number, status, count and Adler-32 of the bytes, and the error.
///
///     transfers URL CA_FILE COUNT in-turn|together|after-first|unread|left
///
/// `after-first` sends all others together when the first answer has ended. `unread` sends them when the first answer has
/// begun and does not read on in it until they have ended; `left` leaves it when they have begun. The program ends with
/// its stdin, so that until then nothing is closed by its end.

/// Something that happens once, which tasks can wait for.
final class Event: Sendable {
    private let events: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (events, continuation) = AsyncStream.makeStream() }

    func happen() { continuation.finish() }

    func wait() async { for await _ in events {} }
}

/// What came of a request.
struct Answer {
    var number: Int
    var status = 0
    var count = 0
    var error = ""
    private var sums: (UInt32, UInt32) = (1, 0)

    init(number: Int) { self.number = number }

    mutating func take(_ bytes: [UInt8]) {
        count += bytes.count
        for byte in bytes {
            sums.0 = (sums.0 + UInt32(byte)) % 65521
            sums.1 = (sums.1 + sums.0) % 65521
        }
    }

    var line: String {
        """
        {"number":\(number),"status":\(status),"count":\(count),"adler32":\(sums.1 << 16 | sums.0),"error":"\(error)"}
        """
    }
}

let arguments = CommandLine.arguments
let (url, caFile, count, mode) = (arguments[1], arguments[2], Int(arguments[3]) ?? 1, arguments[4])
let transport = CurlTransport()
let (firstCame, othersCame, othersEnded) = (Event(), Event(), Event())
let othersToCome = Mutex(count - 1)

@Sendable func countDown() -> Int {
    othersToCome.withLock { count in
        count -= 1
        return count
    }
}

@Sendable func receive(_ number: Int) async -> Answer {
    var answer = Answer(number: number)
    let request = TransportRequest(
        url: url, headers: [("Authorization", "Bearer sk-transfers")], body: Array("\(number)".utf8), idleTimeout: 30,
        caFile: caFile)
    do {
        for try await event in transport.send(request) {
            switch event {
            case .head(let head): answer.status = head.status
            case .body(let bytes): answer.take(bytes)
            }
            if number > 0 {
                if case .head = event, countDown() == 0 { othersCame.happen() }
                continue
            }
            firstCame.happen()
            if mode == "unread" { await othersEnded.wait() }
            if mode == "left" {
                await othersCame.wait()
                break
            }
        }
    } catch {
        answer.error = "\(error)"
    }
    return answer
}

func tell(_ answer: Answer) {
    print(answer.line)
    fflush(nil)
}

func receiveTogether() async {
    async let first = receive(0)
    switch mode {
    case "after-first": _ = await first
    case "unread", "left": await firstCame.wait()
    default: break
    }
    await withTaskGroup(of: Answer.self) { group in
        for number in 1..<count { group.addTask { await receive(number) } }
        for await answer in group { tell(answer) }
    }
    othersEnded.happen()
    tell(await first)
}

if mode == "in-turn" {
    for number in 0..<count { tell(await receive(number)) }
} else {
    await receiveTogether()
}
while readLine() != nil {}
