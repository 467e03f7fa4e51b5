import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What other programs do with images besides drawing them: the system's viewer, its clipboard, ImageMagick.
package struct ImageCommands: Sendable {
    /// Why it was not done, in the person's words.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// What a program of the desktop needs to find it, besides the usual.
    private static let desktop = [
        "PATH", "HOME", "USER", "LANG", "LC_ALL", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR",
        "XDG_CURRENT_DESKTOP", "XDG_DATA_DIRS", "XDG_CONFIG_DIRS", "XDG_SESSION_TYPE", "DBUS_SESSION_BUS_ADDRESS",
        "BROWSER",
    ]

    private let processes: CommandRunner
    private let environment: [String: String]

    /// - Parameter environment: of this process; a program gets of it what the desktop needs.
    package init(processes: CommandRunner, environment: [String: String]) {
        self.processes = processes
        self.environment = environment.filter { Self.desktop.contains($0.key) }
    }

    /// Opens a file or a URL with what the system opens it with; the viewer outlives Étude.
    ///
    /// - Parameter target: an absolute path, or an http(s) URL.
    package func open(_ target: String) async throws(Failure) {
        #if os(macOS)
            let argv = ["open", target]
        #else
            guard environment["DISPLAY"] ?? environment["WAYLAND_DISPLAY"] != nil else {
                throw Failure(description: "there is no display here to open \(target) on")
            }
            // A session of its own: what is left of a command's group is ended with it.
            let argv = ["setsid", "--wait", "xdg-open", target]
        #endif
        let result = await processes.run(
            ToolProcess(argv: argv, input: [], directory: "/", environment: environment, timeLimit: 5))
        // Some viewers stay in the foreground until they are closed.
        if result.ending == .timedOut { return }
        if let fault = LimitedCommand.fault(of: "xdg-open", result) { throw Failure(description: fault) }
    }

    /// Writes an image where a viewer can read it, under the name of its content; only its owner can read it.
    package func temporaryFile(of bytes: [UInt8], named name: String) throws(Failure) -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        try? FileManager.default.removeItem(atPath: path)
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw Failure(description: "\(path) cannot be written") }
        return path
    }

    /// The image on the clipboard, as the first program gives it that is there.
    package func clipboard() async throws(Failure) -> [UInt8] {
        var tries: [[String]] = []
        if environment["WAYLAND_DISPLAY"] != nil { tries.append(["wl-paste", "--no-newline", "--type", "image/png"]) }
        if environment["DISPLAY"] != nil {
            tries.append(["xclip", "-selection", "clipboard", "-target", "image/png", "-out"])
        }
        tries.append(["pngpaste", "-"])
        for argv in tries {
            let (output, result) = await processes.runForBytes(
                ToolProcess(
                    argv: argv, input: [], directory: "/", environment: environment, timeLimit: 5,
                    outputLimit: 64 << 20))
            if result.ending == .exited(0), !output.isEmpty { return output }
        }
        throw Failure(
            description:
                "no image came from the clipboard; wl-paste, xclip or pngpaste gives it, on the machine with the display"
        )
    }

    /// The image with no side longer than `side`, by ImageMagick under limits; one that is small enough comes back as it is.
    ///
    /// - Parameter type: `png`, `jpeg`, `webp` or `gif`, which stays; of an animation the first frame.
    package func shrink(_ bytes: [UInt8], type: String, to side: Int) async throws(Failure) -> [UInt8] {
        // The decoder is named, so that the content cannot choose another one.
        let arguments = ["\(type):-[0]", "-auto-orient", "-resize", "\(side)x\(side)>", "\(type):-"]
        var last: ToolProcessResult?
        for program in ["magick", "convert"] {
            let (output, result) = await processes.runForBytes(
                ToolProcess(
                    argv: LimitedCommand.argv([program] + arguments), input: bytes, directory: "/",
                    environment: environment, timeLimit: 20, outputLimit: 64 << 20))
            if result.ending == .exited(0), !output.isEmpty { return output }
            if result.ending != .exited(127) { last = last ?? result }
        }
        let fault = last.flatMap { LimitedCommand.fault(of: "ImageMagick", $0) }
        throw Failure(description: fault ?? "ImageMagick is not installed; it makes images smaller")
    }
}
