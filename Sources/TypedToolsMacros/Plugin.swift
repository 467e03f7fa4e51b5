import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// What the compiler loads.
@main struct TypedToolsPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [ToolInputMacro.self, ToolPropertyMacro.self]
}
