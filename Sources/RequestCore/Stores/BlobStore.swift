/// Stores the bytes of images by their SHA-256.
package protocol BlobStore: Sendable {
    /// Keeps the bytes under their hash. Doing it twice has no further effect.
    func saveBlob(_ bytes: [UInt8], sha256: String) async throws
    /// The bytes with this hash; nil if there are none.
    func blob(sha256: String) async throws -> [UInt8]?
}
