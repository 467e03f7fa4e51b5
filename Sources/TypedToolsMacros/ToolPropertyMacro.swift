import SwiftSyntax
import SwiftSyntaxMacros

/// `@ToolProperty` makes nothing by itself: `@ToolInput` reads it.
struct ToolPropertyMacro: PeerMacro {
    static func expansion(
        of node: AttributeSyntax, providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] { [] }
}
