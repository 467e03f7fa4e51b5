import Glibc
import Synchronization

/// An HTTP server on 127.0.0.1 that misbehaves as told.
///
/// Each connection has a thread; the handler is called there once for each request, may block, and finds in
/// ``Connection`` the ways to answer. It serves until it is stopped or the process ends, used or not.
package final class FaultServer: Sendable {
    /// Answers one request; when it returns, the next request on that connection is read.
    package typealias Handler = @Sendable (ReceivedRequest, Connection) -> Void

    /// A system call failed.
    package struct SocketError: Error {
        package let call: String
        package let number: Int32
    }

    /// What has happened so far.
    package struct Record: Sendable {
        /// In the order of arrival.
        package var requests: [ReceivedRequest] = []
        /// In the order of acceptance, closed ones too.
        package var connections: [Connection] = []
        /// Requests whose handler has returned.
        package var answered = 0
    }

    /// The port it listens on.
    package let port: Int
    private let state: Recorder
    private let listener: Int32

    /// Listens on a free port.
    package init(handler: @escaping Handler) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw SocketError(call: "socket", number: errno) }
        self.listener = listener
        port = try FaultServer.listen(on: listener)
        state = Recorder()
        let state = state
        startThread { FaultServer.accept(on: listener, state: state, handler: handler) }
    }

    /// Ends all connections and refuses further ones.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        record.connections.forEach { $0.interrupt() }
    }

    /// What has happened so far.
    package var record: Record {
        state.record.withLock { $0 }
    }

    /// `http://127.0.0.1:PORT` and the path.
    package func url(_ path: String = "/") -> String {
        "http://127.0.0.1:\(port)\(path)"
    }

    /// Suspends until the record satisfies the condition.
    package func wait(until condition: @escaping @Sendable (Record) -> Bool) async {
        let gate = Gate()
        state.watch { record in
            if condition(record) {
                gate.open()
            }
            return gate.isOpen
        }
        await gate.opened()
    }

    private static func listen(on listener: Int32) throws -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                try check("bind", bind(listener, address, length))
                try check("listen", Glibc.listen(listener, 128))
                try check("getsockname", getsockname(listener, address, &length))
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func check(_ call: String, _ result: Int32) throws {
        guard result == 0 else { throw SocketError(call: call, number: errno) }
    }

    private static func accept(on listener: Int32, state: Recorder, handler: @escaping Handler) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            let number = state.record.withLock { $0.connections.count }
            let connection = Connection(socket: socket, number: number)
            state.change { $0.connections.append(connection) }
            startThread { serve(connection, state: state, handler: handler) }
        }
        close(listener)
    }

    private static func serve(_ connection: Connection, state: Recorder, handler: Handler) {
        while let request = connection.nextRequest() {
            state.change { $0.requests.append(request) }
            handler(request, connection)
            state.change { $0.answered += 1 }
        }
        connection.close()
    }
}

/// Keeps the record and those who wait for it to change.
private final class Recorder: Sendable {
    typealias Watcher = @Sendable (FaultServer.Record) -> Bool

    let record = Mutex(FaultServer.Record())
    private let watchers = Mutex<[Watcher]>([])

    func change(_ body: (inout FaultServer.Record) -> Void) {
        let now = record.withLock { record in
            body(&record)
            return record
        }
        watchers.withLock { $0.removeAll { $0(now) } }
    }

    /// Calls the watcher with the record as it is and at each change, until it returns true.
    func watch(_ watcher: @escaping Watcher) {
        watchers.withLock { $0.append(watcher) }
        change { _ in }
    }
}

private func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Box(body)).toOpaque()
    let status = pthread_create(
        &thread, nil,
        { context in
            guard let context else { return nil }
            Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
            return nil
        }, context)
    precondition(status == 0, "no thread for the test server")
    pthread_detach(thread)
}
