internal import JSON

/// Recognises a proxy that answered in the provider's place.
enum ProxyAnswer {
    /// Headers that only proxies send, and the proxy they tell of; an empty name where they tell of none.
    private static let headers: [(start: String, name: String)] = [
        ("x-squid-", "Squid"), ("x-bluecoat-", "Blue Coat"), ("x-zscaler", "Zscaler"), ("x-netskope", "Netskope"),
        ("x-forcepoint", "Forcepoint"), ("x-iwproxy", "Trend Micro"), ("proxy-authenticate", ""), ("proxy-agent", ""),
        ("proxy-connection", ""), ("proxy-status", ""),
    ]
    /// The beginnings of `server` and of the last word of `via` by which proxies name themselves.
    private static let servers = [
        "squid": "Squid", "zscaler": "Zscaler", "bluecoat": "Blue Coat", "blue coat": "Blue Coat",
        "mcafee": "McAfee Web Gateway", "skyhigh": "Skyhigh", "netskope": "Netskope", "fortigate": "FortiGate",
        "fortiproxy": "FortiProxy", "forcepoint": "Forcepoint", "privoxy": "Privoxy", "tinyproxy": "tinyproxy",
        "mitmproxy": "mitmproxy", "cntlm": "Cntlm", "iboss": "iboss", "barracuda": "Barracuda",
    ]

    /// The words that name the proxy, such as `the proxy Squid`; nil if nothing says that it was one.
    ///
    /// An answer in JSON is the provider's, whatever it has passed on its way: only a 407 is always a proxy's.
    static func name(_ head: ResponseHead, body: [UInt8]) -> String? {
        let found = recognised(head)
        if head.status == 407 { return words(found ?? "") }
        guard let found, (try? JSONValue(parsing: body)) == nil else { return nil }
        return words(found)
    }

    private static func words(_ name: String) -> String { name.isEmpty ? "a proxy" : "the proxy \(name)" }

    private static func recognised(_ head: ResponseHead) -> String? {
        var found: String?
        for header in head.headers {
            let value = header.value.lowercased()
            if ["server", "via", "proxy-agent", "x-cache"].contains(header.name),
                let name = servers.first(where: { value.contains($0.key) })?.value
            {
                return name
            }
            if let match = headers.first(where: { header.name.hasPrefix($0.start) }) {
                if !match.name.isEmpty { return match.name }
                found = match.name
            }
        }
        return found
    }

    /// An error's message, with the proxy that wrote it.
    static func naming(_ proxy: String?, _ message: String) -> String {
        guard let proxy else { return message }
        return "\(proxy) answered in the provider's place: \(message). etude doctor lists the proxies in use."
    }
}
