import CCurl
import Glibc
import RequestCore

/// Explains in plain words why a transfer failed.
///
/// Messages name host and port, never the whole URL or a header: keys travel in both.
struct Fault {
    let code: CURLcode
    let endpoint: Endpoint
    /// Whether the head of the answer had arrived.
    let hasHead: Bool
    /// Whether the connection was established.
    let wasConnected: Bool
    /// `errno` of the failed system call, or 0.
    let systemError: Int
    /// Status of a proxy's answer to `CONNECT`, or 0.
    let proxyStatus: Int
    /// OpenSSL's verdict on the certificate; 0 where it found nothing wrong or is not what libcurl uses.
    let verdict: Int
    let hasCAFile: Bool
    /// libcurl's own sentence.
    let detail: String
    let connectTimeout: Double

    var error: RunError {
        if code == CURLE_OPERATION_TIMEDOUT, !wasConnected {
            let wait = Fault.seconds(connectTimeout)
            return RunError(kind: .timeout, message: "no connection to \(endpoint.name) within \(wait)")
        }
        return RunError(kind: .connection, message: message, isLasting: isLasting)
    }

    private var isLasting: Bool {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            true
        default: false
        }
    }

    private var message: String {
        let name = endpoint.name
        if proxyStatus >= 300 {
            let advice = proxyStatus == 407 ? ": it wants a user and a password in https_proxy" : ""
            return "the proxy answered \(proxyStatus) when asked for \(name)\(advice)"
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            return "the host \(endpoint.host) was not found (\(name))"
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "the name of the proxy could not be found, asked for \(name)"
        case CURLE_COULDNT_CONNECT:
            return refusal
        case CURLE_PEER_FAILED_VERIFICATION:
            return "the certificate of \(name) is not accepted: \(detail)" + trustAdvice
        case CURLE_SSL_CACERT_BADFILE:
            return "the CA file for \(name) cannot be read"
        case CURLE_SSL_CONNECT_ERROR:
            return "no secure connection to \(name): \(detail)"
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            return "\(name) did not answer in HTTP"
        case CURLE_BAD_CONTENT_ENCODING:
            return "\(name) sent a compressed body that cannot be read"
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_OPERATION_TIMEDOUT:
            return cut
        default:
            return "the request to \(name) failed: \(detail)"
        }
    }

    /// Advice for a certificate whose signer is unknown. One that is too old or for another name is the server's
    /// problem.
    private var trustAdvice: String {
        guard Fault.unknownSigner.contains(verdict) else { return "" }
        return hasCAFile
            ? "; the provider's ca_file has no certificate that signed it"
            : "; if you trust the server, name the certificate that signed it as ca_file of the provider in config.yaml"
    }

    /// `X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT`, `…_DEPTH_ZERO_SELF_SIGNED_CERT`, `…_SELF_SIGNED_CERT_IN_CHAIN`,
    /// `…_UNABLE_TO_GET_ISSUER_CERT_LOCALLY`, `…_UNABLE_TO_VERIFY_LEAF_SIGNATURE`.
    private static let unknownSigner = [2, 18, 19, 20, 21]

    private var refusal: String {
        let peer = proxyName.map { "the proxy \($0)" } ?? endpoint.name
        return systemError == Int(ECONNREFUSED) ? "\(peer) refused the connection" : "\(peer) cannot be reached"
    }

    /// libcurl names a proxy in its sentence only: `Failed to connect to HOST:PORT over proxy PROXY after …`, of which it
    /// is the server's host and port or the proxy's; in older ones `Failed to connect to PROXY port PORT after …`.
    private var proxyName: String? {
        let words = detail.split(separator: " ").map { $0.lowercased() }
        if let over = words.indices.first(where: { words[$0...].starts(with: ["over", "proxy"]) }) {
            return words.count > over + 2 ? words[over + 2] : nil
        }
        guard words.count > 6, words.starts(with: ["failed", "to", "connect", "to"]), words[5] == "port" else {
            return nil
        }
        let peers = [words[4] + ":" + words[6], "[\(words[4])]:\(words[6])"]
        return peers.contains(endpoint.name) ? nil : peers[0]
    }

    private var cut: String {
        if hasHead {
            return "the connection to \(endpoint.name) was cut in the middle of the answer"
        }
        return code == CURLE_GOT_NOTHING
            ? "\(endpoint.name) closed the connection without an answer"
            : "the connection to \(endpoint.name) was cut before an answer came"
    }

    /// The error for a wait without a byte.
    static func silence(of endpoint: Endpoint, for wait: Double) -> RunError {
        RunError(kind: .timeout, message: "no byte from \(endpoint.host) for \(seconds(wait))")
    }

    /// `600 s`, `0.2 s`.
    private static func seconds(_ value: Double) -> String {
        (value == value.rounded() && value < 1e9 ? "\(Int(value))" : "\(value)") + " s"
    }
}
