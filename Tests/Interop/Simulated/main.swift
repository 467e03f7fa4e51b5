import Foundation
import RequestCore
import Simulator

/// Answers one request as the simulator does, for whoever has the socket (`simulator.py`).
///
///     simulated METHOD URL < BODY
///
/// On stdout stand the status, a line for each header, an empty line, and the bytes of the body as they come. It ends
/// with 1 where the connection would break.

let arguments = CommandLine.arguments
let request = TransportRequest(
    method: arguments[1], url: arguments[2], headers: [],
    body: [UInt8](FileHandle.standardInput.readDataToEndOfFile()), idleTimeout: 1)
do {
    for try await event in SimulatorTransport().send(request) {
        switch event {
        case .head(let head):
            let lines = ["\(head.status)"] + head.headers.map { "\($0.name): \($0.value)" } + ["", ""]
            FileHandle.standardOutput.write(Data(lines.joined(separator: "\n").utf8))
        case .body(let bytes): FileHandle.standardOutput.write(Data(bytes))
        }
    }
} catch {
    exit(1)
}
