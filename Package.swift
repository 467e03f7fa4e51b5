// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

// One entry for each target, in the order of the house: what knows least stands first.
// CONTRIBUTING.md says what each target is for and why each dependency is here.

let package = Package(
    name: "etude",
    products: [
        .executable(name: "etude", targets: ["etude"]),
        .library(name: "RequestCore", targets: ["RequestCore", "Prompts", "JSON"]),
        .library(name: "CurlTransport", targets: ["CurlTransport"]),
        .library(name: "Simulator", targets: ["Simulator"]),
        .library(name: "TypedTools", targets: ["TypedTools", "RequestCore", "Prompts", "JSON"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CCurses",
            providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),

        .target(name: "CCrypto"),
        .target(name: "CCurl"),
        .target(name: "CMarkdown"),
        .target(name: "CPCRE2"),
        .target(name: "CSpawn"),
        .target(name: "CZlib"),
        .target(name: "JSON", dependencies: ["CPCRE2"]),
        .target(name: "TextUI"),
        .target(name: "Markdown", dependencies: ["TextUI", "CMarkdown"]),
        .target(name: "Prompts", dependencies: ["JSON", "CCrypto", "Yams"]),
        .target(
            name: "RequestCore", dependencies: ["Prompts", "JSON"],
            resources: [.embedInCode("Providers/models.json")]),
        .target(name: "Evaluations", dependencies: ["RequestCore", "Prompts", "JSON"]),
        .target(name: "Logbook", dependencies: ["RequestCore", "Prompts", "JSON"]),
        .macro(
            name: "TypedToolsMacros",
            dependencies: [
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
                .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
            ]),
        .target(name: "TypedTools", dependencies: ["TypedToolsMacros", "RequestCore", "Prompts", "JSON"]),
        .target(name: "Simulator", dependencies: ["RequestCore", "Prompts", "JSON"]),
        .target(name: "CurlTransport", dependencies: ["RequestCore", "CCurl"]),
        .target(
            name: "Storage",
            dependencies: [
                "Evaluations", "Logbook", "RequestCore", "Prompts", "JSON", "CZlib",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(
            name: "Processes",
            dependencies: [
                "RequestCore", "Prompts", "CSpawn", .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .target(
            name: "Playground",
            dependencies: ["Evaluations", "Logbook", "Markdown", "RequestCore", "Prompts", "JSON", "TextUI"]),
        .target(name: "CursesTerminal", dependencies: ["TextUI", "CCurses"]),
        .target(
            name: "Commands",
            dependencies: [
                "Evaluations", "Logbook", "Storage", "RequestCore", "Prompts", "JSON", "TextUI",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "etude",
            dependencies: [
                "Commands", "CursesTerminal", "Playground", "Processes", "Evaluations", "Logbook", "Storage",
                "CurlTransport", "Simulator", "RequestCore", "Prompts", "JSON", "TextUI",
            ]),

        .target(
            name: "Fuzzing",
            dependencies: [
                "Playground", "Evaluations", "Logbook", "Markdown", "RequestCore", "Prompts", "JSON", "TextUI",
            ],
            path: "Tests/Fuzzing"),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Fuzzing", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Tests/Fuzz"),
        .executableTarget(name: "JSONSpeed", dependencies: ["JSON"], path: "Benchmarks/JSONSpeed"),
        .executableTarget(
            name: "VersionsSpeed", dependencies: ["Playground", "RequestCore", "Prompts", "TextUI"],
            path: "Benchmarks/VersionsSpeed"),
        .executableTarget(
            name: "KeySpeed", dependencies: ["Playground", "RequestCore", "Prompts", "JSON", "TextUI"],
            path: "Benchmarks/KeySpeed"),
        .executableTarget(
            name: "LogSpeed", dependencies: ["Logbook", "Storage", "RequestCore", "Prompts", "JSON"],
            path: "Benchmarks/LogSpeed"),
        .executableTarget(
            name: "GridSpeed",
            dependencies: ["Playground", "Storage", "Evaluations", "RequestCore", "Prompts", "JSON", "TextUI"],
            path: "Benchmarks/GridSpeed"),
        .executableTarget(name: "SixelSpeed", dependencies: ["TextUI"], path: "Benchmarks/SixelSpeed"),
        .executableTarget(name: "SchemaSpeed", dependencies: ["JSON"], path: "Benchmarks/SchemaSpeed"),
        .executableTarget(
            name: "ExampleOneAnswer", dependencies: ["RequestCore", "Simulator"], path: "Sources/Examples/OneAnswer"),
        .executableTarget(
            name: "ExampleStream", dependencies: ["RequestCore", "Prompts", "JSON", "Simulator"],
            path: "Sources/Examples/Stream"),
        .executableTarget(
            name: "ExampleToolLoop", dependencies: ["RequestCore", "Prompts", "JSON", "Simulator"],
            path: "Sources/Examples/ToolLoop"),
        .executableTarget(
            name: "ExampleParallelTools", dependencies: ["TypedTools", "RequestCore", "Prompts", "JSON", "Simulator"],
            path: "Sources/Examples/ParallelTools"),
        .executableTarget(
            name: "ExampleCalendarEvent", dependencies: ["TypedTools", "RequestCore", "Prompts", "JSON", "Simulator"],
            path: "Sources/Examples/CalendarEvent"),
        .executableTarget(
            name: "ExampleMathSteps", dependencies: ["TypedTools", "RequestCore", "Prompts", "JSON", "Simulator"],
            path: "Sources/Examples/MathSteps"),
        .executableTarget(
            name: "ExampleDeliveryDate", dependencies: ["TypedTools", "RequestCore", "Prompts", "JSON", "Simulator"],
            path: "Sources/Examples/DeliveryDate"),
        .target(
            name: "TestSupport", dependencies: ["RequestCore", "Prompts", "JSON", "TextUI"],
            path: "Tests/TestSupport"),
        .executableTarget(
            name: "transfers", dependencies: ["CurlTransport", "RequestCore"], path: "Tests/Interop/Transfers"),
        .executableTarget(
            name: "screens", dependencies: ["Markdown", "TextUI", "JSON"], path: "Tests/Interop/Screens"),
        .executableTarget(
            name: "simulated", dependencies: ["Simulator", "RequestCore"], path: "Tests/Interop/Simulated"),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "Fuzzing", "TestSupport"]),
        .testTarget(name: "TextUITests", dependencies: ["TextUI", "Fuzzing"]),
        .testTarget(name: "MarkdownTests", dependencies: ["Markdown", "TextUI", "Fuzzing"]),
        .testTarget(name: "PromptsTests", dependencies: ["Prompts", "JSON", "Fuzzing", "TestSupport"]),
        .testTarget(
            name: "RequestCoreTests", dependencies: ["RequestCore", "Prompts", "JSON", "Fuzzing", "TestSupport"]),
        .testTarget(
            name: "EvaluationsTests",
            dependencies: ["Evaluations", "RequestCore", "Prompts", "JSON", "Fuzzing", "TestSupport"]),
        .testTarget(
            name: "LogbookTests", dependencies: ["Logbook", "RequestCore", "Prompts", "JSON", "Fuzzing", "TestSupport"]),
        .testTarget(
            name: "TypedToolsTests", dependencies: ["TypedTools", "RequestCore", "Prompts", "JSON", "TestSupport"]),
        .testTarget(
            name: "TypedToolsMacrosTests",
            dependencies: [
                "TypedToolsMacros",
                .product(name: "SwiftSyntaxMacrosGenericTestSupport", package: "swift-syntax"),
            ]),
        .testTarget(name: "SimulatorTests", dependencies: ["Simulator", "RequestCore", "Prompts", "JSON"]),
        .testTarget(name: "CurlTransportTests", dependencies: ["CurlTransport", "RequestCore", "TestSupport"]),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Evaluations", "Logbook", "Storage", "RequestCore", "Prompts", "JSON", "Fuzzing", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "ProcessesTests", dependencies: ["Processes", "RequestCore", "Prompts", "TextUI", "TestSupport"]),
        .testTarget(
            name: "PlaygroundTests",
            dependencies: [
                "Playground", "Evaluations", "Logbook", "Simulator", "Storage", "RequestCore", "Prompts", "JSON",
                "TextUI",
                "Fuzzing", "TestSupport",
            ]),
        .testTarget(
            name: "ExampleTests",
            dependencies: [
                "ExampleOneAnswer", "ExampleStream", "ExampleToolLoop", "ExampleParallelTools", "ExampleCalendarEvent",
                "ExampleMathSteps", "ExampleDeliveryDate", "TestSupport",
            ]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Evaluations", "Logbook", "Storage", "CurlTransport", "Processes", "Simulator",
                "RequestCore",
                "Prompts", "JSON", "TestSupport",
            ]),
        .testTarget(
            name: "TerminalTests", dependencies: ["Fuzzing", "JSON", "TestSupport"],
            exclude: ["kitty.py", "sixel.py", "slow_terminal.py", "terminal.py"]),
    ]
)

// A plain `import` is seen by the importing file's implementation only; what a module's API needs says so.
for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.enableUpcomingFeature("InternalImportsByDefault")]
}
