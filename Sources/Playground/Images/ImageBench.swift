package import Prompts

/// Work on images by other programs and the network. The edge implements it.
///
/// Functions throw a sentence for the person.
package protocol ImageBench: Sendable {
    /// Draws an image in the size and mode of a key. Of an animation it draws the first frame.
    func draw(_ bytes: [UInt8], as key: ImageKey) async -> ImageOutcome
    /// Opens an image in the system's viewer.
    func open(_ bytes: [UInt8], facts: ImageFacts) async throws
    /// Opens a remote image with the system's program for URLs.
    func open(url: String) async throws
    /// The image on the system's clipboard.
    func clipboard() async throws -> [UInt8]
    /// A remote image.
    func fetch(_ url: String) async throws -> [UInt8]
    /// The longest side of attached images, in pixels. Larger ones are shrunk; nil attaches them as they are.
    var longestSide: Int? { get }
    /// The image with no side longer than `side` pixels.
    func shrink(_ bytes: [UInt8], to side: Int) async throws -> [UInt8]
}

/// A bench without any program for images.
package struct NoImageBench: ImageBench {
    private struct Missing: Error, CustomStringConvertible {
        let description = "images are not supported here"
    }

    package init() {}

    package var longestSide: Int? { nil }

    package func draw(_ bytes: [UInt8], as key: ImageKey) async -> ImageOutcome { .failed("\(Missing())") }
    package func open(_ bytes: [UInt8], facts: ImageFacts) async throws { throw Missing() }
    package func open(url: String) async throws { throw Missing() }
    package func clipboard() async throws -> [UInt8] { throw Missing() }
    package func fetch(_ url: String) async throws -> [UInt8] { throw Missing() }
    package func shrink(_ bytes: [UInt8], to side: Int) async throws -> [UInt8] { throw Missing() }
}
