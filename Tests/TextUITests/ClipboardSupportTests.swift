import Testing
import TextUI

@Suite("Terminals and the clipboard")
struct ClipboardSupportTests {
    @Test(
        "terminals that take no copies, or only some of which do, are known by their environment; a multiplexer takes them",
        arguments: [
            ([:], true), (["TERM": "xterm-256color"], true), (["TERM": "linux"], false),
            (["TERM_PROGRAM": "Apple_Terminal"], false), (["VTE_VERSION": "7600"], false),
            (["VTE_VERSION": "7600", "TMUX": "/tmp/tmux,1,0"], true), (["TERM": "linux", "STY": "1.tty"], true),
        ] as [([String: String], Bool)])
    func known(environment: [String: String], takesCopies: Bool) {
        #expect(ClipboardSupport.takesCopies { environment[$0] } == takesCopies)
    }
}
