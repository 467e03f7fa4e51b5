import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// Something that cannot be expressed as a tool, with what to do instead.
struct Problem: DiagnosticMessage {
    let message: String
    let diagnosticID = MessageID(domain: "TypedTools", id: "ToolInput")
    let severity = DiagnosticSeverity.error

    init(_ message: String) { self.message = message }
}

extension MacroExpansionContext {
    /// Tells the person who compiles.
    func tell(_ message: String, at node: some SyntaxProtocol) {
        diagnose(Diagnostic(node: Syntax(node), message: Problem(message)))
    }
}
