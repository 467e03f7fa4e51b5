/// What is the same on every page that a report is written as: it needs nothing else, and asks nobody for anything.
package enum HTMLPage {
    /// Everything up to the content.
    ///
    /// - Parameters:
    ///   - title: plain text.
    ///   - style: rules for what this page has and others do not.
    package static func head(title: String, style: String) -> String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(MarkupText.escaped(title))</title>
        <style>
        :root { color-scheme: light dark; --line: #8885; --good: #2a7d46; --bad: #b3261e; --warn: #9a6700; }
        @media (prefers-color-scheme: dark) { :root { --good: #6fcf8f; --bad: #ff8a80; --warn: #e3b341; } }
        body { font: 15px/1.45 system-ui, sans-serif; margin: 0; }
        main { padding: 1rem; }
        h1 { font-size: 1.3rem; margin: 0; }
        .wide { overflow-x: auto; margin: 1rem 0; }
        table { border-collapse: collapse; width: 100%; }
        th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; max-height: 24rem; overflow-y: auto; }
        small { opacity: .7; }
        \(style)
        </style></head>
        <body><main>

        """
    }

    /// Everything after the content.
    package static let foot = "</main>\n</body></html>\n"
}
