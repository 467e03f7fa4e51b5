import CCurl
import Glibc
import RequestCore

/// A libcurl easy handle set up for one request, with the memory libcurl reads while it works.
final class TransferOptions {
    let handle: UnsafeMutableRawPointer
    private var headers: UnsafeMutablePointer<curl_slist>?
    private let errorBuffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    /// libcurl's own sentence on what failed.
    var errorText: String? {
        errorBuffer.first == 0 ? nil : errorBuffer.baseAddress.map { String(cString: $0) }
    }

    init(_ request: TransportRequest) throws(RunError) {
        guard let handle = etude_easy_init() else {
            throw RunError(kind: .connection, message: "libcurl has no memory for another request")
        }
        self.handle = handle
        errorBuffer.initialize(repeating: 0)
        setConnection(request)
        setMethod(request)
        try setHeaders(request)
    }

    deinit {
        etude_easy_cleanup(handle)
        etude_slist_free_all(headers)
        errorBuffer.deallocate()
    }

    private func set(_ option: CURLoption, _ value: Int) {
        _ = etude_set_long(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        _ = etude_set_string(handle, option, value)
    }

    private func setConnection(_ request: TransportRequest) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, etude_http_2_over_tls)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NOPROGRESS, 0)
        set(CURLOPT_TCP_NODELAY, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        let connectTimeout = min(max(request.connectTimeout * 1000, 0), 1e9)
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(connectTimeout.rounded(.up)))
        // Otherwise a cancelled name look-up makes this thread wait until the resolver gives up.
        set(CURLOPT_QUICK_EXIT, 1)
        setVerification(request.caFile)
        setReach(request.reach)
        // A server on this machine is not the proxy's to reach, whatever the environment says.
        if let endpoint = Endpoint(url: request.url), endpoint.isLoopback { set(CURLOPT_NOPROXY, "*") }
        _ = etude_set_pointer(handle, CURLOPT_ERRORBUFFER, errorBuffer.baseAddress)
        // A child process that inherited the socket would keep it open after a cancellation.
        _ = etude_set_open_socket(handle) { publicOnly, _, pointer in
            guard let pointer else { return CURL_SOCKET_BAD }
            let address = pointer.pointee
            if publicOnly != nil, PrivateAddress.holds(pointer) { return CURL_SOCKET_BAD }
            return socket(address.family, address.socktype | Int32(SOCK_CLOEXEC.rawValue), address.protocol)
        }
    }

    private func setReach(_ reach: TransportRequest.Reach) {
        guard case .stranger(let allowsPrivate) = reach else { return }
        set(CURLOPT_NOPROXY, "*")
        // The address of a connection that was made for another request has not been checked.
        set(CURLOPT_FRESH_CONNECT, 1)
        set(CURLOPT_FORBID_REUSE, 1)
        if !allowsPrivate { _ = etude_set_pointer(handle, CURLOPT_OPENSOCKETDATA, handle) }
    }

    private func setVerification(_ caFile: String?) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile {
            set(CURLOPT_CAINFO, caFile)
            _ = etude_set_string(handle, CURLOPT_CAPATH, nil)
        }
    }

    private func setMethod(_ request: TransportRequest) {
        switch (request.method, request.body.isEmpty) {
        case ("GET", true):
            set(CURLOPT_HTTPGET, 1)
        case ("HEAD", true):
            set(CURLOPT_NOBODY, 1)
        case ("POST", _):
            setBody(request.body)
        case (let method, true):
            set(CURLOPT_CUSTOMREQUEST, method)
        case (let method, false):
            setBody(request.body)
            set(CURLOPT_CUSTOMREQUEST, method)
        }
    }

    /// libcurl copies the body, so that nothing here has to outlive the call.
    private func setBody(_ body: [UInt8]) {
        set(CURLOPT_POST, 1)
        _ = etude_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        body.withUnsafeBytes { bytes in
            _ = etude_set_pointer(
                handle, CURLOPT_COPYPOSTFIELDS,
                bytes.isEmpty ? UnsafeRawPointer(errorBuffer.baseAddress) : bytes.baseAddress)
        }
    }

    private func setHeaders(_ request: TransportRequest) throws(RunError) {
        for (name, value) in request.headers {
            guard TransferOptions.isName(name), TransferOptions.isValue(value) else {
                throw RunError(
                    kind: .connection, message: "the header \(visible(name)) has a character no header may have",
                    isLasting: true)
            }
            // To libcurl, `name:` removes a header and `name;` sends it empty.
            append(value.isEmpty ? name + ";" : name + ": " + value)
        }
        let names = Set(request.headers.map { $0.name.lowercased() })
        for unwanted in ["Expect", "Content-Type"] where !names.contains(unwanted.lowercased()) {
            append(unwanted + ":")
        }
        _ = etude_set_headers(handle, headers)
    }

    private func append(_ header: String) {
        if let longer = etude_slist_append(headers, header) {
            headers = longer
        }
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }
    }

    private static func isValue(_ value: String) -> Bool {
        value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }

    private func visible(_ name: String) -> String {
        String(name.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }.map(Character.init))
    }
}
