import Foundation
import TestSupport
import Testing

@testable import Processes

@Suite("Other programs that work with images")
struct ImageCommandTests {
    /// Programs of a shell line each, found before the system's.
    private func commands(
        _ programs: [String: String], in folder: Etude.Folder, _ environment: [String: String] = [:]
    ) throws -> ImageCommands {
        for (name, line) in programs {
            let path = try folder.write("#!/bin/sh\n\(line)\n", to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        return ImageCommands(
            processes: CommandRunner(),
            environment: environment.merging(["PATH": "\(folder.path):/usr/bin:/bin", "HOME": folder.path]) { own, _ in
                own
            })
    }

    @Test("the system's viewer gets a file of the owner's alone, by its path, and no key of the environment")
    func open() async throws {
        let folder = try Etude.Folder()
        let commands = try commands(
            [
                "xdg-open":
                    "echo \"$# $1\" > \(folder.path)/asked; env >> \(folder.path)/asked; cp \"$1\" \(folder.path)/seen"
            ],
            in: folder, ["DISPLAY": ":0", "OPENAI_API_KEY": "sk-secret"])
        let bytes = try Etude.image("sun.png")
        let file = try commands.temporaryFile(of: bytes, named: "etude-test-\(UUID().uuidString).png")
        defer { try? FileManager.default.removeItem(atPath: file) }
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try await commands.open(file)
        let asked = try folder.read("asked")
        #expect(asked.hasPrefix("1 \(file)\n"))
        #expect(!asked.contains("sk-secret"))
        #expect(Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/seen"))) == bytes)
    }

    @Test("without a display, or when the viewer fails, the sentence says so")
    func noViewer() async throws {
        let folder = try Etude.Folder()
        let blind = try commands([:], in: folder)
        let failure = await #expect(throws: ImageCommands.Failure.self) { try await blind.open("/tmp/x.png") }
        #expect(failure?.description == "there is no display here to open /tmp/x.png on")
        let failing = try commands(["xdg-open": "echo no viewer >&2; exit 3"], in: folder, ["DISPLAY": ":0"])
        let other = await #expect(throws: ImageCommands.Failure.self) { try await failing.open("/tmp/x.png") }
        #expect(other?.description == "xdg-open ended with status 3: no viewer")
    }

    @Test("the clipboard's bytes come as they are, from the first program that has some")
    func clipboard() async throws {
        let folder = try Etude.Folder()
        let image = Etude.project.appendingPathComponent("Tests/Images/sun.webp").path
        let both = try commands(
            ["wl-paste": "exit 1", "xclip": "cat '\(image)'"], in: folder, ["WAYLAND_DISPLAY": "w", "DISPLAY": ":0"])
        #expect(try await both.clipboard() == Etude.image("sun.webp"))
        let none = try commands([:], in: try Etude.Folder())
        let failure = await #expect(throws: ImageCommands.Failure.self) { try await none.clipboard() }
        #expect(failure?.description.contains("wl-paste, xclip or pngpaste") == true)
    }

    @Test("ImageMagick is told type and size, under limits; without it the sentence says so")
    func shrink() async throws {
        let folder = try Etude.Folder()
        let commands = try commands(["magick": "echo \"$@\"; ulimit -v; cat > /dev/null"], in: folder)
        let output = String(decoding: try await commands.shrink([1, 2], type: "png", to: 2048), as: UTF8.self)
        #expect(output == "png:-[0] -auto-orient -resize 2048x2048> png:-\n1048576\n")
        let absent = ImageCommands(processes: CommandRunner(), environment: ["PATH": try Etude.Folder().path])
        let failure = await #expect(throws: ImageCommands.Failure.self) {
            try await absent.shrink([1], type: "png", to: 9)
        }
        #expect(failure?.description.contains("ImageMagick is not installed") == true)
    }
}
