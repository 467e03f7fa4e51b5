import Glibc
import Synchronization

/// The server's end of one connection, in the hands of the handler: answers well, badly, slowly or not at all.
///
/// Everything that sends is false once the client has gone.
package final class Connection: Sendable {
    /// From 0, in the order of acceptance.
    package let number: Int
    /// Opens when the client has closed its end, or cut it.
    package let closedByClient = Gate()

    private let socket: Int32
    private let sent = Mutex(0)
    private let isOpen = Mutex(true)
    private let unread = Mutex<[UInt8]>([])

    init(socket: Int32, number: Int) {
        self.socket = socket
        self.number = number
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit {
        close()
    }

    /// Bytes handed to the system so far.
    package var bytesSent: Int {
        sent.withLock { $0 }
    }

    // MARK: Answers

    /// A whole answer, with its length.
    @discardableResult
    package func respond(_ status: Int, headers: [(String, String)] = [], body: [UInt8]) -> Bool {
        write(head(status, headers + [("Content-Length", "\(body.count)")])) && write(body)
    }

    /// A whole answer, with its length.
    @discardableResult
    package func respond(_ status: Int, headers: [(String, String)] = [], body: String = "") -> Bool {
        respond(status, headers: headers, body: Array(body.utf8))
    }

    /// The head of an answer that is sent in chunks: an event stream unless the headers say otherwise.
    @discardableResult
    package func startChunked(
        _ status: Int = 200, headers: [(String, String)] = [("Content-Type", "text/event-stream")]
    ) -> Bool {
        write(head(status, headers + [("Transfer-Encoding", "chunked")]))
    }

    /// One chunk, in one write.
    @discardableResult
    package func writeChunk(_ body: [UInt8]) -> Bool {
        write(Array((String(body.count, radix: 16) + "\r\n").utf8) + body + [0x0D, 0x0A])
    }

    /// One chunk, in one write.
    @discardableResult
    package func writeChunk(_ body: String) -> Bool {
        writeChunk(Array(body.utf8))
    }

    /// The chunk that ends a chunked answer.
    @discardableResult
    package func endChunked() -> Bool {
        write("0\r\n\r\n")
    }

    /// Bytes as they are.
    @discardableResult
    package func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    /// Bytes as they are.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        write(bytes[...])
    }

    /// Bytes as they are, each in a write of its own.
    @discardableResult
    package func writeOneByOne(_ text: String) -> Bool {
        Array(text.utf8).allSatisfy { write([$0]) }
    }

    /// As many bytes as go out before the client has taken none for `patience` milliseconds; returns how many.
    package func writeUntilStalled(_ bytes: [UInt8], patience: Int32 = 300) -> Int {
        var done = 0
        while done < bytes.count, isWritable(within: patience) {
            let count = send(bytes[done...], flags: Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            if count <= 0 { break }
            done += count
        }
        return done
    }

    // MARK: Faults

    /// Waits for the client to close; what it sends meanwhile is kept.
    package func stallUntilClientCloses() {
        while receive() {}
    }

    /// Closes in an orderly way (FIN).
    package func close() {
        isOpen.withLock { isOpen in
            if isOpen {
                Glibc.close(socket)
            }
            isOpen = false
        }
    }

    /// Cuts the connection (RST), unsent bytes lost.
    package func closeAbruptly() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    // MARK: For the server

    /// Ends reads and writes that block, from any thread.
    func interrupt() {
        isOpen.withLock { isOpen in
            if isOpen {
                _ = shutdown(socket, Int32(SHUT_RDWR))
            }
        }
    }

    /// Blocks until the next request is complete; nil when the client has closed.
    func nextRequest() -> ReceivedRequest? {
        let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        while true {
            if let request = unread.withLock({ takeRequest(from: &$0, headEnd: end) }) {
                return request
            }
            if !receive() {
                return nil
            }
        }
    }

    private func takeRequest(from unread: inout [UInt8], headEnd: [UInt8]) -> ReceivedRequest? {
        guard unread.count >= headEnd.count,
            let start = (0...(unread.count - headEnd.count)).first(where: {
                unread[$0] == 0x0D && unread[$0..<($0 + 4)].elementsEqual(headEnd)
            })
        else { return nil }
        let bodyStart = start + headEnd.count
        let lines = String(decoding: unread[..<start], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let length =
            ReceivedRequest.headers(in: lines).first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        guard unread.count >= bodyStart + length else { return nil }
        let body = Array(unread[bodyStart..<(bodyStart + length)])
        let request = ReceivedRequest(head: unread[..<start], body: body, connection: number)
        unread.removeFirst(bodyStart + length)
        return request
    }

    // MARK: The socket

    /// False when the client has closed, or this end has.
    private func receive() -> Bool {
        guard isOpen.withLock({ $0 }) else { return false }
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else {
            closedByClient.open()
            return false
        }
        unread.withLock { $0 += buffer[..<count] }
        return true
    }

    /// Bytes as they are.
    @discardableResult
    package func write(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = send(rest, flags: Int32(MSG_NOSIGNAL))
            guard count > 0 else {
                closedByClient.open()
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func send(_ bytes: ArraySlice<UInt8>, flags: Int32) -> Int {
        guard isOpen.withLock({ $0 }) else { return -1 }
        let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, flags) }
        sent.withLock { $0 += max(count, 0) }
        return count
    }

    private func isWritable(within milliseconds: Int32) -> Bool {
        var poller = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        return poll(&poller, 1, milliseconds) == 1
    }

    private func head(_ status: Int, _ headers: [(String, String)]) -> String {
        "HTTP/1.1 \(status) Status\r\n" + headers.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n"
    }
}
